package io.sanhang.evaluation.paper;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Sheets that are being entered. */
@Repository
class EntryRepository {

    private final MongoCollection<Entry> entries;

    EntryRepository(Outboxes outboxes) {
        entries = outboxes.database().getCollection("paper_entries", Entry.class);
        outboxes.index("paper_entries", Indexes.ascending("campaign", "mark"), new IndexOptions());
        outboxes.index("paper_entries", Indexes.ascending("version"), new IndexOptions());
    }

    Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.find(eq("_id", id)).first());
    }

    boolean insertNew(Entry entry) {
        try {
            entries.insertOne(entry);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** False when somebody else wrote in between. */
    boolean replace(Entry next) {
        return entries.replaceOne(and(eq("_id", next.id()), eq("version", next.version() - 1)), next)
                        .getMatchedCount()
                == 1;
    }

    /** True for the one who took it out. */
    boolean remove(String id) {
        return entries.deleteOne(eq("_id", id)).getDeletedCount() == 1;
    }

    /** By the letters on the sheet, which say nothing of when it was entered. */
    List<Entry> of(String campaign, int most) {
        return entries.find(eq("campaign", campaign))
                .sort(Sorts.ascending("mark"))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** All that more than one person has entered. */
    List<Entry> seenTwice() {
        return entries.find(gt("version", 1L)).into(new ArrayList<>());
    }

    /** Campaigns with sheets that are being entered. */
    List<String> campaigns() {
        return entries.aggregate(List.of(Aggregates.group("$campaign")), Document.class)
                .map(each -> each.getString("_id"))
                .into(new ArrayList<>());
    }

    void removeAll(String campaign) {
        entries.deleteMany(eq("campaign", campaign));
    }
}
