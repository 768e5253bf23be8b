package io.sanhang.task.problem;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Problems in numbers: by state, by root cause, and list by list. A problem with two root causes counts under both.
 *
 * @param without units and groups of the caller's scope that have no list
 */
record Summary(
        long total,
        Map<String, Long> byState,
        Map<String, Long> byCause,
        long overdue,
        List<Line> lists,
        List<ProblemList> without) {

    /** @param open not yet resolved */
    record Line(ProblemList list, long total, long open, long overdue, long confirmed, Map<String, Long> byCause) {}

    /** So many problems of a list share a state, root causes and a due date. */
    record Tally(
            ProblemList list,
            ProblemState state,
            List<String> causes,
            @Nullable LocalDate dueOn,
            long n) {

        boolean open() {
            return ProblemState.OPEN.contains(state);
        }
    }

    /** @param all the lists that there could be */
    static Summary of(List<Tally> tallies, List<ProblemList> all, LocalDate today) {
        var byList = new LinkedHashMap<String, List<Tally>>();
        tallies.forEach(tally ->
                byList.computeIfAbsent(tally.list.id(), id -> new ArrayList<>()).add(tally));
        return new Summary(
                count(tallies, any -> true),
                Arrays.stream(ProblemState.values())
                        .filter(state -> state != ProblemState.WITHDRAWN)
                        .collect(Collectors.toMap(
                                ProblemState::code,
                                state -> count(tallies, tally -> tally.state == state),
                                (one, same) -> one,
                                LinkedHashMap::new)),
                byCause(tallies),
                overdue(tallies, today),
                byList.values().stream()
                        .map(own -> line(own, today))
                        .sorted(Comparator.comparingLong(Line::open).reversed().thenComparing(line -> line.list.name()))
                        .toList(),
                all.stream()
                        .filter(list -> !byList.containsKey(list.id()))
                        .sorted(Comparator.comparing(ProblemList::group).thenComparing(ProblemList::id))
                        .toList());
    }

    private static Line line(List<Tally> own, LocalDate today) {
        return new Line(
                own.get(0).list,
                count(own, any -> true),
                count(own, Tally::open),
                overdue(own, today),
                count(own, tally -> tally.state == ProblemState.CONFIRMED),
                byCause(own));
    }

    private static long overdue(List<Tally> tallies, LocalDate today) {
        return count(tallies, tally -> tally.open() && tally.dueOn != null && tally.dueOn.isBefore(today));
    }

    private static Map<String, Long> byCause(List<Tally> tallies) {
        var counts = new LinkedHashMap<String, Long>();
        for (var tally : tallies) {
            tally.causes.forEach(cause -> counts.merge(cause, tally.n, Long::sum));
        }
        return counts;
    }

    private static long count(List<Tally> tallies, Predicate<Tally> which) {
        return tallies.stream().filter(which).mapToLong(Tally::n).sum();
    }
}
