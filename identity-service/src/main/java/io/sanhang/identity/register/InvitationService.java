package io.sanhang.identity.register;

import io.sanhang.identity.credential.CredentialStore;
import io.sanhang.identity.credential.Marks;
import io.sanhang.identity.credential.RatingCampaign;
import io.sanhang.identity.neighbours.InvitationSender;
import io.sanhang.identity.neighbours.InvitationSender.Delivery;
import io.sanhang.identity.neighbours.InvitationSender.Message;
import io.sanhang.identity.register.Invited.State;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.SecurityProperties;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Has invitations sent, in batches and beside whoever asked for it (A094). A message's id is the person and the attempt, so
 * that whatever is handed over twice, after a crash or by two replicas, is sent once.
 */
@Service
class InvitationService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int AT_A_TIME = 200;

    /** Which messages the office asks for. */
    enum Round {
        /** To all who have had none. */
        FIRST,
        /** Once more to those to whom it could not be sent. */
        FAILED,
        /** To those who have not taken tokens. */
        REMINDER
    }

    private final RegisterService register;
    private final RegisterStore store;
    private final CredentialStore registrar;
    private final Marks marks;
    private final InvitationSender sender;
    private final PersonalData personalData;
    private final RegisterProperties settings;
    private final String address;
    private final Clock clock;

    InvitationService(
            RegisterService register,
            RegisterStore store,
            CredentialStore registrar,
            Marks marks,
            InvitationSender sender,
            PersonalData personalData,
            RegisterProperties settings,
            SecurityProperties security,
            Clock clock) {
        this.register = register;
        this.store = store;
        this.registrar = registrar;
        this.marks = marks;
        this.sender = sender;
        this.personalData = personalData;
        this.settings = settings;
        this.address = security.issuer();
        this.clock = clock;
    }

    /**
     * Pressed twice, nobody gets two.
     *
     * @return how many will be sent
     * @throws Refusal {@code register-closed}, {@code no-reminders}
     */
    long queue(String campaignId, Round round, @Nullable String category) {
        register.open(campaignId);
        return switch (round) {
            case FIRST -> store.queue(campaignId, category, State.WAITING);
            case FAILED -> store.queue(campaignId, category, State.FAILED);
            case REMINDER -> remind(campaignId, category);
        };
    }

    private long remind(String campaignId, @Nullable String category) {
        if (settings.remindAfterDays() == 0) {
            throw Refusal.conflict("no-reminders");
        }
        var took = registrar.issuedTo(campaignId);
        var today = LocalDate.now(clock);
        var ids = new ArrayList<String>();
        store.eachInvited(campaignId, each -> {
            if ((category == null || category.equals(each.category()))
                    && !took.contains(each.mark())
                    && Shares.mayBeReminded(each, today, settings.remindAfterDays())) {
                ids.add(each.id());
            }
        });
        return store.queueReminders(ids);
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${sanhang.identity.register.send-every:5s}")
    @SchedulerLock(name = "register-send")
    void send() {
        handOver();
        hearBack();
    }

    private void handOver() {
        var took = new HashMap<String, Set<String>>();
        List<Invited> batch;
        do {
            batch = store.inState(State.DUE, "", AT_A_TIME);
            var byCampaign = batch.stream().collect(Collectors.groupingBy(Invited::campaignId));
            for (var each : byCampaign.entrySet()) {
                var id = each.getKey();
                var issued = took.computeIfAbsent(id, registrar::issuedTo);
                if (!handOver(register.campaign(id), each.getValue(), issued)) {
                    return;
                }
            }
        } while (batch.size() == AT_A_TIME);
    }

    /** False when notification-service cannot take them now; the next run tries again. */
    private boolean handOver(RatingCampaign campaign, List<Invited> people, Set<String> took) {
        if (campaign.isOver(clock.instant())) {
            store.move(ids(people, each -> true), State.DUE, State.FAILED);
            return true;
        }
        store.spare(ids(people, each -> took.contains(each.mark())));
        var mark = marks.of(campaign);
        var until = LocalDate.ofInstant(campaign.issueCloses(), ZONE);
        var messages = people.stream()
                .filter(each -> !took.contains(each.mark()) && each.sealedPhone() != null)
                .map(each -> new Message(
                        each.messageId(),
                        personalData.decrypt(Objects.requireNonNull(each.sealedPhone())),
                        each.reminded() ? "reminder" : "invitation",
                        campaign.title(),
                        "%s/rate/%s#i=%s".formatted(address, campaign.id(), RegisterService.code(mark, each.mark())),
                        until.getMonthValue() + "月" + until.getDayOfMonth() + "日"))
                .toList();
        if (!messages.isEmpty() && !sender.send(messages)) {
            return false;
        }
        store.move(ids(people, each -> !took.contains(each.mark())), State.DUE, State.HANDED);
        return true;
    }

    /** What became of them: sent, and the number goes, or given up, and the office may ask for it again. */
    private void hearBack() {
        var today = LocalDate.now(clock).toString();
        var after = "";
        List<Invited> batch;
        do {
            batch = store.inState(State.HANDED, after, AT_A_TIME);
            if (batch.isEmpty()) {
                return;
            }
            var states =
                    sender.deliveries(batch.stream().map(Invited::messageId).toList());
            if (states.isEmpty()) {
                return;
            }
            var known = states.get();
            store.sent(
                    ids(batch, each -> known.get(each.messageId()) == Delivery.SENT),
                    State.HANDED,
                    today,
                    settings.remindAfterDays() > 0);
            store.move(ids(batch, each -> known.get(each.messageId()) == Delivery.FAILED), State.HANDED, State.FAILED);
            // Lost over there, with its database: once more under the same id.
            store.move(ids(batch, each -> !known.containsKey(each.messageId())), State.HANDED, State.DUE);
            after = batch.get(batch.size() - 1).id();
        } while (batch.size() == AT_A_TIME);
    }

    private static List<String> ids(List<Invited> people, Predicate<Invited> which) {
        return people.stream().filter(which).map(Invited::id).toList();
    }
}
