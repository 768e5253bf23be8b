package io.sanhang.identity.login;

import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.security.SecurityProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * What the browser carries from the sign-in page to the authorization endpoint, in place of a session: account and end
 * of validity under a keyed hash. It is taken back as soon as it was used.
 */
@Component
public class SignInTicket {

    public static final String COOKIE = "SANHANG_ID";
    private static final String PATH = "/oauth2";

    private final PersonalData keyed;
    private final Clock clock;
    private final Duration life;
    private final boolean https;

    SignInTicket(PersonalData keyed, Clock clock, LoginProperties settings, SecurityProperties security) {
        this.keyed = keyed;
        this.clock = clock;
        life = settings.ticketLife();
        https = security.issuer().startsWith("https:");
    }

    ResponseCookie issue(String accountId) {
        var content = clock.instant().plus(life).getEpochSecond() + "." + accountId;
        return cookie(content + "." + signature(content), life);
    }

    /** Takes the ticket from the browser. */
    public ResponseCookie voided() {
        return cookie("", Duration.ZERO);
    }

    /** The account, if the ticket is ours and not over. */
    public Optional<String> accountOf(String ticket) {
        var end = ticket.lastIndexOf('.');
        var point = ticket.indexOf('.');
        if (point <= 0 || end <= point) {
            return Optional.empty();
        }
        var content = ticket.substring(0, end);
        // The signature first: only what we wrote ourselves is parsed.
        if (!MessageDigest.isEqual(bytes(signature(content)), bytes(ticket.substring(end + 1)))) {
            return Optional.empty();
        }
        var until = Instant.ofEpochSecond(Long.parseLong(content.substring(0, point)));
        return clock.instant().isBefore(until) ? Optional.of(content.substring(point + 1)) : Optional.empty();
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(COOKIE, value)
                .httpOnly(true)
                .secure(https)
                .sameSite("Lax")
                .path(PATH)
                .maxAge(age)
                .build();
    }

    private String signature(String content) {
        return keyed.lookup("sign-in-ticket|" + content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
