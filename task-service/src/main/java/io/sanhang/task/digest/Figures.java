package io.sanhang.task.digest;

import io.sanhang.task.task.Party;
import io.sanhang.task.task.TaskFacts.Tally;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.Voyage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a bulletin as they were when they were taken. Each column comes from one query; a person cannot write
 * them.
 *
 * @param all how all tasks stand
 * @param legacy how the legacy matters stand
 * @param projects the key projects and their dispatches
 */
public record Figures(
        Instant takenAt,
        Count all,
        Count legacy,
        List<Line> voyages,
        List<Line> groups,
        List<Line> units,
        List<Project> projects) {

    /**
     * So many tasks.
     *
     * @param total that there were before the period's end
     * @param closed within the period
     * @param overdue of those carried over, due within the period or before
     * @param carried not closed at the period's end
     */
    public record Count(long total, long closed, long overdue, long carried) {

        static final Count NONE = new Count(0, 0, 0, 0);

        Count plus(Count more) {
            return new Count(total + more.total, closed + more.closed, overdue + more.overdue, carried + more.carried);
        }
    }

    /** @param key a code or an id, for what is called by its name */
    public record Line(String key, String name, Count count) {}

    /** @param missed the months without a dispatch, in words */
    public record Project(String taskId, String title, String lead, long owed, long done, List<String> missed) {
        public Project {
            missed = missed == null ? List.of() : List.copyOf(missed);
        }
    }

    public Figures {
        voyages = voyages == null ? List.of() : List.copyOf(voyages);
        groups = groups == null ? List.of() : List.copyOf(groups);
        units = units == null ? List.of() : List.copyOf(units);
        projects = projects == null ? List.of() : List.copyOf(projects);
    }

    /** The four columns, one query each. */
    record Columns(List<Tally> total, List<Tally> closed, List<Tally> overdue, List<Tally> carried) {

        private record Cell(Tally tally, Count count) {}

        private List<Cell> cells() {
            var cells = new ArrayList<Cell>();
            total.forEach(each -> cells.add(new Cell(each, new Count(each.n(), 0, 0, 0))));
            closed.forEach(each -> cells.add(new Cell(each, new Count(0, each.n(), 0, 0))));
            overdue.forEach(each -> cells.add(new Cell(each, new Count(0, 0, each.n(), 0))));
            carried.forEach(each -> cells.add(new Cell(each, new Count(0, 0, 0, each.n()))));
            return cells;
        }

        Count all() {
            return cells().stream().map(Cell::count).reduce(Count.NONE, Count::plus);
        }

        Count of(TaskKind kind) {
            return cells().stream()
                    .filter(cell -> cell.tally.kind() == kind)
                    .map(Cell::count)
                    .reduce(Count.NONE, Count::plus);
        }

        /** A task that several units lead counts for each of them. */
        private Map<String, Line> by(Function<Tally, Collection<Party>> keys) {
            var lines = new LinkedHashMap<String, Line>();
            for (var cell : cells()) {
                for (var key : keys.apply(cell.tally)) {
                    var id = Objects.requireNonNullElse(key.id(), key.name());
                    lines.merge(
                            id,
                            new Line(id, key.name(), cell.count),
                            (one, more) -> new Line(id, one.name, one.count.plus(more.count)));
                }
            }
            return lines;
        }
    }

    static Figures of(Instant takenAt, Columns columns, List<Project> projects) {
        return new Figures(
                takenAt,
                columns.all(),
                columns.of(TaskKind.LEGACY_MATTER),
                columns.by(tally -> voyage(tally.voyage())).values().stream()
                        .sorted(Comparator.comparing(line -> Voyage.valueOf(line.key)))
                        .toList(),
                columns.by(tally -> named(tally.groupName())).values().stream()
                        .sorted(Comparator.comparing(Line::name))
                        .toList(),
                columns.by(Tally::leadUnits).values().stream()
                        .sorted(Comparator.comparing((Line line) -> line.count.overdue)
                                .reversed()
                                .thenComparing(Line::name))
                        .toList(),
                projects);
    }

    private static List<Party> voyage(@Nullable Voyage voyage) {
        if (voyage == null) {
            return List.of();
        }
        var name = switch (voyage) {
            case LEAD -> "领航";
            case START -> "启航";
            case ESCORT -> "护航";
        };
        return List.of(new Party(voyage.name(), name));
    }

    private static List<Party> named(@Nullable String name) {
        return name == null ? List.of() : List.of(new Party(name, name));
    }
}
