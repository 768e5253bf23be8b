package io.sanhang.identity.credential;

import io.sanhang.identity.credential.RatingCampaign.Category;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Codes for those who had something handled: asked for at the window or by an item system, used by a rater. */
@RestController
class ItemCodeController {

    private static final String WINDOWS = "hasAnyRole('OFFICE','ADMIN','DEPARTMENT')";

    /**
     * @param window as the unit calls it
     * @param matter the kind of matter, never whose it is
     * @param phone the applicant's; only a mark of it is kept, and only for this campaign
     * @param count for printing, 1 when absent
     */
    record CodesRequest(
            @NotBlank @Size(max = 40) String campaignId,
            @NotBlank @Size(max = 40) String unitId,
            @Nullable @Size(max = 30) String window,
            @Nullable @Size(max = 30) String matter,
            @Nullable @Size(max = 20) String phone,
            @Nullable @Min(1) @Max(500) Integer count) {

        @AssertTrue(message = "填了手机号就只能要一个码")
        boolean isOneForAPhone() {
            return phone == null || count == null || count == 1;
        }

        @Override
        public String toString() {
            return "CodesRequest[" + campaignId + "]";
        }
    }

    /** @param code 26 letters @param path the page that it leads to; behind the # it stays out of every log */
    record Code(String code, String path) {}

    record Codes(List<Code> items) {}

    record SessionRequest(
            @NotBlank @Size(max = 40) String campaignId,
            @NotBlank @Size(max = 100) String code,
            boolean tablet) {
        @Override
        public String toString() {
            return "SessionRequest[" + campaignId + "]";
        }
    }

    /** @param used tokens were signed for it: only the same request will be answered again */
    record ItemSession(
            String session,
            Instant expiresAt,
            List<Category> categories,
            List<String> units,
            @Nullable String window,
            @Nullable String matter,
            boolean used) {}

    record Counted(
            String unitId,
            @Nullable String window,
            @Nullable String matter,
            String month,
            long issued,
            long redeemed) {}

    record Counts(List<Counted> items) {}

    private final ItemCodes codes;

    ItemCodeController(ItemCodes codes) {
        this.codes = codes;
    }

    @PostMapping("/api/identity/item-codes")
    @PreAuthorize(WINDOWS)
    @ResponseStatus(HttpStatus.CREATED)
    Codes issue(@Valid @RequestBody CodesRequest body, Caller caller, IdempotencyKey key) {
        var count = Objects.requireNonNullElse(body.count(), 1);
        var issued = codes.issue(
                body.campaignId(),
                body.unitId(),
                named(body.window()),
                named(body.matter()),
                body.phone(),
                count,
                caller,
                key);
        return new Codes(issued.stream()
                .map(code -> new Code(code, "/rate/" + body.campaignId() + "#c=" + code))
                .toList());
    }

    /** By unit, window, matter and month of giving; {@code redeemed} up to yesterday, so that nobody is seen rating. */
    @GetMapping("/api/identity/item-codes/counts")
    @PreAuthorize(WINDOWS)
    Counts counts(@RequestParam @NotBlank @Size(max = 40) String campaignId, Caller caller) {
        return new Counts(codes.counts(campaignId, caller).stream()
                .map(each -> new Counted(
                        each.handled().unit(),
                        each.handled().window(),
                        each.handled().matter(),
                        each.handled().month(),
                        each.issued(),
                        each.redeemed()))
                .toList());
    }

    @PostMapping("/api/identity/item-code-sessions")
    @PreAuthorize("permitAll()")
    ItemSession session(@Valid @RequestBody SessionRequest body) {
        var opened = codes.open(body.campaignId(), body.code(), body.tablet());
        var session = opened.session();
        return new ItemSession(
                session.secret(),
                session.expiresAt(),
                session.categories(),
                session.units(),
                opened.handled().window(),
                opened.handled().matter(),
                opened.used());
    }

    private static @Nullable String named(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
