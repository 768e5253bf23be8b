package io.sanhang.identity.account;

import io.sanhang.identity.audit.Audit;
import io.sanhang.identity.audit.AuditEntry.Subject;
import io.sanhang.identity.audit.Said;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** What an administrator does with accounts, and what everybody does with one's own password. */
@Service
class AccountService {

    /** Without letters and digits that look alike on paper. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";

    private static final int INITIAL_LENGTH = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An account with a password that is shown this once. */
    record WithPassword(Account account, String password) {}

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Audit audit;

    AccountService(Accounts accounts, PasswordEncoder passwords, Audit audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
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
        var hash = passwords.encode(password);
        audit.of(by, Subject.ACCOUNT, "a-" + username, name, "增加账号 %s：%s".formatted(username, words(role)), () -> {
            if (!accounts.add(username, name, hash, phone, Account.rolesOf(role), unitId, true, false)) {
                throw Refusal.conflict("username-taken", username).at("/username");
            }
        });
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
        audit.of(by, Subject.ACCOUNT, id, account.name(), changes(account, next), () -> accounts.replace(next));
        return next;
    }

    /** @throws Refusal {@code not-found} */
    WithPassword resetPassword(String id, Caller by) {
        var account = accounts.find(id).orElseThrow(() -> Refusal.missing("not-found"));
        var password = newPassword();
        var next = account.withPassword(passwords.encode(password), true);
        audit.of(by, Subject.ACCOUNT, id, account.name(), "重置密码", () -> accounts.replace(next));
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
        var next = account.withPassword(passwords.encode(password), false);
        audit.of(by, Subject.ACCOUNT, by.id(), account.name(), "自己改了密码", () -> accounts.replace(next));
    }

    private static String changes(Account before, Account after) {
        return Said.of("姓名", before.name(), after.name())
                .and("角色", words(before.roles().get(0)), words(after.roles().get(0)))
                .and(
                        "单位",
                        Objects.requireNonNullElse(before.unitId(), ""),
                        Objects.requireNonNullElse(after.unitId(), ""))
                .and("状态", enabled(before), enabled(after))
                .toString();
    }

    private static String enabled(Account account) {
        return account.enabled() ? "启用" : "停用";
    }

    private static String words(String role) {
        return switch (role) {
            case "ADMIN" -> "系统管理员";
            case "OFFICE" -> "督查室";
            case "LEADER" -> "分管领导";
            case "INSPECTOR" -> "督导人员";
            default -> "部门经办人";
        };
    }

    private static String newPassword() {
        return RANDOM.ints(INITIAL_LENGTH, 0, ALPHABET.length())
                .mapToObj(at -> String.valueOf(ALPHABET.charAt(at)))
                .reduce("", String::concat);
    }
}
