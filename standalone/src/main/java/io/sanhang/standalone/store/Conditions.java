package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of single fields for a document to match. What is not understood is left out: documents that an index
 * finds are matched again, unless everything was understood.
 */
final class Conditions {

    /** Of values of one type; an end that is absent is open. */
    static final class Range {
        private @Nullable Object low;
        private @Nullable Object high;
        private boolean behindLow;
        private boolean behindHigh;

        /** Where the entries begin that start with these values and go on within the range. */
        IndexEntry low(List<@Nullable Object> head) {
            return low == null ? IndexEntry.before(head) : edge(head, low, behindLow);
        }

        IndexEntry high(List<@Nullable Object> head) {
            return high == null ? IndexEntry.behind(head) : edge(head, high, behindHigh);
        }

        /** Elements of an array may meet the two ends each by another one, so there only one end is used. */
        Range halved() {
            var half = new Range();
            half.low = low;
            half.behindLow = behindLow;
            half.high = low == null ? high : null;
            half.behindHigh = behindHigh;
            return half;
        }

        /** Between two values of one type there is no value of another, as there is before the one or behind the other. */
        boolean isClosed() {
            return low != null && high != null && low.getClass() == high.getClass();
        }

        private static IndexEntry edge(List<@Nullable Object> head, Object value, boolean behind) {
            var longer = new ArrayList<@Nullable Object>(head);
            longer.add(value);
            return behind ? IndexEntry.behind(longer) : IndexEntry.before(longer);
        }
    }

    /** Field → lists of values; of each list the field has one. */
    private final Map<String, List<List<Object>>> values = new HashMap<>();

    private final Map<String, Range> ranges = new HashMap<>();
    private final List<List<Document>> either = new ArrayList<>();
    private boolean complete = true;

    private Conditions() {}

    static Conditions of(Document query) {
        var found = new Conditions();
        found.read(query);
        return found;
    }

    /** All that is asked is that certain fields have one of certain values or lie within a range. */
    boolean isComplete() {
        return complete;
    }

    /** Every document matches, however many empty questions that is put together of. */
    boolean isNone() {
        return complete && fields().isEmpty();
    }

    Set<String> fields() {
        var fields = new HashSet<String>(values.keySet());
        fields.addAll(ranges.keySet());
        return fields;
    }

    /**
     * One of which the field must have.
     *
     * @param single the field never has several values
     * @return null when nothing is known
     */
    @Nullable
    List<Object> values(String field, boolean single) {
        var lists = values.get(field);
        if (lists == null) {
            return null;
        }
        var found = lists.get(0);
        for (var other : lists.subList(1, lists.size())) {
            if (single) {
                found = found.stream().filter(other::contains).toList();
            } else if (other.size() < found.size()) {
                found = other;
            }
        }
        return found.stream().distinct().toList();
    }

    /** Several demands on one field of which an array may meet each by another element. */
    boolean isManifold(String field) {
        return values.getOrDefault(field, List.of()).size() > 1;
    }

    @Nullable
    Range range(String field) {
        return ranges.get(field);
    }

    /** Alternatives, of each list one must match. */
    List<List<Document>> either() {
        return either;
    }

    private void read(Document query) {
        query.forEach((field, value) -> {
            if (field.equals("$and") && value instanceof Collection<?> all) {
                all.forEach(each -> read((Document) each));
            } else if (field.equals("$or") && value instanceof Collection<?> any) {
                either.add(any.stream().map(Document.class::cast).toList());
                complete = false;
            } else if (!field.startsWith("$") && OrderedIndex.isOrdered(value)) {
                has(field, List.of(OrderedIndex.plain(value)));
            } else if (!field.startsWith("$") && value instanceof Document operators && !operators.isEmpty()) {
                operators.forEach((operator, bound) -> read(field, operator, bound));
            } else {
                complete = false;
            }
        });
    }

    private void read(String field, String operator, @Nullable Object bound) {
        if (operator.equals("$in")
                && bound instanceof Collection<?> several
                && several.stream().allMatch(OrderedIndex::isOrdered)) {
            has(field, several.stream().map(OrderedIndex::plain).toList());
        } else if (bound == null || !OrderedIndex.isOrdered(bound)) {
            complete = false;
        } else {
            switch (operator) {
                case "$eq" -> has(field, List.of(OrderedIndex.plain(bound)));
                case "$gt", "$gte" -> {
                    var range = range(field, values.containsKey(field));
                    complete &= range.low == null;
                    range.low = OrderedIndex.plain(bound);
                    range.behindLow = operator.equals("$gt");
                }
                case "$lt", "$lte" -> {
                    var range = range(field, values.containsKey(field));
                    complete &= range.high == null;
                    range.high = OrderedIndex.plain(bound);
                    range.behindHigh = operator.equals("$lte");
                }
                default -> complete = false;
            }
        }
    }

    private void has(String field, List<Object> oneOf) {
        values.computeIfAbsent(field, name -> new ArrayList<>()).add(oneOf);
        complete &= !ranges.containsKey(field);
    }

    private Range range(String field, boolean taken) {
        complete &= !taken;
        return ranges.computeIfAbsent(field, name -> new Range());
    }
}
