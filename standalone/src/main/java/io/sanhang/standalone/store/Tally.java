package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many documents match in each group, all of them and those within a range: {@code $match}, perhaps {@code $unwind}
 * and a match of the elements, {@code $group} by fields with sums of one. Where an index holds all these fields, it is told from the places of the
 * groups' edges, without a look at what lies between.
 *
 * @param unwound the array whose elements count each, or null
 * @param elements what must hold of such an element, or null
 * @param by names of a group's parts → their fields
 * @param counts names of the sums → what they count
 */
record Tally(
        Conditions match,
        @Nullable String unwound,
        @Nullable Conditions elements,
        Map<String, String> by,
        Map<String, Counted> counts) {

    /** Everything, or what has a value of this field from the one (inclusive) to the other (exclusive). */
    record Counted(@Nullable String field, Conditions.@Nullable Range range) {}

    /** Empty for an aggregation that is anything else. */
    static Optional<Tally> of(List<?> stages) {
        if (stages.size() < 2
                || !(stages.get(0) instanceof Document first && first.get("$match") instanceof Document match)
                || !(stages.get(stages.size() - 1) instanceof Document last
                        && last.get("$group") instanceof Document group)) {
            return Optional.empty();
        }
        var conditions = Conditions.of(match);
        String unwound = null;
        Document elements = null;
        if (stages.size() > 2) {
            if (stages.size() > 4
                    || !(stages.get(1) instanceof Document second
                            && second.get("$unwind") instanceof String path
                            && path.startsWith("$"))) {
                return Optional.empty();
            }
            unwound = path.substring(1);
            if (stages.size() == 4) {
                if (!(stages.get(2) instanceof Document third && third.get("$match") instanceof Document of)) {
                    return Optional.empty();
                }
                elements = of;
            }
        }
        var by = new LinkedHashMap<String, String>();
        var counts = new LinkedHashMap<String, Counted>();
        for (var part : group.entrySet()) {
            if (part.getKey().equals("_id")) {
                if (!(part.getValue() instanceof Document fields)) {
                    return Optional.empty();
                }
                for (var field : fields.entrySet()) {
                    var path = pathOf(field.getValue());
                    if (path == null) {
                        return Optional.empty();
                    }
                    by.put(field.getKey(), path);
                }
            } else {
                var counted = counted(part.getValue());
                if (counted.isEmpty()) {
                    return Optional.empty();
                }
                counts.put(part.getKey(), counted.get());
            }
        }
        return by.isEmpty() || counts.isEmpty() || !conditions.isComplete()
                ? Optional.empty()
                : Optional.of(
                        new Tally(conditions, unwound, elements == null ? null : Conditions.of(elements), by, counts));
    }

    private static @Nullable String pathOf(@Nullable Object expression) {
        return expression instanceof String path && path.startsWith("$") && !path.startsWith("$$")
                ? path.substring(1)
                : null;
    }

    private static Optional<Counted> counted(@Nullable Object accumulator) {
        if (!(accumulator instanceof Document operator && operator.size() == 1)) {
            return Optional.empty();
        }
        var summed = operator.get("$sum");
        if (isNumber(summed, 1)) {
            return Optional.of(new Counted(null, null));
        }
        return summed instanceof Document condition
                        && condition.get("$cond") instanceof List<?> parts
                        && parts.size() == 3
                        && isNumber(parts.get(1), 1)
                        && isNumber(parts.get(2), 0)
                        && parts.get(0) instanceof Document both
                        && both.get("$and") instanceof List<?> ends
                        && ends.size() == 2
                        && ends.get(0) instanceof Document from
                        && from.get("$gte") instanceof List<?> low
                        && ends.get(1) instanceof Document until
                        && until.get("$lt") instanceof List<?> high
                        && low.get(0) instanceof String field
                        && field.equals(high.get(0))
                ? within(pathOf(field), low.get(1), high.get(1))
                : Optional.empty();
    }

    private static Optional<Counted> within(@Nullable String field, @Nullable Object low, @Nullable Object high) {
        if (field == null) {
            return Optional.empty();
        }
        var range = Conditions.of(new Document(field, new Document("$gte", low).append("$lt", high)))
                .range(field);
        return range == null || !range.isClosed() ? Optional.empty() : Optional.of(new Counted(field, range));
    }

    private static boolean isNumber(@Nullable Object value, int wanted) {
        return value instanceof Number number && number.doubleValue() == wanted;
    }

    /** Empty where this index cannot tell it. */
    Optional<List<Document>> from(OrderedIndex index) {
        var fields = index.fields();
        if (index.isSparse() || unwound != null && !isUnwoundBy(fields.get(0))) {
            return Optional.empty();
        }
        var scan = Scan.of(index, match, null, by.values(), unwound != null);
        var fixed = fields.subList(0, scan.depth());
        if (!scan.exact()
                || !fixed.containsAll(by.values())
                || !counts.values().stream().allMatch(each -> told(each, scan))) {
            return Optional.empty();
        }
        var groups = new LinkedHashMap<List<@Nullable Object>, long[]>();
        var places = by.values().stream().map(fields::indexOf).toList();
        Function<List<@Nullable Object>, long[]> sums =
                values -> groups.computeIfAbsent(group(values, places), key -> new long[counts.size()]);
        if (scan.once() || unwound != null) {
            count(scan, sums);
        } else {
            countOnce(scan, sums);
        }
        return groups.keySet().stream().flatMap(List::stream).anyMatch(Number.class::isInstance)
                // An index knows a number's size and not its type.
                ? Optional.empty()
                : Optional.of(groups.entrySet().stream()
                        .map(group -> row(group.getKey(), group.getValue()))
                        .toList());
    }

    /** The places between two edges tell it where a span is all of its head, and the field that is counted the next one. */
    private boolean told(Counted counted, Scan scan) {
        var fields = scan.index().fields();
        return counted.field == null
                || scan.depth() < fields.size()
                        && counted.field.equals(fields.get(scan.depth()))
                        && match.range(counted.field) == null;
    }

    /** What is asked of the documents and of the elements must be the same: the index knows the elements only. */
    private boolean isUnwoundBy(String field) {
        var asked = match.values(field, false);
        return field.startsWith(unwound + ".")
                && match.range(field) == null
                && !match.isManifold(field)
                && (elements == null
                        ? asked == null
                        : asked != null
                                && elements.isComplete()
                                && elements.fields().equals(Set.of(field))
                                && asked.equals(elements.values(field, false)));
    }

    private void count(Scan scan, Function<List<@Nullable Object>, long[]> sums) {
        for (var at = 0; at < scan.heads().size(); at++) {
            var head = scan.heads().get(at);
            var span = scan.spans().get(at);
            if ((unwound == null || head.get(0) != null) && scan.index().count(span[0], span[1]) > 0) {
                var sum = sums.apply(head);
                var place = 0;
                for (var counted : counts.values()) {
                    var range = counted.range;
                    sum[place++] += range == null
                            ? scan.index().count(span[0], span[1])
                            : scan.index().count(range.low(head), range.high(head));
                }
            }
        }
    }

    /** Where a document stands in the index several times, entry by entry. */
    private void countOnce(Scan scan, Function<List<@Nullable Object>, long[]> sums) {
        var seen = new HashSet<Object>();
        scan.spans().stream()
                .flatMap(span -> scan.index().between(span[0], span[1], false))
                .filter(entry -> seen.add(Objects.requireNonNull(entry.document())))
                .forEach(entry -> {
                    var head = entry.values().subList(0, scan.depth());
                    var sum = sums.apply(head);
                    var place = 0;
                    for (var counted : counts.values()) {
                        var range = counted.range;
                        sum[place++] += range == null || isBetween(entry, range.low(head), range.high(head)) ? 1 : 0;
                    }
                });
    }

    private static boolean isBetween(IndexEntry entry, IndexEntry low, IndexEntry high) {
        return IndexEntryType.INSTANCE.compare(entry, low) > 0 && IndexEntryType.INSTANCE.compare(entry, high) < 0;
    }

    private static List<@Nullable Object> group(List<@Nullable Object> values, List<Integer> places) {
        var group = new ArrayList<@Nullable Object>();
        places.forEach(place -> group.add(values.get(place)));
        return group;
    }

    private Document row(List<@Nullable Object> group, long[] sums) {
        var id = new Document();
        var place = 0;
        for (var name : by.keySet()) {
            var value = group.get(place++);
            if (value != null) {
                id.append(name, value);
            }
        }
        var row = new Document("_id", id);
        place = 0;
        for (var name : counts.keySet()) {
            row.append(name, sums[place++]);
        }
        return row;
    }
}
