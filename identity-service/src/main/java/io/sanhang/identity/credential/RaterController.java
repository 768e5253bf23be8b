package io.sanhang.identity.credential;

import io.sanhang.identity.credential.RatingCampaign.Category;
import io.sanhang.identity.credential.TokenDesk.Blinded;
import io.sanhang.identity.credential.TokenDesk.Signed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a rater's page asks: a code, a session of five minutes, and signatures under blinded tokens. */
@RestController
class RaterController {

    record CodeRequest(
            @NotBlank @Size(max = 40) String campaignId,
            @NotBlank @Size(max = 20) String phone) {
        @Override
        public String toString() {
            return "CodeRequest[" + campaignId + "]";
        }
    }

    record CodeSent(Instant expiresAt) {}

    record SessionRequest(
            @NotBlank @Size(max = 40) String campaignId,
            @NotBlank @Size(max = 20) String phone,

            @NotBlank @Pattern(regexp = "\\d{6}", message = "验证码是6位数字")
            String code) {
        @Override
        public String toString() {
            return "SessionRequest[" + campaignId + "]";
        }
    }

    /** @param code from the fragment of the link of an invitation */
    record InvitationRequest(
            @NotBlank @Size(max = 40) String campaignId,
            @NotBlank @Size(max = 60) String code) {
        @Override
        public String toString() {
            return "InvitationRequest[" + campaignId + "]";
        }
    }

    /**
     * @param units ids of the units that may be rated: tokens are asked for exactly these, all at once
     * @param recused ids of the units that the rater may not rate because she works there (回避)
     */
    record Session(
            String session, Instant expiresAt, List<Category> categories, List<String> units, List<String> recused) {
        static Session of(RaterService.Session opened) {
            return new Session(
                    opened.secret(), opened.expiresAt(), opened.categories(), opened.units(), opened.recused());
        }
    }

    record BlindedToken(
            @NotBlank @Size(max = 100) String scope,
            @NotBlank @Size(max = 16) String kid,
            @NotBlank @Size(max = 700) String z) {}

    record TokenRequest(
            @NotBlank @Size(max = 40) String session,
            @NotBlank @Size(max = 40) String category,
            @NotNull @Size(min = 1, max = 500) List<@Valid @NotNull BlindedToken> blinded) {}

    record Signatures(List<Signed> signatures) {}

    private final RaterService raters;
    private final TokenDesk desk;

    RaterController(RaterService raters, TokenDesk desk) {
        this.raters = raters;
        this.desk = desk;
    }

    @PostMapping("/api/identity/rater-codes")
    @PreAuthorize("permitAll()")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CodeSent code(@Valid @RequestBody CodeRequest body) {
        return new CodeSent(raters.sendCode(body.campaignId(), body.phone()));
    }

    @PostMapping("/api/identity/rater-sessions")
    @PreAuthorize("permitAll()")
    Session session(@Valid @RequestBody SessionRequest body) {
        return Session.of(raters.open(body.campaignId(), body.phone(), body.code()));
    }

    /** The same with the code of an invitation instead of a phone and the code that was sent to it. */
    @PostMapping("/api/identity/rater-invitations")
    @PreAuthorize("permitAll()")
    Session invitation(@Valid @RequestBody InvitationRequest body) {
        return Session.of(raters.openInvited(body.campaignId(), body.code()));
    }

    @PostMapping("/api/identity/rater-tokens")
    @PreAuthorize("permitAll()")
    Signatures tokens(@Valid @RequestBody TokenRequest body) {
        var blinded = body.blinded().stream()
                .map(each -> new Blinded(each.scope(), each.kid(), each.z()))
                .toList();
        return new Signatures(desk.sign(body.session(), body.category(), blinded));
    }
}
