package io.sanhang.identity.account;

import io.sanhang.support.store.Stored;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff who may sign in.
 *
 * @param passwordHash as Spring's delegating encoder writes it, for example {@code {bcrypt}$2a$10$…}
 * @param sealedPhone the phone number for one-time codes, encrypted
 * @param phoneLookup its keyed hash
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
        boolean demo)
        implements Stored {

    public Account {
        roles = roles == null ? List.of() : List.copyOf(roles);
    }

    /** An inspector (A068) is one of her unit's staff too. */
    public static List<String> rolesOf(String role) {
        return role.equals("INSPECTOR") ? List.of(role, "DEPARTMENT") : List.of(role);
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
                demo);
    }

    Account withPassword(String hash) {
        return new Account(
                id, version + 1, username, name, hash, sealedPhone, phoneLookup, roles, unitId, enabled, demo);
    }

    /** Neither hash nor phone may reach a log by accident. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
