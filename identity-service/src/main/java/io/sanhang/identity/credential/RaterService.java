package io.sanhang.identity.credential;

import io.sanhang.identity.code.OneTimeCodes;
import io.sanhang.identity.code.Throttle;
import io.sanhang.identity.credential.RatingCampaign.Category;
import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.identity.neighbours.CodeSender.Purpose;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/**
 * Who may rate: whoever has a phone, once a campaign. Every number gets the same answers, whether or not it asked before.
 */
@Service
class RaterService {

    static final Duration SESSION = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** @param secret only the rater has it; the store has a hash */
    record Session(String secret, List<Category> categories, List<String> units, Instant expiresAt) {}

    private final CredentialStore store;
    private final OneTimeCodes codes;
    private final Throttle throttle;
    private final PersonalData personalData;
    private final CredentialProperties settings;
    private final Clock clock;

    RaterService(
            CredentialStore store,
            @Qualifier("raterCodes") OneTimeCodes codes,
            @Qualifier("raterThrottle") Throttle throttle,
            PersonalData personalData,
            CredentialProperties settings,
            Clock clock) {
        this.store = store;
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
        var subject = subject(campaign, PersonalData.requirePhone(phoneText));
        if (codes.redeem(codeId(campaignId, subject), code).result() != OneTimeCodes.Result.MATCHED) {
            throw Refusal.invalid("wrong-code").at("/code");
        }
        return opened(campaign, subject, campaign.categories(Entry.OPEN), campaign.unitIds(), null);
    }

    /** @param handled what a code was given for; null for who came by phone */
    Session opened(
            RatingCampaign campaign,
            String subject,
            List<Category> categories,
            List<String> units,
            @Nullable HandledMatter handled) {
        var secret = Ids.random();
        var session = new Session(secret, categories, units, clock.instant().plus(SESSION));
        var ids = categories.stream().map(Category::id).toList();
        store.addSession(
                new RaterSession(sessionId(secret), campaign.id(), subject, ids, units, handled, session.expiresAt()));
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

    /** The mark of a number in one campaign: HMAC-SHA-256 under the campaign's own key. */
    String subject(RatingCampaign campaign, String phone) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(campaign, phone));
    }

    /** @throws Refusal {@code campaign-not-issuing} once the campaign's key is erased */
    byte[] mac(RatingCampaign campaign, String text) {
        var sealed = campaign.sealedSubjectKey();
        if (sealed == null) {
            throw Refusal.conflict("campaign-not-issuing");
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(personalData.decrypt(sealed)), "HMAC"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String codeId(String campaignId, String subject) {
        return Ids.derived("rater-code", campaignId, subject);
    }

    private static String sessionId(String secret) {
        return Ids.derived("rater-session", secret);
    }
}
