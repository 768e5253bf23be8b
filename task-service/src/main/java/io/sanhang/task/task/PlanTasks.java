package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.task.plan.PlanImport;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Turns a confirmed plan into tasks (A003). A task's id comes from the import and the clause, so a confirmation that
 * was cut short is simply done again: what is there stays, what is missing is added.
 */
@Component
public final class PlanTasks {

    private final TaskRepository tasks;
    private final Directory directory;
    private final Clock clock;

    PlanTasks(TaskRepository tasks, Directory directory, Clock clock) {
        this.tasks = tasks;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Opens a task for each clause that becomes one.
     *
     * @return how many tasks are new
     * @throws Refusal {@code directory-unavailable}, and nothing is opened
     */
    public int open(PlanImport confirmed, Caller by) {
        return open(planned(confirmed), by);
    }

    /** The task that a clause became, as far as the caller may see it (A001). */
    public record OfClause(String clause, String id, String state, String stateText) {}

    /** The tasks of a plan within the caller's scope. */
    public List<OfClause> ofPlan(String importId, Caller caller) {
        return tasks.ofPlan(importId, caller);
    }

    /**
     * The tasks of a plan as they were opened at some past hour, with units known beforehand; nothing is stored.
     */
    public static List<Task> openedAt(
            Instant at,
            PlanImport confirmed,
            Map<String, Resolution> found,
            Map<String, Unit> county,
            Map<String, String> groups,
            Caller by) {
        var units = new PlanUnits(found, county, groups);
        return planned(confirmed).stream()
                .map(duty -> task(duty, units, by, at))
                .toList();
    }

    private static List<PlannedTask> planned(PlanImport confirmed) {
        var items = confirmed.taskItems();
        return IntStream.range(0, items.size())
                .mapToObj(at -> PlannedTask.of(items.get(at), at, confirmed.id(), confirmed.document()))
                .toList();
    }

    /**
     * The directory is asked once for all names, before the first task is opened.
     */
    int open(List<PlannedTask> planned, Caller by) {
        var names = planned.stream().flatMap(task -> task.names().stream()).toList();
        var units = new PlanUnits(directory.resolve(names), directory.units(), directory.groupIds());
        return (int) planned.stream()
                .map(duty -> task(duty, units, by, clock.instant()))
                .filter(task -> tasks.open(task, events(task)))
                .count();
    }

    private static Task task(PlannedTask planned, PlanUnits units, Caller by, Instant at) {
        var source = Objects.requireNonNull(planned.duty().source());
        var id = Ids.derived("plan-task", String.valueOf(source.importId()), source.clause());
        var who = units.assignment(planned.lead(), planned.responsible())
                .inGroup(units.group(planned.groupName()), planned.groupName());
        return Task.open(id, planned.duty(), who, new Act(id, id, by, at))
                .scheduled(Schedule.EMPTY.aiming(targets(planned.duty(), id, at)));
    }

    /**
     * Numbers that are asked for once become targets. What recurs is a rhythm and counted elsewhere, and what is only
     * written out in words, such as one meeting, is no number to be read again and again.
     */
    private static List<Target> targets(Duty duty, String id, Instant at) {
        var quotas = duty.requirements().quotas();
        var from = LocalDate.ofInstant(at, ZoneId.of("Asia/Shanghai"));
        return IntStream.range(0, quotas.size())
                .filter(n -> quotas.get(n).isOnce())
                .mapToObj(n -> Target.of(quotas.get(n), id + "-" + n, from))
                .toList();
    }

    private static DomainEvent[] events(Task task) {
        return task.state() == State.ASSIGNED ? new DomainEvent[] {TaskEvents.assigned(task)} : new DomainEvent[0];
    }
}
