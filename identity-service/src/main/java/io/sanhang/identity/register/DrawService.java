package io.sanhang.identity.register;

import io.sanhang.identity.credential.Marks;
import io.sanhang.identity.credential.RatingCampaign;
import io.sanhang.identity.directory.Directory;
import io.sanhang.identity.directory.Unit;
import io.sanhang.identity.register.Draw.Source;
import io.sanhang.identity.register.Draw.Wish;
import io.sanhang.identity.register.Invited.Person;
import io.sanhang.identity.register.Lottery.Ticket;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Draws raters. First the frame is kept, then the draw, which is final, then those who were drawn come on the register:
 * whatever was cut short before the draw never was, and what comes after it is finished by the next run.
 */
@Service
class DrawService {

    private final RegisterService register;
    private final RegisterStore store;
    private final Marks marks;
    private final Directory directory;
    private final PersonalData personalData;
    private final Clock clock;
    private final Turns turns;

    DrawService(
            RegisterService register,
            RegisterStore store,
            Marks marks,
            Directory directory,
            PersonalData personalData,
            Turns turns,
            Clock clock) {
        this.register = register;
        this.store = store;
        this.marks = marks;
        this.directory = directory;
        this.personalData = personalData;
        this.clock = clock;
        this.turns = turns;
    }

    /**
     * @param seed null: the system makes one
     * @throws Refusal {@code register-closed}, {@code not-for-invited}, {@code nobody-to-draw}, {@code too-few-to-draw},
     *     {@code draw-under-way}, {@code idempotency-key-reused}
     */
    Draw draw(String campaignId, Wish wish, @Nullable String seed, IdempotencyKey key) {
        var campaign = register.open(campaignId);
        RegisterService.invitable(campaign, wish.category());
        return turns.take(() -> {
            var name = key.idFor("draws|" + campaignId);
            var fingerprint = Fingerprint.of(wish, Objects.requireNonNullElse(seed, ""));
            var before = store.draw(campaignId + "|" + name);
            if (before.isPresent()) {
                key.sameRequest(before.get().fingerprint(), fingerprint);
                return finish(before.get());
            }
            var people = wish.source() == Source.LIST ? listed(campaignId, wish) : ofContacts(campaign, wish);
            people.keySet().removeAll(store.known(campaignId, people.keySet()).keySet());
            var draw = Draw.of(
                    campaignId + "|" + name,
                    wish,
                    Objects.requireNonNullElseGet(seed, Ids::random),
                    seed != null,
                    tickets(people.values()),
                    LocalDate.now(clock).toString(),
                    fingerprint);
            var frame = Candidate.frame(campaignId, name);
            store.removeCandidates(frame);
            store.addCandidates(people.values().stream()
                    .map(each -> Candidate.of(frame, each))
                    .toList());
            store.add(draw);
            return finish(draw);
        });
    }

    /** What was cut short, here or on a replica that is gone. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT1M")
    void finishWhatIsLeft() {
        if (!store.unfinishedDraws().isEmpty()) {
            turns.takeIfFree(() -> store.unfinishedDraws().forEach(this::finish));
        }
    }

    private Draw finish(Draw draw) {
        if (draw.finished()) {
            return draw;
        }
        var campaignId = draw.campaignId();
        var mark = marks.of(register.campaign(campaignId));
        var list = Candidate.frame(campaignId, draw.name());
        var people = store.candidates(list).stream()
                .map(Candidate::person)
                .collect(Collectors.toMap(Person::mark, Function.identity()));
        var wish = draw.wish();
        store.addInvited(draw.drawn(tickets(people.values())).stream()
                .map(ticket -> RegisterService.invited(
                        campaignId,
                        mark,
                        Objects.requireNonNull(people.get(ticket.mark())),
                        wish.category(),
                        draw.name()))
                .toList());
        store.forgetNumbers(list);
        if (wish.source() == Source.LIST) {
            store.removeCandidates(Candidate.imported(campaignId, wish.category()));
        }
        store.finished(draw);
        return store.draw(draw.id()).orElseThrow();
    }

    /**
     * The marks of all of whom some were drawn; whose they are they do not say.
     *
     * @throws Refusal {@code not-found}
     */
    String frame(String campaignId, String name) {
        if (store.draw(campaignId + "|" + name).isEmpty()) {
            throw Refusal.missing("not-found");
        }
        return Lottery.text(tickets(store.candidates(Candidate.frame(campaignId, name)).stream()
                .map(Candidate::person)
                .toList()));
    }

    List<Draw> draws(String campaignId) {
        return store.draws(campaignId);
    }

    private static List<Ticket> tickets(Collection<Person> people) {
        return people.stream()
                .map(each -> new Ticket(each.mark(), each.stratum()))
                .toList();
    }

    private Map<String, Person> listed(String campaignId, Wish wish) {
        var people = new HashMap<String, Person>();
        store.candidates(Candidate.imported(campaignId, wish.category()))
                .forEach(each -> people.put(each.person().mark(), each.person()));
        return people;
    }

    /** Everybody once, with the first unit by its id as stratum. */
    private Map<String, Person> ofContacts(RatingCampaign campaign, Wish wish) {
        var first = new HashMap<String, Contact>();
        store.eachContact(
                Objects.requireNonNullElse(wish.from(), ""),
                Objects.requireNonNullElse(wish.to(), "9999"),
                wish.kind(),
                contact -> first.merge(
                        contact.phoneLookup(),
                        contact,
                        (one, other) -> one.unitId().compareTo(other.unitId()) <= 0 ? one : other));
        var mark = marks.of(campaign);
        var units = directory.units().stream().collect(Collectors.toMap(Unit::id, Unit::name));
        var people = new HashMap<String, Person>();
        first.values().forEach(contact -> {
            var person = register.person(
                    mark,
                    personalData.decrypt(contact.sealedPhone()),
                    units.getOrDefault(contact.unitId(), contact.unitId()));
            people.put(person.mark(), person);
        });
        return people;
    }
}
