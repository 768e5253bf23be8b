package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller's tasks stand, in numbers. A closed task is never overdue.
 *
 * @param byState every state by its code, also those with none
 * @param dueThisWeek from today to Sunday, not closed
 */
record Overview(long total, Map<String, Long> byState, Map<String, Line> byVoyage, long overdue, long dueThisWeek) {

    /** One of the three lines. */
    record Line(long total, long closed, long overdue) {}

    /** So many tasks share a state, a line and a due date. */
    record Tally(
            State state, @Nullable Voyage voyage, @Nullable LocalDate dueOn, long n) {

        /** What was split or merged is counted where it went. */
        boolean counted() {
            return state != State.SPLIT && state != State.MERGED;
        }

        boolean closed() {
            return state == State.CLOSED;
        }

        boolean overdue(LocalDate today) {
            return state.isRunning() && dueOn != null && dueOn.isBefore(today);
        }

        boolean dueThisWeek(LocalDate today) {
            return !state.isOver()
                    && dueOn != null
                    && !dueOn.isBefore(today)
                    && !dueOn.isAfter(TaskQuery.endOfWeek(today));
        }
    }

    static Overview of(List<Tally> tallies, LocalDate today) {
        return new Overview(
                count(tallies, Tally::counted),
                by(State.values(), State::code, state -> count(tallies, tally -> tally.state == state)),
                by(Voyage.values(), Voyage::code, voyage -> line(tallies, voyage, today)),
                count(tallies, tally -> tally.overdue(today)),
                count(tallies, tally -> tally.dueThisWeek(today)));
    }

    private static Line line(List<Tally> tallies, Voyage voyage, LocalDate today) {
        var own = tallies.stream().filter(tally -> tally.voyage == voyage).toList();
        return new Line(
                count(own, Tally::counted), count(own, Tally::closed), count(own, tally -> tally.overdue(today)));
    }

    private static long count(List<Tally> tallies, Predicate<Tally> which) {
        return tallies.stream().filter(which).mapToLong(Tally::n).sum();
    }

    private static <K, V> Map<String, V> by(K[] keys, Function<K, String> code, Function<K, V> value) {
        return Arrays.stream(keys).collect(Collectors.toMap(code, value, (one, same) -> one, LinkedHashMap::new));
    }
}
