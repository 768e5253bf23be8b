package io.sanhang.evaluation.comment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.evaluation.comment.Comment.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/** Comments, in the order of their ids, which tells nothing. */
@Repository
class CommentRepository {

    private static final Bson ORDER = Sorts.ascending("_id");

    private final MongoCollection<Comment> comments;
    private final MongoCollection<Document> gathered;

    CommentRepository(Outboxes outboxes) {
        comments = outboxes.database().getCollection("comments", Comment.class);
        gathered = outboxes.database().getCollection("comments_gathered");
        outboxes.index("comments", Indexes.ascending("campaign", "unit", "_id"), new IndexOptions());
        outboxes.index("comments", Indexes.ascending("campaign", "state", "_id"), new IndexOptions());
    }

    boolean isGathered(String campaign) {
        return gathered.find(eq("_id", campaign)).first() != null;
    }

    void gathered(String campaign) {
        unlessThere(() -> gathered.insertOne(new Document("_id", campaign)));
    }

    void add(Comment comment) {
        unlessThere(() -> comments.insertOne(comment));
    }

    private static void unlessThere(Runnable insert) {
        try {
            insert.run();
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    Optional<Comment> find(String campaign, String id) {
        return Optional.ofNullable(
                comments.find(and(eq("_id", id), eq("campaign", campaign))).first());
    }

    /** @throws Refusal {@code no-such-comment}, also for one of another unit */
    Comment get(String campaign, String id, Caller caller) {
        return find(campaign, id)
                .filter(comment -> caller.isOffice() || comment.unit().equals(caller.unitId()))
                .orElseThrow(() -> Refusal.missing("no-such-comment"));
    }

    /** For the office. */
    Page<Comment> all(String campaign, boolean undecided, PageRequest page) {
        return Pages.find(
                comments,
                and(eq("campaign", campaign), undecided ? eq("state", State.NEW.name()) : Filters.empty()),
                ORDER,
                page);
    }

    /** What may be read of a unit's. */
    Page<Comment> shown(String campaign, String unit, PageRequest page) {
        return Pages.find(
                comments,
                and(eq("campaign", campaign), eq("unit", unit), eq("state", State.SHOWN.name())),
                ORDER,
                page);
    }

    long count(String campaign, String unit) {
        return comments.countDocuments(and(eq("campaign", campaign), eq("unit", unit)));
    }

    /** False when somebody else wrote in between. */
    boolean replace(Comment next) {
        return comments.replaceOne(and(eq("_id", next.id()), eq("version", next.version() - 1)), next)
                        .getMatchedCount()
                == 1;
    }
}
