package io.sanhang.identity.credential;

import io.sanhang.identity.code.OneTimeCodes;
import io.sanhang.identity.code.Throttle;
import io.sanhang.identity.credential.RatingCampaign.Category;
import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.identity.neighbours.CodeSender.Purpose;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/**
 * Who may rate, once a campaign: as what the register says, else whoever has a phone where the campaign is open to all.
 * Before its code is proved every number gets the same answers, whether or not it asked before or is on the register.
 */
@Service
class RaterService {

    static final Duration SESSION = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** @param secret only the rater has it; the store has a hash */
    record Session(
            String secret, List<Category> categories, List<String> units, List<String> recused, Instant expiresAt) {}

    private final CredentialStore store;
    private final Eligibility eligibility;
    private final Marks marks;
    private final OneTimeCodes codes;
    private final Throttle throttle;
    private final PersonalData personalData;
    private final CredentialProperties settings;
    private final Clock clock;

    RaterService(
            CredentialStore store,
            Eligibility eligibility,
            Marks marks,
            @Qualifier("raterCodes") OneTimeCodes codes,
            @Qualifier("raterThrottle") Throttle throttle,
            PersonalData personalData,
            CredentialProperties settings,
            Clock clock) {
        this.store = store;
        this.eligibility = eligibility;
        this.marks = marks;
        this.codes = codes;
        this.throttle = throttle;
        this.personalData = personalData;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws Refusal {@code campaign-not-issuing}, {@code bad-phone}, {@code too-many-codes}, {@code code-not-sent} */
    Instant sendCode(String campaignId, String phoneText) {
        var campaign = issuing(campaignId);
        var phone = PersonalData.requirePhone(phoneText);
        var subject = subject(campaign, phone);
        if (!throttle.allows("phone|" + campaignId + "|" + subject, settings.codesPerPhone(), HOUR)
                || !throttle.allows("campaign|" + campaignId, settings.codesPerCampaign(), MINUTE)) {
            throw Refusal.tooMany("too-many-codes").with("retryAfter", MINUTE.toSeconds());
        }
        return codes.send(codeId(campaignId, subject), subject, phone, Purpose.RATER);
    }

    /** @throws Refusal {@code wrong-code}, also when there is no code or it is over: nothing is told about the number */
    Session open(String campaignId, String phoneText, String code) {
        var campaign = issuing(campaignId);
        var phone = PersonalData.requirePhone(phoneText);
        var subject = subject(campaign, phone);
        if (codes.redeem(codeId(campaignId, subject), code).result() != OneTimeCodes.Result.MATCHED) {
            throw Refusal.invalid("wrong-code").at("/code");
        }
        return opened(campaign, subject, personalData.lookup(phone));
    }

    /**
     * The code of an invitation stands for the number that it was sent to, until tokens were taken.
     *
     * @throws Refusal {@code campaign-not-issuing}, {@code invitation-unknown}, {@code invitation-used} and those of
     *     a number
     */
    Session openInvited(String campaignId, String code) {
        var campaign = issuing(campaignId);
        var guest = eligibility.guest(campaignId, code).orElseThrow(() -> Refusal.invalid("invitation-unknown"));
        if (store.issuance(campaignId, guest.subject()).isPresent()) {
            throw Refusal.conflict("invitation-used");
        }
        return opened(campaign, guest.subject(), guest.phoneLookup());
    }

    /** @throws Refusal {@code not-on-register}, {@code recused-everywhere} */
    private Session opened(RatingCampaign campaign, String subject, String phoneLookup) {
        var issued = store.issuance(campaign.id(), subject);
        // Whoever lost the answer asks for the same again, whatever the register has come to say since.
        var recused = issued.isPresent()
                ? Objects.requireNonNullElse(issued.get().recused(), List.<String>of())
                : ownUnits(campaign, phoneLookup);
        var invitedAs = eligibility.invitedAs(campaign.id(), subject);
        var categories = campaign.categories().stream()
                .filter(each -> invitedAs.map(each.id()::equals).orElse(each.entry() == Entry.OPEN)
                        || issued.filter(one -> one.category().equals(each.id()))
                                .isPresent())
                .toList();
        if (categories.isEmpty()) {
            throw Refusal.forbidden("not-on-register", otherWays(campaign));
        }
        var units = campaign.unitIds().stream()
                .filter(unit -> !recused.contains(unit))
                .toList();
        if (units.isEmpty()) {
            throw Refusal.forbidden("recused-everywhere");
        }
        return opened(campaign, subject, categories, units, recused, null);
    }

    /** A window of her unit that is rated by itself is her unit too. */
    private List<String> ownUnits(RatingCampaign campaign, String phoneLookup) {
        var works = eligibility.unitsOf(phoneLookup);
        return campaign.unitIds().stream()
                .filter(unit -> works.stream().anyMatch(own -> HandledMatter.isOf(unit, own)))
                .toList();
    }

    private static String otherWays(RatingCampaign campaign) {
        var ways = Stream.of(
                        campaign.categories(Entry.CODE).isEmpty() ? "" : "办过事的，可以用办结时给的评价码评",
                        campaign.categories(Entry.TABLET).isEmpty() ? "" : "到窗口办事时，可以在窗口的平板上评",
                        campaign.categories(Entry.PAPER).isEmpty() ? "" : "收到纸质评议表的，可以填表评")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("；"));
        return ways.isEmpty() ? "有话要说，可以在首页“提意见”，或者拨打 12345" : ways;
    }

    /** @param handled what a code was given for; null for who came by phone */
    Session opened(
            RatingCampaign campaign,
            String subject,
            List<Category> categories,
            List<String> units,
            List<String> recused,
            @Nullable HandledMatter handled) {
        var secret = Ids.random();
        var session =
                new Session(secret, categories, units, recused, clock.instant().plus(SESSION));
        var ids = categories.stream().map(Category::id).toList();
        store.addSession(new RaterSession(
                sessionId(secret), campaign.id(), subject, ids, units, recused, handled, session.expiresAt()));
        return session;
    }

    /** @throws Refusal {@code session-expired} */
    RaterSession session(String secret) {
        return store.session(sessionId(secret), clock.instant()).orElseThrow(() -> Refusal.gone("session-expired"));
    }

    /** @throws Refusal {@code campaign-not-issuing} */
    RatingCampaign issuing(String campaignId) {
        return store.campaign(campaignId)
                .filter(campaign -> campaign.issuesAt(clock.instant()))
                .orElseThrow(() -> Refusal.conflict("campaign-not-issuing"));
    }

    String subject(RatingCampaign campaign, String phone) {
        return mark(campaign, phone);
    }

    /** @throws Refusal {@code campaign-not-issuing} once the campaign's key is erased */
    byte[] mac(RatingCampaign campaign, String text) {
        return Base64.getUrlDecoder().decode(mark(campaign, text));
    }

    private String mark(RatingCampaign campaign, String text) {
        return marks.of(campaign).apply(text);
    }

    private static String codeId(String campaignId, String subject) {
        return Ids.derived("rater-code", campaignId, subject);
    }

    private static String sessionId(String secret) {
        return Ids.derived("rater-session", secret);
    }
}
