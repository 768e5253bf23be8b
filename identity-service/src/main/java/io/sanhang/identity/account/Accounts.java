package io.sanhang.identity.account;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The stored staff accounts. */
@Repository
public class Accounts {

    private final OutboxCollection<Account> accounts;
    private final PersonalData personalData;

    Accounts(Outboxes outboxes, PersonalData personalData) {
        this.personalData = personalData;
        accounts = new OutboxCollection<>(outboxes, "accounts", Account.class);
        accounts.uniqueIndex(Indexes.ascending("username"));
        accounts.index(Indexes.ascending("unitId"));
        accounts.index(Indexes.ascending("phoneLookup"));
    }

    public Optional<Account> find(String id) {
        return accounts.find(id);
    }

    public Optional<Account> byUsername(String username) {
        return Optional.ofNullable(
                accounts.collection().find(eq("username", username)).first());
    }

    /** Those of a unit, with a role, or both; a role or unit that is not named does not narrow. */
    public List<Account> matching(@Nullable String unitId, @Nullable String role) {
        return accounts.collection()
                .find(and(
                        unitId == null ? Filters.empty() : eq("unitId", unitId),
                        role == null ? Filters.empty() : eq("roles", role)))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /** The accounts in use that a number belongs to. */
    public List<Account> withPhone(String phoneLookup) {
        return accounts.collection()
                .find(and(eq("phoneLookup", phoneLookup), eq("enabled", true)))
                .into(new ArrayList<>());
    }

    public String phone(Account account) {
        return personalData.decrypt(account.sealedPhone());
    }

    /** @throws io.sanhang.support.errors.Refusal {@code changed-meanwhile} */
    void replace(Account next) {
        accounts.replace(next);
    }

    /** Administrators who may sign in. */
    long admins() {
        return accounts.collection().countDocuments(and(eq("roles", "ADMIN"), eq("enabled", true)));
    }

    boolean anyDemo() {
        return accounts.collection().find(eq("demo", true)).first() != null;
    }

    boolean isEmpty() {
        return accounts.collection().find().first() == null;
    }

    /** Who works for a unit works for another from now on. A second time changes nothing. */
    public void moveAll(String fromUnitId, String toUnitId) {
        matching(fromUnitId, null).forEach(account -> replace(account.in(toUnitId)));
    }

    /** False when the id or the user name is taken. */
    public boolean add(
            String username,
            String name,
            String passwordHash,
            String phone,
            List<String> roles,
            @Nullable String unitId,
            boolean initialPassword,
            boolean demo) {
        return accounts.insertNew(new Account(
                "a-" + username,
                1,
                username,
                name,
                passwordHash,
                personalData.encrypt(phone),
                personalData.lookup(phone),
                roles,
                unitId,
                true,
                initialPassword,
                demo));
    }
}
