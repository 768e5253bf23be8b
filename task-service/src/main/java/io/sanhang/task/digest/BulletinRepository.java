package io.sanhang.task.digest;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Indexes.descending;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/** Bulletins in the store. The office sees all, everybody else at a desk what was issued. */
@Repository
public class BulletinRepository {

    private final OutboxCollection<Bulletin> bulletins;

    BulletinRepository(Outboxes outboxes) {
        bulletins = new OutboxCollection<>(outboxes, "bulletins", Bulletin.class);
        bulletins.index(descending("period"));
        bulletins.index(descending("state", "period"));
    }

    public boolean insertNew(Bulletin bulletin) {
        return bulletins.insertNew(bulletin);
    }

    void replace(Bulletin next, DomainEvent... events) {
        bulletins.replace(next, events);
    }

    public Optional<Bulletin> find(String id) {
        return bulletins.find(id);
    }

    /** @throws Refusal {@code not-found}, also for a draft that is not the caller's business */
    Bulletin get(String id, Caller caller) {
        var found = bulletins.get(id);
        if (!caller.isOffice() && found.state() != Bulletin.State.ISSUED) {
            throw Refusal.missing("not-found");
        }
        return found;
    }

    Page<Bulletin> list(Caller caller, PageRequest page) {
        Bson seen = caller.isOffice() ? empty() : eq("state", Bulletin.State.ISSUED.name());
        return Pages.find(bulletins.collection(), seen, descending("period", "_id"), page);
    }
}
