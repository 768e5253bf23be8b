package io.sanhang.task.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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

    /**
     * So many tasks share a state and a line.
     *
     * @param late of these, due before today
     * @param week due from today to Sunday
     */
    record Tally(State state, @Nullable Voyage voyage, long n, long late, long week) {

        /** What was split or merged is counted where it went. */
        long counted() {
            return state == State.SPLIT || state == State.MERGED ? 0 : n;
        }

        long closed() {
            return state == State.CLOSED ? n : 0;
        }

        long overdue() {
            return state.isRunning() ? late : 0;
        }

        long dueThisWeek() {
            return state.isOver() ? 0 : week;
        }
    }

    static Overview of(List<Tally> tallies) {
        return new Overview(
                sum(tallies, Tally::counted),
                by(State.values(), State::code, state -> sum(tallies, tally -> tally.state == state ? tally.n : 0)),
                by(Voyage.values(), Voyage::code, voyage -> line(tallies, voyage)),
                sum(tallies, Tally::overdue),
                sum(tallies, Tally::dueThisWeek));
    }

    private static Line line(List<Tally> tallies, Voyage voyage) {
        var own = tallies.stream().filter(tally -> tally.voyage == voyage).toList();
        return new Line(sum(own, Tally::counted), sum(own, Tally::closed), sum(own, Tally::overdue));
    }

    private static long sum(List<Tally> tallies, ToLongFunction<Tally> what) {
        return tallies.stream().mapToLong(what).sum();
    }

    private static <K, V> Map<String, V> by(K[] keys, Function<K, String> code, Function<K, V> value) {
        return Arrays.stream(keys).collect(Collectors.toMap(code, value, (one, same) -> one, LinkedHashMap::new));
    }
}
