package io.sanhang.evaluation.paper;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Batches of printed sheets. */
@Repository
class BatchRepository {

    private final MongoCollection<Batch> batches;

    BatchRepository(Outboxes outboxes) {
        batches = outboxes.database().getCollection("paper_batches", Batch.class);
        outboxes.index("paper_batches", Indexes.ascending("waiting"), new IndexOptions().sparse(true));
        outboxes.index("paper_batches", Indexes.ascending("campaign", "index"), new IndexOptions());
        outboxes.index("paper_batches", Indexes.ascending("hashes"), new IndexOptions());
    }

    boolean insertNew(Batch batch) {
        try {
            batches.insertOne(batch);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** @throws Refusal {@code no-such-batch} */
    Batch get(String campaign, String id) {
        return Optional.ofNullable(batches.find(and(eq("_id", id), eq("campaign", campaign)))
                        .first())
                .orElseThrow(() -> Refusal.missing("no-such-batch"));
    }

    /** In the order of the public list; what is not in it yet comes first. */
    List<Batch> of(String campaign) {
        return batches.find(eq("campaign", campaign))
                .sort(Sorts.ascending("index", "_id"))
                .into(new ArrayList<>());
    }

    /** The listed batch, of whatever campaign, that a code belongs to. */
    Optional<Batch> ofCode(String hash) {
        return Optional.ofNullable(
                batches.find(and(eq("hashes", hash), ne("index", null))).first());
    }

    List<Batch> waiting() {
        return batches.find(eq("waiting", true)).into(new ArrayList<>());
    }

    void listed(String id, int index) {
        update(id, Updates.combine(Updates.set("index", index), Updates.unset("waiting")));
    }

    /** It never came into the list, so no sheet of it was printed. */
    void drop(String id) {
        batches.deleteOne(and(eq("_id", id), eq("waiting", true)));
    }

    void printed(String id) {
        update(id, Updates.unset("codes"));
    }

    /** Batches that still hold codes. */
    List<Batch> unprinted() {
        return batches.find(exists("codes")).into(new ArrayList<>());
    }

    /** One more sheet is a ballot. @param hands the accounts that had a hand in it */
    void counted(String id, List<String> hands, @Nullable String reason) {
        settled(id, "counted", hands, reason);
    }

    /** One more sheet is void. */
    void voided(String id, List<String> hands, @Nullable String reason) {
        settled(id, "voided", hands, reason);
    }

    private void settled(String id, String as, List<String> hands, @Nullable String reason) {
        var updates = new ArrayList<Bson>(List.of(Updates.inc(as, 1)));
        hands.forEach(hand -> updates.add(Updates.inc("hands." + hand.replaceAll("[^A-Za-z0-9-]", "_"), 1)));
        if (reason != null) {
            updates.add(Updates.push("reasons", reason));
        }
        update(id, Updates.combine(updates));
    }

    private void update(String id, Bson change) {
        batches.updateOne(eq("_id", id), change);
    }
}
