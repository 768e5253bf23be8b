package io.sanhang.identity.login;

import io.sanhang.identity.account.Account;
import io.sanhang.identity.account.Accounts;
import io.sanhang.identity.code.OneTimeCodes;
import io.sanhang.identity.code.Throttle;
import io.sanhang.identity.neighbours.CodeSender.Purpose;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Two steps: what one knows, then what one has. A user name that does not exist answers, and takes, the same. */
@Service
class LoginService {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    record Challenge(String id, String maskedPhone, Instant expiresAt) {}

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final OneTimeCodes codes;
    private final Throttle throttle;
    private final LoginProperties settings;
    private final PersonalData personalData;
    private final String nobodysHash;

    LoginService(
            Accounts accounts,
            PasswordEncoder passwords,
            @Qualifier("staffCodes") OneTimeCodes codes,
            @Qualifier("staffThrottle") Throttle throttle,
            LoginProperties settings,
            PersonalData personalData) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.codes = codes;
        this.throttle = throttle;
        this.settings = settings;
        this.personalData = personalData;
        // No password fits it; comparing with it takes as long as with a real one of the same cost.
        nobodysHash = "{bcrypt}$2a$10$" + "N9qo8uLOickgx2ZMRZoMye" + ".".repeat(31);
    }

    /** @throws Refusal {@code bad-credentials}, {@code too-many-tries}, {@code too-many-codes}, {@code code-not-sent} */
    Challenge password(String username, String password) {
        var name = username.strip().toLowerCase(Locale.ROOT);
        if (!throttle.allows(passwordKey(name), settings.passwordTries(), QUARTER)) {
            throw Refusal.tooMany("too-many-tries").with("retryAfter", QUARTER.toSeconds());
        }
        var account = accounts.byUsername(name);
        var fits =
                passwords.matches(password, account.map(Account::passwordHash).orElse(nobodysHash));
        if (account.isEmpty() || !fits || !account.get().enabled()) {
            throw Refusal.unauthenticated("bad-credentials");
        }
        return challenge(account.get());
    }

    private Challenge challenge(Account account) {
        if (!throttle.allows("codes|" + account.id(), settings.codesPerHour(), HOUR)) {
            throw Refusal.tooMany("too-many-codes").with("retryAfter", HOUR.toSeconds());
        }
        var id = Ids.random();
        var phone = accounts.phone(account);
        var expiresAt = codes.send(id, account.id(), phone, Purpose.SIGN_IN);
        return new Challenge(id, PersonalData.mask(phone), expiresAt);
    }

    /**
     * The account that has proven both.
     *
     * @throws Refusal {@code wrong-code}, {@code code-expired}
     */
    Account code(String challenge, String code) {
        var redeemed = codes.redeem(challenge, code);
        return switch (redeemed.result()) {
            case WRONG -> throw Refusal.invalid("wrong-code").at("/code");
            case OVER -> throw Refusal.gone("code-expired");
            case MATCHED -> signedIn(redeemed.owner().orElseThrow());
        };
    }

    private Account signedIn(String accountId) {
        var account = accounts.find(accountId)
                .filter(Account::enabled)
                .orElseThrow(() -> Refusal.unauthenticated("bad-credentials"));
        throttle.forget(passwordKey(account.username()), QUARTER);
        return account;
    }

    /** Hashed: what people type into the user name field may be a password. */
    private String passwordKey(String name) {
        return "password|" + personalData.lookup(name);
    }
}
