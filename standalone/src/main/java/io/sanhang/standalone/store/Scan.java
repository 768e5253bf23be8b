package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The part of an index that a query has to look at: spans of entries that begin with certain values, then perhaps lie
 * within a range of the next field. A field in between of which nothing is asked is gone through value by value, when it
 * has few. It may give too many documents, never too few.
 *
 * @param depth so many fields of the index are the same in all entries of a span
 * @param heads their values in each span
 * @param spans edges, from low to high, one span for each head
 * @param used so many fields of the index narrow it
 * @param exact it finds what matches and nothing else
 * @param once no document stands in it twice
 * @param direction 1 when the spans, merged, are in the order that is asked for, −1 in its reverse, 0 otherwise
 */
record Scan(
        OrderedIndex index,
        int depth,
        List<List<@Nullable Object>> heads,
        List<IndexEntry[]> spans,
        int used,
        boolean exact,
        boolean once,
        int direction) {

    /** More alternatives than this are rather matched one by one. */
    private static final int MOST_SPANS = 400;

    static Stream<Scan> each(Collection<OrderedIndex> indexes, Conditions conditions, @Nullable Document orderBy) {
        return indexes.stream()
                .filter(OrderedIndex::isBuilt)
                .map(index -> of(index, conditions, orderBy, Set.of(), false));
    }

    /** The use of an index that looks at the fewest entries; empty when none helps. */
    static Optional<Scan> smallest(Collection<OrderedIndex> indexes, Conditions conditions) {
        return each(indexes, conditions, null).filter(scan -> scan.used > 0).min(Comparator.comparingLong(Scan::size));
    }

    /** That which looks at the fewest entries, of those in the order that is asked for; empty when there is none. */
    static Optional<Scan> sorted(
            Collection<OrderedIndex> indexes, Conditions conditions, @Nullable Document orderBy, boolean limited) {
        return orderBy == null
                ? Optional.empty()
                : each(indexes, conditions, orderBy)
                        .filter(scan -> scan.direction != 0)
                        .filter(scan -> scan.used > 0 || limited && !scan.index.isSparse())
                        .min(Comparator.comparingLong(Scan::size));
    }

    /** Ids of documents, each once. */
    Stream<Object> documents() {
        if (direction != 0 && spans.size() > 1) {
            return merged();
        }
        var found = spans.stream().flatMap(span -> index.between(span[0], span[1], direction < 0));
        var ids = found.map(entry -> Objects.requireNonNull(entry.document()));
        return once ? ids : ids.distinct();
    }

    /** How many entries it looks at. */
    long size() {
        return spans.stream().mapToLong(span -> index.count(span[0], span[1])).sum();
    }

    /** How many documents it finds. */
    long count() {
        return once ? size() : documents().count();
    }

    private Stream<Object> merged() {
        Comparator<IndexEntry> rising = (one, other) -> {
            for (var at = depth; at < one.values().size(); at++) {
                var order = ValueComparator.asc()
                        .compare(one.values().get(at), other.values().get(at));
                if (order != 0) {
                    return order;
                }
            }
            return ValueComparator.asc().compare(one.document(), other.document());
        };
        var merge = new Merge<>(
                spans.stream()
                        .map(span ->
                                index.between(span[0], span[1], direction < 0).iterator())
                        .toList(),
                direction < 0 ? rising.reversed() : rising);
        var ids = StreamSupport.stream(Spliterators.spliteratorUnknownSize(merge, Spliterator.ORDERED), false)
                .map(entry -> Objects.requireNonNull(entry.document()));
        return once ? ids : ids.distinct();
    }

    /** Several sorted sources as one. */
    record Merge<T>(PriorityQueue<Source<T>> sources) implements Iterator<T> {

        private static final class Source<T> {
            private final Iterator<T> rest;
            private T next;

            private Source(Iterator<T> rest) {
                this.rest = rest;
                next = rest.next();
            }
        }

        Merge(List<Iterator<T>> sources, Comparator<? super T> order) {
            this(new PriorityQueue<>(Math.max(1, sources.size()), Comparator.comparing(source -> source.next, order)));
            sources.stream().filter(Iterator::hasNext).map(Source::new).forEach(this.sources::add);
        }

        @Override
        public boolean hasNext() {
            return !sources.isEmpty();
        }

        @Override
        public T next() {
            var first = sources.remove();
            var found = first.next;
            if (first.rest.hasNext()) {
                first.next = first.rest.next();
                sources.add(first);
            }
            return found;
        }
    }

    /**
     * @param wanted fields that each head must have, however many heads that makes
     * @param fannedOut each element of an array in the first field is looked at for itself
     */
    static Scan of(
            OrderedIndex index,
            Conditions conditions,
            @Nullable Document orderBy,
            Collection<String> wanted,
            boolean fannedOut) {
        var fields = index.fields();
        var asked = conditions.fields();
        var sortedBy = orderBy == null ? null : firstToSort(index, conditions, orderBy);
        var heads = List.of(List.<@Nullable Object>of());
        var used = 0;
        var narrowed = new HashSet<String>();
        var depth = 0;
        for (; depth < fields.size(); depth++) {
            var field = fields.get(depth);
            var values = conditions.values(field, index.isSingle(depth));
            List<List<@Nullable Object>> longer;
            if (values != null) {
                longer = heads.stream()
                        .flatMap(head -> values.stream().map(value -> with(head, value)))
                        .toList();
                used++;
                if (index.isSingle(depth) || !conditions.isManifold(field)) {
                    narrowed.add(field);
                }
            } else {
                var rest = fields.subList(depth + 1, fields.size());
                var through = rest.stream().anyMatch(each -> asked.contains(each) || each.equals(sortedBy));
                var must = rest.stream().anyMatch(wanted::contains) || wanted.contains(field);
                if (!must && (!through || depth == 0 || conditions.range(field) != null || field.equals(sortedBy))
                        || !index.isSingle(depth) && !(fannedOut && index.isFanned())) {
                    break;
                }
                longer = expanded(index, heads, must ? Integer.MAX_VALUE : MOST_SPANS);
            }
            if (longer.size() > MOST_SPANS && !wanted.contains(field)) {
                used -= values == null ? 0 : 1;
                narrowed.remove(field);
                break;
            }
            heads = longer;
        }
        var range = depth < fields.size() ? conditions.range(fields.get(depth)) : null;
        if (range != null) {
            used++;
            if (index.isSingle(depth) && range.isClosed()) {
                narrowed.add(fields.get(depth));
            }
        }
        var bounds = range != null && !index.isSingle(depth) ? range.halved() : range;
        var spans = heads.stream()
                .map(head -> bounds == null
                        ? new IndexEntry[] {IndexEntry.before(head), IndexEntry.behind(head)}
                        : new IndexEntry[] {bounds.low(head), bounds.high(head)})
                .toList();
        var once = index.isRegular()
                || index.isFanned()
                        && depth > 0
                        && heads.stream().map(head -> head.get(0)).distinct().count() <= 1;
        var exact = conditions.isComplete() && !index.isIrregular() && narrowed.equals(asked);
        var order = orderBy != null && (index.isRegular() || index.isFanned() && depth > 0)
                ? order(index, depth, heads.size(), conditions, orderBy)
                : 0;
        return new Scan(index, depth, heads, spans, used, exact, once, order);
    }

    /** The heads one field longer, with every value that there is. */
    private static List<List<@Nullable Object>> expanded(
            OrderedIndex index, List<List<@Nullable Object>> heads, int most) {
        var longer = new ArrayList<List<@Nullable Object>>();
        for (var head : heads) {
            for (var at = index.next(IndexEntry.before(head), head); at != null && longer.size() <= most; ) {
                var next = with(head, at.values().get(head.size()));
                longer.add(next);
                at = index.next(IndexEntry.behind(next), head);
            }
        }
        return longer;
    }

    private static List<@Nullable Object> with(List<@Nullable Object> head, @Nullable Object value) {
        var longer = new ArrayList<@Nullable Object>(head);
        longer.add(value);
        return longer;
    }

    /** Of what is to be sorted by, the first field that is not the same in all that is found. */
    private static @Nullable String firstToSort(OrderedIndex index, Conditions conditions, Document orderBy) {
        return orderBy.keySet().stream()
                .filter(field -> !isConstant(index, conditions, field))
                .findFirst()
                .orElse(null);
    }

    private static boolean isConstant(OrderedIndex index, Conditions conditions, String field) {
        var at = index.fields().indexOf(field);
        var values = at >= 0 && index.isSingle(at) ? conditions.values(field, true) : null;
        return values != null && values.size() <= 1;
    }

    private static int order(OrderedIndex index, int depth, int heads, Conditions conditions, Document orderBy) {
        var fields = index.fields();
        var direction = 0;
        var at = depth;
        for (var wanted : orderBy.entrySet()) {
            if (isConstant(index, conditions, wanted.getKey()) && fields.indexOf(wanted.getKey()) < depth) {
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
        // Nothing left to sort by: any order will do, and one has to be said.
        return direction == 0 && heads > 0 ? 1 : direction;
    }
}
