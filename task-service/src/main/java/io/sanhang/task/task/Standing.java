package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /** So many tasks share all this; one row of the aggregation. */
    record Cell(
            State state,
            @Nullable Voyage voyage,
            @Nullable String groupId,
            @Nullable String groupName,
            List<Party> leadUnits,
            List<String> unitIds,
            @Nullable LocalDate dueOn,
            long n) {

        boolean overdue(LocalDate today) {
            return state.isRunning() && dueOn != null && dueOn.isBefore(today);
        }
    }

    /** What a cell counts under. */
    record Under(String key, String name) {}

    static Standing of(Under what, List<Cell> cells, LocalDate today) {
        var total = count(cells, cell -> true);
        var closed = count(cells, cell -> cell.state == State.CLOSED);
        return new Standing(
                what.key,
                what.name,
                total,
                total - closed,
                closed,
                count(cells, cell -> cell.overdue(today)),
                count(cells, cell -> cell.state == State.DRAFT),
                count(cells, cell -> cell.state == State.CLOSE_OUT_APPLIED));
    }

    /** One standing for each thing that the cells count under, in the order of their first appearance. */
    static List<Standing> by(List<Cell> cells, Function<Cell, List<Under>> under, LocalDate today) {
        var parts = new LinkedHashMap<Under, List<Cell>>();
        cells.forEach(cell -> under.apply(cell)
                .forEach(what ->
                        parts.computeIfAbsent(what, key -> new ArrayList<>()).add(cell)));
        return parts.entrySet().stream()
                .map(part -> of(part.getKey(), part.getValue(), today))
                .toList();
    }

    static List<Under> line(Cell cell) {
        return cell.voyage == null ? List.of() : List.of(new Under(cell.voyage.code(), ""));
    }

    static List<Under> group(Cell cell) {
        var name = cell.groupName;
        return name == null ? List.of() : List.of(new Under(cell.groupId == null ? "" : cell.groupId, name));
    }

    /** The units that lead; each counts what it leads, not what it helps with. */
    static List<Under> lead(Cell cell) {
        return cell.leadUnits.stream()
                .filter(Party::resolved)
                .map(unit -> new Under(String.valueOf(unit.id()), unit.name()))
                .toList();
    }

    private static long count(List<Cell> cells, Predicate<Cell> which) {
        return cells.stream().filter(which).mapToLong(Cell::n).sum();
    }
}
