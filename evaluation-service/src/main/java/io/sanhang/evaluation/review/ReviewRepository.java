package io.sanhang.evaluation.review;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Lines of decisions as they were signed. The unique place in the chain decides every race. */
@Repository
class ReviewRepository {

    /** @param text the exact text that was signed @param signature base64 @param name who decided, for the office only */
    record Line(int seq, String text, String signature, String name) {}

    private final MongoCollection<Document> lines;

    ReviewRepository(Outboxes outboxes) {
        lines = outboxes.database().getCollection("review_decisions");
        outboxes.index("review_decisions", Indexes.ascending("campaign", "seq"), new IndexOptions());
    }

    List<Line> of(String campaign) {
        return lines.find(eq("campaign", campaign)).sort(Sorts.ascending("seq")).into(new ArrayList<>()).stream()
                .map(each -> new Line(
                        each.getInteger("seq"),
                        each.getString("text"),
                        each.getString("signature"),
                        each.getString("name")))
                .toList();
    }

    /** False when somebody else was faster. */
    boolean append(String campaign, Line line) {
        try {
            lines.insertOne(new Document("_id", campaign + ":" + line.seq)
                    .append("campaign", campaign)
                    .append("seq", line.seq)
                    .append("text", line.text)
                    .append("signature", line.signature)
                    .append("name", line.name));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
