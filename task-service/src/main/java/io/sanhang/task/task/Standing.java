package io.sanhang.task.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How the tasks of a line, a group or a unit stand, in numbers (A103, A128, A135–A144). What is closed or suspended is
 * not overdue.
 *
 * @param key a line's code, a group's or unit's id; empty for what belongs to none
 * @param unassigned still without a unit
 * @param waiting applied for close-out, waits for the office
 */
record Standing(
        String key, String name, long total, long open, long closed, long overdue, long unassigned, long waiting) {

    /** What a cell counts under. */
    record Under(String key, String name) {}

    /**
     * So many tasks of something share a state; one row of an aggregation.
     *
     * @param late of these, due before today
     */
    record Cell(Under under, State state, long n, long late) {}

    static Standing of(Under what, List<Cell> cells) {
        var total = count(cells, cell -> true);
        var closed = count(cells, cell -> cell.state == State.CLOSED);
        return new Standing(
                what.key,
                what.name,
                total,
                total - closed,
                closed,
                sum(cells, cell -> cell.state.isRunning() ? cell.late : 0),
                count(cells, cell -> cell.state == State.DRAFT),
                count(cells, cell -> cell.state == State.CLOSE_OUT_APPLIED));
    }

    /** One standing for each thing that the cells count under, in the order of their first appearance. */
    static List<Standing> by(List<Cell> cells) {
        return cells.stream()
                .collect(Collectors.groupingBy(Cell::under, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(part -> of(part.getKey(), part.getValue()))
                .toList();
    }

    Standing named(String other) {
        return new Standing(key, other, total, open, closed, overdue, unassigned, waiting);
    }

    private static long count(List<Cell> cells, Predicate<Cell> which) {
        return sum(cells, cell -> which.test(cell) ? cell.n : 0);
    }

    private static long sum(List<Cell> cells, ToLongFunction<Cell> what) {
        return cells.stream().mapToLong(what).sum();
    }
}
