package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * The query as nothing but values of different fields, field → values one of which it must have; empty for one that
     * asks for anything else. What an index finds by these is the answer itself and need not be matched again.
     */
    static Optional<Map<String, List<Object>>> exactly(Document query) {
        var found = new HashMap<String, List<Object>>();
        return exactly(query, found) ? Optional.of(found) : Optional.empty();
    }

    private static boolean exactly(Document query, Map<String, List<Object>> found) {
        return query.entrySet().stream().allMatch(each -> {
            var value = each.getValue();
            if (each.getKey().equals("$and") && value instanceof Collection<?> all) {
                return all.stream().allMatch(part -> exactly((Document) part, found));
            }
            if (value instanceof Document operators && operators.size() == 1) {
                value = operators.containsKey("$eq") ? operators.get("$eq") : operators.get("$in");
            }
            List<?> values = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
            return !each.getKey().startsWith("$")
                    && !values.isEmpty()
                    && (!(each.getValue() instanceof List))
                    && values.stream().allMatch(OrderedIndex::isOrdered)
                    && found.put(each.getKey(), new ArrayList<>(values)) == null;
        });
    }

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
