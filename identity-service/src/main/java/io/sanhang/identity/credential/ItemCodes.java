package io.sanhang.identity.credential;

import io.sanhang.identity.credential.RaterService.Session;
import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Codes for those who had something handled (A093). Whoever gives one learns that it was given; the tokens it brings are
 * signed blindly like all others. A code has 128 bits: what keeps it from being guessed is its length, and the edge's
 * limit for each address keeps the trying down.
 */
@Service
class ItemCodes {

    /** @param used somebody has got the tokens already: only their very request is answered again */
    record Opened(Session session, HandledMatter handled, boolean used) {}

    private final RaterService raters;
    private final CredentialStore store;
    private final Eligibility eligibility;
    private final PersonalData personalData;
    private final Clock clock;

    ItemCodes(
            RaterService raters,
            CredentialStore store,
            Eligibility eligibility,
            PersonalData personalData,
            Clock clock) {
        this.raters = raters;
        this.store = store;
        this.eligibility = eligibility;
        this.personalData = personalData;
        this.clock = clock;
    }

    /**
     * Codes follow from the key of the request and the campaign's secret, so that the same request has the same answer
     * and still nothing but hashes is stored.
     *
     * @param phone the applicant's, who then rates the unit once, however many codes she gets, and not at all if she works
     *     for it; whoever gives the code does not learn that
     * @throws Refusal {@code campaign-not-issuing}, {@code campaign-without-codes}, {@code unknown-unit},
     *     {@code not-your-window}, {@code item-code-needs-phone}, {@code bad-phone}, {@code idempotency-key-reused}
     */
    List<String> issue(
            String campaignId,
            String unit,
            @Nullable String window,
            @Nullable String matter,
            @Nullable String phone,
            int count,
            Caller by,
            IdempotencyKey key) {
        var campaign = raters.issuing(campaignId);
        if (campaign.categories(Entry.CODE).isEmpty()
                && campaign.categories(Entry.TABLET).isEmpty()) {
            throw Refusal.conflict("campaign-without-codes");
        }
        if (!campaign.unitIds().contains(unit)) {
            throw Refusal.invalid("unknown-unit").at("/unitId");
        }
        if (!by.isOffice() && !HandledMatter.isOf(unit, by.unitId())) {
            throw Refusal.forbidden("not-your-window");
        }
        if (phone == null && campaign.codesNeedPhone()) {
            throw Refusal.invalid("item-code-needs-phone").at("/phone");
        }
        var person = phone == null ? null : raters.subject(campaign, PersonalData.requirePhone(phone));
        var recused = phone != null && worksFor(unit, phone) ? true : null;
        var handled =
                new HandledMatter(unit, window, matter, YearMonth.now(clock).toString());
        var request = Fingerprint.of(Arrays.asList(unit, window, matter, person, count));
        var codes = IntStream.range(0, count)
                .mapToObj(at ->
                        ItemCode.write(raters.mac(campaign, "item-code|" + by.id() + "|" + key.value() + "|" + at)))
                .toList();
        var stored = codes.stream()
                .map(code -> new ItemCode(ItemCode.id(campaignId, code), handled, person, recused, request))
                .toList();
        key.sameRequest(store.insertOrFind(stored.get(0)).request(), request);
        store.addCodes(stored.subList(1, count));
        return codes;
    }

    /** What is known of her when the code is given: later there is only the campaign's mark of her number. */
    private boolean worksFor(String unit, String phone) {
        return eligibility.unitsOf(personalData.lookup(PersonalData.requirePhone(phone))).stream()
                .anyMatch(own -> HandledMatter.isOf(unit, own));
    }

    /**
     * A code opens sessions as often as its holder needs; tokens are signed for one request only.
     *
     * @param tablet at a window, where raters come in under other categories
     * @throws Refusal {@code item-code-unreadable}, {@code item-code-elsewhere} with the campaign it is for,
     *     {@code item-code-unknown}, {@code item-code-expired}, {@code no-tablet-category}, {@code no-code-category},
     *     {@code recused-everywhere}
     */
    Opened open(String campaignId, String typed, boolean tablet) {
        var code = ItemCode.read(typed)
                .orElseThrow(() -> Refusal.invalid("item-code-unreadable").at("/code"));
        var found = store.code(ItemCode.id(campaignId, code)).orElseThrow(() -> notHere(code));
        var campaign = store.campaign(campaignId)
                .filter(each -> each.issuesAt(clock.instant()))
                .orElseThrow(() -> Refusal.gone("item-code-expired"));
        var categories = campaign.categories(tablet ? Entry.TABLET : Entry.CODE);
        if (categories.isEmpty()) {
            throw Refusal.conflict(tablet ? "no-tablet-category" : "no-code-category");
        }
        if (Boolean.TRUE.equals(found.recused())) {
            throw Refusal.forbidden("recused-everywhere");
        }
        var subject = found.subject();
        var session = raters.opened(
                campaign, subject, categories, List.of(found.handled().unit()), List.of(), found.handled());
        return new Opened(
                session, found.handled(), store.issuance(campaignId, subject).isPresent());
    }

    private Refusal notHere(String code) {
        return store.campaignOf(code)
                .map(other -> Refusal.invalid("item-code-elsewhere").at("/code").with("campaignId", other))
                .orElseGet(() -> Refusal.invalid("item-code-unknown").at("/code"));
    }

    /** Of all units for the office, of its own for a department. */
    List<ItemCode.Count> counts(String campaignId, Caller caller) {
        return store.codeCounts(campaignId, LocalDate.now(clock)).stream()
                .filter(each ->
                        caller.isOffice() || HandledMatter.isOf(each.handled().unit(), caller.unitId()))
                .toList();
    }
}
