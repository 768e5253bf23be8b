package io.sanhang.identity.account;

import io.sanhang.support.store.Stored;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff who may sign in.
 *
 * <p>While the password is the one that an administrator handed over, the account may do nothing but change it.
 *
 * @param passwordHash as Spring's delegating encoder writes it, for example {@code {bcrypt}$2a$10$…}
 * @param sealedPhone the phone number for one-time codes, encrypted
 * @param phoneLookup its keyed hash
 * @param initialPassword true from when the password was made by the system until its owner has changed it
 * @param demo made by the demo county; the start refuses it where no demo is asked for
 */
public record Account(
        @BsonId String id,
        long version,
        String username,
        String name,
        String passwordHash,
        String sealedPhone,
        String phoneLookup,
        List<String> roles,
        @Nullable String unitId,
        boolean enabled,
        @Nullable Boolean initialPassword,
        boolean demo)
        implements Stored {

    public Account {
        roles = roles == null ? List.of() : List.copyOf(roles);
    }

    /** An inspector (A068) is one of her unit's staff too. */
    public static List<String> rolesOf(String role) {
        return role.equals("INSPECTOR") ? List.of(role, "DEPARTMENT") : List.of(role);
    }

    /** What a token says of somebody who has to change the initial password first; it opens nothing else. */
    private static final String PASSWORD_DUE = "PASSWORD_DUE";

    /** What the owner may act as now. */
    public List<String> presentRoles() {
        return Boolean.TRUE.equals(initialPassword) ? List.of(PASSWORD_DUE) : roles;
    }

    boolean isAdmin() {
        return enabled && roles.contains("ADMIN");
    }

    Account with(String newName, List<String> newRoles, @Nullable String newUnitId, boolean isEnabled) {
        return new Account(
                id,
                version + 1,
                username,
                newName,
                passwordHash,
                sealedPhone,
                phoneLookup,
                newRoles,
                newUnitId,
                isEnabled,
                initialPassword,
                demo);
    }

    Account in(@Nullable String newUnitId) {
        return with(name, roles, newUnitId, enabled);
    }

    Account withPassword(String hash, boolean initial) {
        return new Account(
                id, version + 1, username, name, hash, sealedPhone, phoneLookup, roles, unitId, enabled, initial, demo);
    }

    /** Neither hash nor phone may reach a log by accident. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
