package io.sanhang.identity.login;

import io.sanhang.support.errors.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The two steps of the sign-in page. */
@RestController
class LoginController {

    record Password(
            @NotBlank @Size(max = 60) String username,
            @NotBlank @Size(max = 200) String password) {
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    record Challenge(String challenge, String maskedPhone, Instant expiresAt) {}

    record Code(
            @NotBlank @Size(max = 40) String challenge,

            @NotBlank @Pattern(regexp = "\\d{6}", message = "验证码是6位数字")
            String code) {}

    record SignedIn(String continueTo) {}

    private final LoginService login;
    private final SignInTicket tickets;

    LoginController(LoginService login, SignInTicket tickets) {
        this.login = login;
        this.tickets = tickets;
    }

    /** @throws Refusal {@code bad-credentials}, {@code too-many-tries}, {@code too-many-codes}, {@code code-not-sent} */
    @PostMapping("/api/identity/login/password")
    @PreAuthorize("permitAll()")
    Challenge password(@Valid @RequestBody Password body) {
        var challenge = login.password(body.username(), body.password());
        return new Challenge(challenge.id(), challenge.maskedPhone(), challenge.expiresAt());
    }

    /** @throws Refusal {@code wrong-code}, {@code code-expired} */
    @PostMapping("/api/identity/login/code")
    @PreAuthorize("permitAll()")
    ResponseEntity<SignedIn> code(@Valid @RequestBody Code body) {
        var account = login.code(body.challenge(), body.code());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, tickets.issue(account.id()).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new SignedIn("/oauth2/authorization/sanhang"));
    }
}
