package io.sanhang.task.task;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Projections.include;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** The batches in the store. Everybody sees the own ones. */
@Repository
class BatchRepository {

    private final OutboxCollection<Batch> batches;

    BatchRepository(Outboxes outboxes) {
        batches = new OutboxCollection<>(outboxes, "task-batches", Batch.class);
        batches.index(compoundIndex(ascending("by.id"), descending("at")));
        batches.index(ascending("phase", "runsUntil"));
    }

    /** False, and nothing is written, when it exists. */
    boolean begin(Batch batch) {
        return batches.insertNew(batch);
    }

    /** @throws Refusal {@code changed-meanwhile} when somebody else goes on with it */
    void replace(Batch next) {
        batches.replace(next);
    }

    Optional<Batch> find(String id) {
        return batches.find(id);
    }

    /** @throws Refusal {@code not-found} */
    Batch get(String id, Caller caller) {
        return find(id).filter(batch -> batch.by().id().equals(caller.id()))
                .orElseThrow(() -> Refusal.missing("not-found"));
    }

    Page<Batch> list(Caller caller, PageRequest page) {
        return Pages.find(batches.collection(), eq("by.id", caller.id()), descending("at"), page);
    }

    /** Ids of those that nobody goes on with. */
    List<String> abandoned(Instant now) {
        var busy = List.of(Batch.Phase.RUNNING.name(), Batch.Phase.UNDOING.name());
        return batches.collection()
                .find(and(in("phase", busy), lt("runsUntil", now)), Document.class)
                .projection(include("_id"))
                .map(batch -> batch.getString("_id"))
                .into(new ArrayList<>());
    }
}
