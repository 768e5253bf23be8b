package io.sanhang.identity.account;

import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** What an administrator does with accounts, and what everybody does with one's own password. */
@Service
class AccountService {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.sanhang.audit");

    /** Without letters and digits that look alike on paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

    private static final int INITIAL_LENGTH = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An account with a password that is shown this once. */
    record WithPassword(Account account, String password) {}

    private final Accounts accounts;
    private final PasswordEncoder passwords;

    AccountService(Accounts accounts, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    List<Account> list(@Nullable String unitId, @Nullable String role) {
        return accounts.matching(unitId, role);
    }

    String maskedPhone(Account account) {
        return PersonalData.mask(accounts.phone(account));
    }

    /** @throws Refusal {@code username-taken}, {@code bad-phone} */
    WithPassword add(String username, String name, String phoneText, String role, @Nullable String unitId, Caller by) {
        var phone = PersonalData.requirePhone(phoneText);
        var password = newPassword();
        if (!accounts.add(username, name, passwords.encode(password), phone, Account.rolesOf(role), unitId, false)) {
            throw Refusal.conflict("username-taken", username).at("/username");
        }
        AUDIT.info("{} added account {}", by.id(), username);
        return new WithPassword(accounts.byUsername(username).orElseThrow(), password);
    }

    /** @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code last-admin} */
    Account change(
            String id, String name, String role, @Nullable String unitId, boolean enabled, IfMatch ifMatch, Caller by) {
        var account = accounts.find(id).orElseThrow(() -> Refusal.missing("not-found"));
        ifMatch.require(account);
        var next = account.with(name, Account.rolesOf(role), unitId, enabled);
        if (account.isAdmin() && !next.isAdmin() && accounts.admins() < 2) {
            throw Refusal.conflict("last-admin");
        }
        accounts.replace(next);
        AUDIT.info("{} changed account {}: role {}, enabled {}", by.id(), id, role, enabled);
        return next;
    }

    /** @throws Refusal {@code not-found} */
    WithPassword resetPassword(String id, Caller by) {
        var account = accounts.find(id).orElseThrow(() -> Refusal.missing("not-found"));
        var password = newPassword();
        var next = account.withPassword(passwords.encode(password));
        accounts.replace(next);
        AUDIT.info("{} reset the password of account {}", by.id(), id);
        return new WithPassword(next, password);
    }

    /** @throws Refusal {@code wrong-old-password}, {@code weak-password} */
    void changeOwnPassword(Caller by, String old, String password) {
        var account = accounts.find(by.id()).orElseThrow(() -> Refusal.missing("not-found"));
        if (!passwords.matches(old, account.passwordHash())) {
            throw Refusal.invalid("wrong-old-password").at("/old");
        }
        if (password.equals(old) || password.toLowerCase(Locale.ROOT).contains(account.username())) {
            throw Refusal.invalid("weak-password").at("/password");
        }
        accounts.replace(account.withPassword(passwords.encode(password)));
        AUDIT.info("{} changed the own password", by.id());
    }

    private static String newPassword() {
        return RANDOM.ints(INITIAL_LENGTH, 0, ALPHABET.length())
                .mapToObj(at -> String.valueOf(ALPHABET.charAt(at)))
                .reduce("", String::concat);
    }
}
