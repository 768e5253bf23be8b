package io.sanhang.support.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import java.util.List;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * Reads one page and the total in one command: the matching documents are counted, and the count looks its page up in the
 * same collection. MongoDB counts from an index where one holds the filter, and runs the second half once.
 */
public final class Pages {

    private static final String TOTAL = "n";
    private static final String ITEMS = "items";

    private Pages() {}

    public static <T> Page<T> find(MongoCollection<T> in, Bson filter, Bson sort, PageRequest wanted) {
        var match = Aggregates.match(filter);
        var page = List.of(
                match,
                Aggregates.sort(sort),
                Aggregates.skip(wanted.page() * wanted.size()),
                Aggregates.limit(wanted.size()));
        var found = in.aggregate(
                        List.of(
                                match,
                                Aggregates.group(null, Accumulators.sum(TOTAL, 1L)),
                                Aggregates.lookup(in.getNamespace().getCollectionName(), page, ITEMS)),
                        RawBsonDocument.class)
                .first();
        // Nothing matches, so nothing was counted.
        if (found == null) {
            return new Page<>(List.of(), 0, wanted.page(), wanted.size());
        }
        var codec = in.getCodecRegistry().get(in.getDocumentClass());
        var items = found.getArray(ITEMS).stream()
                .map(item -> ((RawBsonDocument) item).decode(codec))
                .toList();
        return new Page<>(items, found.getNumber(TOTAL).longValue(), wanted.page(), wanted.size());
    }
}
