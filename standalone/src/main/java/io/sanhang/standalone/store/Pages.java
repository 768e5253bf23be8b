package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One page and how many there are, in one aggregation: {@code $match}, {@code $group} that counts, {@code $lookup} in the
 * same collection with the same match, a sort, a skip and a limit. That is how the services ask for pages.
 */
record Pages(Document match, String count, String items, Document sort, int skip, int limit) {

    /** Empty for an aggregation that is anything else. */
    static Optional<Pages> of(String collection, List<?> stages) {
        return stages.size() == 3
                        && stages.get(0) instanceof Document first
                        && first.get("$match") instanceof Document match
                        && stages.get(1) instanceof Document second
                        && second.get("$group") instanceof Document group
                        && group.size() == 2
                        && group.containsKey("_id")
                        && group.get("_id") == null
                        && stages.get(2) instanceof Document third
                        && third.get("$lookup") instanceof Document lookup
                        && lookup.keySet().equals(Set.of("from", "pipeline", "as"))
                        && collection.equals(lookup.get("from"))
                        && lookup.get("pipeline") instanceof List<?> page
                        && page.size() == 4
                        && page.get(0) instanceof Document again
                        && match.equals(again.get("$match"))
                        && page.get(1) instanceof Document sorted
                        && sorted.get("$sort") instanceof Document sort
                        && page.get(2) instanceof Document skipped
                        && skipped.get("$skip") instanceof Number skip
                        && page.get(3) instanceof Document limited
                        && limited.get("$limit") instanceof Number limit
                ? group.entrySet().stream()
                        .filter(sum -> !sum.getKey().equals("_id")
                                && sum.getValue() instanceof Document one
                                && one.get("$sum") instanceof Number each
                                && each.doubleValue() == 1)
                        .findFirst()
                        .map(sum -> new Pages(
                                match,
                                sum.getKey(),
                                String.valueOf(lookup.get("as")),
                                sort,
                                skip.intValue(),
                                limit.intValue()))
                : Optional.empty();
    }

    List<Document> from(IndexedCollection collection) {
        var all = collection.counted(match);
        if (all == 0) {
            return List.of();
        }
        var found = collection.queryDocuments(match, sort, skip, limit, 0, null).collectDocuments();
        return List.of(new Document("_id", null).append(count, all).append(items, found));
    }
}
