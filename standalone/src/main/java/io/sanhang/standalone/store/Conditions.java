package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of single fields for a document to match. What is not understood is left out: documents that an index
 * finds are matched again.
 *
 * @param equal field → values one of which it has
 * @param ranges field → the least and the greatest value, either may be absent
 * @param either alternatives, one of which must match
 */
record Conditions(Map<String, List<Object>> equal, Map<String, Object[]> ranges, List<List<Document>> either) {

    static Conditions of(Document query) {
        var found = new Conditions(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        found.read(query);
        return found;
    }

    private void read(Document query) {
        query.forEach((field, value) -> {
            if (field.equals("$and") && value instanceof Collection<?> all) {
                all.forEach(each -> read((Document) each));
            } else if (field.equals("$or") && value instanceof Collection<?> any) {
                either.add(any.stream().map(Document.class::cast).toList());
            } else if (OrderedIndex.isOrdered(value)) {
                equal.put(field, List.of(value));
            } else if (value instanceof Document operators) {
                operators.forEach((operator, bound) -> read(field, operator, bound));
            }
        });
    }

    private void read(String field, String operator, @Nullable Object bound) {
        if (operator.equals("$in")
                && bound instanceof Collection<?> values
                && values.stream().allMatch(OrderedIndex::isOrdered)) {
            equal.putIfAbsent(field, new ArrayList<>(values));
        } else if (OrderedIndex.isOrdered(bound)) {
            switch (operator) {
                case "$eq" -> equal.put(field, List.of(bound));
                case "$gt", "$gte" -> range(field)[0] = bound;
                case "$lt", "$lte" -> range(field)[1] = bound;
                default -> {
                    // Left to the matcher.
                }
            }
        }
    }

    private @Nullable Object[] range(String field) {
        return ranges.computeIfAbsent(field, name -> new Object[2]);
    }
}
