package io.sanhang.evaluation.paper;

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
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Repository;

/** Sheets that two people have found void. Nothing tells who, and when. */
@Repository
class VoidRepository {

    /**
     * @param id of the ballot that the sheet would have been
     * @param code SHA-256 of the code, hex, as it is committed
     */
    public record VoidSheet(
            @BsonId String id, String campaign, String category, String unit, String code, VoidReason reason) {}

    private final MongoCollection<VoidSheet> sheets;

    VoidRepository(Outboxes outboxes) {
        sheets = outboxes.database().getCollection("paper_voids", VoidSheet.class);
        outboxes.index("paper_voids", Indexes.ascending("campaign", "code"), new IndexOptions());
    }

    Optional<VoidSheet> find(String id) {
        return Optional.ofNullable(sheets.find(eq("_id", id)).first());
    }

    /** False when it was void before. */
    boolean insertNew(VoidSheet sheet) {
        try {
            sheets.insertOne(sheet);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** By their code, which says nothing of the order in which they came. */
    List<VoidSheet> of(String campaign) {
        return sheets.find(eq("campaign", campaign))
                .sort(Sorts.ascending("code"))
                .into(new ArrayList<>());
    }
}
