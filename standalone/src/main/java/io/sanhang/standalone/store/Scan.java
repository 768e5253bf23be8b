package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of an index that a query has to look at: entries that begin with the values of equality, then perhaps a range
 * of the next field, perhaps already in the order that is asked for. It may give too many documents, never too few.
 *
 * @param spans edges, from low to high
 * @param sorted in the order that is asked for, or its reverse
 */
record Scan(OrderedIndex index, List<IndexEntry[]> spans, int fixed, boolean ranged, boolean sorted, boolean falling) {

    /** More alternatives than this are rather matched one by one. */
    private static final int MOST_SPANS = 100;

    Stream<Object> documents() {
        var found = spans.stream().flatMap(span -> index.between(span[0], span[1], falling));
        return spans.size() == 1 ? found : found.distinct();
    }

    /** How many entries it looks at. */
    long size() {
        return spans.stream().mapToLong(span -> index.count(span[0], span[1])).sum();
    }

    /** The use of an index that looks at the fewest entries; empty when none helps. */
    static Optional<Scan> smallest(List<OrderedIndex> indexes, Conditions conditions) {
        return indexes.stream()
                .map(index -> of(index, conditions, null))
                .filter(scan -> scan.fixed > 0 || scan.ranged)
                .min(Comparator.comparingLong(Scan::size));
    }

    /**
     * How many documents have these values, counted from an index without reading one; empty when no index begins with
     * just these fields.
     */
    static OptionalLong count(List<OrderedIndex> indexes, Map<String, List<Object>> values) {
        var conditions = new Conditions(values, Map.of(), List.of());
        return indexes.stream()
                .filter(index -> index.fields().size() >= values.size()
                        && values.keySet().equals(Set.copyOf(index.fields().subList(0, values.size()))))
                .map(index -> of(index, conditions, null))
                // One document may have several elements of an array, and be counted once for each.
                .filter(scan -> scan.fixed == values.size() && (scan.spans.size() == 1 || scan.index.isRegular()))
                .mapToLong(Scan::size)
                .findFirst();
    }

    /** The best use of any index; empty when none helps. */
    static Optional<Scan> best(
            List<OrderedIndex> indexes, Conditions conditions, @Nullable Document orderBy, boolean limited) {
        return indexes.stream()
                .map(index -> of(index, conditions, orderBy))
                .filter(scan -> scan.fixed > 0 || scan.ranged || scan.sorted && limited)
                .filter(scan -> !scan.index.isSparse() || scan.fixed > 0 || scan.ranged)
                .max(Comparator.comparingInt(scan -> 4 * scan.fixed + (scan.ranged ? 2 : 0) + (scan.sorted ? 1 : 0)));
    }

    private static Scan of(OrderedIndex index, Conditions conditions, @Nullable Document orderBy) {
        var fields = index.fields();
        var heads = List.of(List.<@Nullable Object>of());
        var fixed = 0;
        while (fixed < fields.size()) {
            var values = conditions.equal().get(fields.get(fixed));
            if (values == null || heads.size() * values.size() > MOST_SPANS) {
                break;
            }
            heads = heads.stream()
                    .flatMap(head -> values.stream().distinct().map(value -> with(head, value)))
                    .toList();
            fixed++;
        }
        var range = fixed < fields.size() ? conditions.ranges().get(fields.get(fixed)) : null;
        var order = heads.size() == 1 && index.isRegular() ? order(fields, fixed, conditions, orderBy) : 0;
        var spans =
                heads.stream().map(head -> span(head, range, index.isRegular())).toList();
        return new Scan(index, spans, fixed, range != null, order != 0, order < 0);
    }

    /** Elements of an array may meet the two ends of a range each by another one, so there only one end is used. */
    private static IndexEntry[] span(List<@Nullable Object> head, Object @Nullable [] range, boolean regular) {
        var low = range == null ? null : range[0];
        var high = range == null || !regular && low != null ? null : range[1];
        return new IndexEntry[] {
            IndexEntry.before(low == null ? head : with(head, low)),
            IndexEntry.behind(high == null ? head : with(head, high))
        };
    }

    private static List<@Nullable Object> with(List<@Nullable Object> head, Object value) {
        var longer = new ArrayList<@Nullable Object>(head);
        longer.add(value);
        return longer;
    }

    /** 1 when the entries stand in the order that is asked for, −1 when in its reverse, 0 otherwise. */
    private static int order(List<String> fields, int fixed, Conditions conditions, @Nullable Document orderBy) {
        if (orderBy == null) {
            return 0;
        }
        var direction = 0;
        var at = fixed;
        for (var wanted : orderBy.entrySet()) {
            var given = conditions.equal().get(wanted.getKey());
            if (given != null && given.size() == 1) {
                continue;
            }
            // Behind its last field an index goes on by id.
            var next = at < fields.size() ? fields.get(at) : "_id";
            var way = ((Number) wanted.getValue()).intValue();
            if (!wanted.getKey().equals(next) || direction != 0 && way != direction || at > fields.size()) {
                return 0;
            }
            direction = way;
            at++;
        }
        return direction;
    }
}
