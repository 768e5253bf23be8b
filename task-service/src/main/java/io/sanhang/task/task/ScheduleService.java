package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.security.Caller;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.task.task.TaskService.Ask;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Milestones, targets and their readings, and due dates that follow the calendar; see {@link Scheduling}. */
@Service
public class ScheduleService {

    /** A number as somebody sends it. */
    record NewReading(
            LocalDate on,
            String value,
            String source,
            @Nullable String corrects,
            @Nullable String reason) {}

    /** A target as the office sets it. */
    record NewTarget(
            Target.Kind kind,
            String name,
            String unit,
            Target.Aim aim,
            @Nullable String goal,
            @Nullable String base,
            @Nullable String quota,
            List<String> entries) {}

    private final TaskService tasks;
    private final TaskRepository stored;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ScheduleService(TaskService tasks, TaskRepository stored, WorkingCalendar calendar, Clock clock) {
        this.tasks = tasks;
        this.stored = stored;
        this.calendar = calendar;
        this.clock = clock;
    }

    Task plan(String id, MilestonePlan plan, @Nullable String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("milestones", plan, String.valueOf(reason)),
                (task, act) -> Scheduling.plan(task, plan, reason, today(), calendar, act),
                task -> told(task, "节点安排有变动"));
    }

    /** The days that a plan would have, and how they would stand; nothing is stored. */
    MilestonePlan preview(String id, MilestonePlan plan, Caller caller) {
        return Scheduling.dated(tasks.get(id, caller), plan, today(), calendar);
    }

    Task done(String id, String milestoneId, @Nullable LocalDate on, String note, List<String> evidence, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("milestone-done", milestoneId, String.valueOf(on), note, evidence),
                (task, act) ->
                        Scheduling.done(task, milestoneId, on, note, tasks.evidence(evidence, ask.by()), today(), act),
                task -> List.of());
    }

    Task returned(String id, String milestoneId, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("milestone-returned", milestoneId, reason),
                (task, act) -> Scheduling.returned(task, milestoneId, reason, act),
                task -> told(task, "节点“%s”被退回：%s".formatted(name(task, milestoneId), reason)));
    }

    Task aim(String id, NewTarget given, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("target", given, reason),
                (task, act) -> Scheduling.aim(task, target(given, act.id()), reason, act),
                task -> told(task, "增加了指标“%s”".formatted(given.name())));
    }

    Task drop(String id, String targetId, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("target-dropped", targetId, reason),
                (task, act) -> Scheduling.drop(task, targetId, reason, today(), act),
                task -> told(task, "有一项指标被取消：" + reason));
    }

    Task read(String id, String targetId, NewReading given, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("reading", targetId, given),
                (task, act) -> Scheduling.read(task, targetId, reading(given, act), today(), act),
                task -> List.of());
    }

    Task list(String id, String targetId, List<String> names, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("entries", targetId, names),
                (task, act) -> Scheduling.list(task, targetId, names, act),
                task -> List.of());
    }

    Task close(String id, String targetId, String entryId, String note, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("entry-closed", targetId, entryId, note),
                (task, act) -> Scheduling.close(task, targetId, entryId, note, today(), act),
                task -> List.of());
    }

    /** @param strike off the list; else what was closed is open again */
    Task correct(String id, String targetId, String entryId, boolean strike, String reason, Ask ask) {
        return tasks.stepTelling(
                id,
                ask,
                Fingerprint.of("entry-corrected", targetId, entryId, String.valueOf(strike), reason),
                (task, act) -> Scheduling.correct(task, targetId, entryId, strike, reason, today(), act),
                task -> told(task, "清单有更正：" + reason));
    }

    /**
     * Due dates in working days are counted anew. A second delivery finds its entry in the history; a task that
     * somebody writes at the moment is refused, and the whole delivery is tried again.
     */
    public void on(Delivery<CalendarChanged> delivery) {
        var system = new Caller("calendar", "工作日历", Set.of(), null, Set.of());
        var act = new Act(delivery.id(), delivery.id(), system, delivery.occurredAt());
        for (var id : stored.countedThrough(delivery.event().year())) {
            recount(id, act);
        }
    }

    private void recount(String id, Act act) {
        var task = stored.find(id).orElseThrow();
        if (task.entryOf(act.id()).isPresent()) {
            return;
        }
        var next = task.recounted(calendar, act);
        if (next != task) {
            var moved =
                    !java.util.Objects.equals(next.duty().dueOn(), task.duty().dueOn());
            var events = moved ? told(next, "放假安排有变动，期限改为" + next.duty().dueOn()) : List.<DomainEvent>of();
            stored.replace(next, events.toArray(DomainEvent[]::new));
        }
    }

    private Target target(NewTarget given, String id) {
        var empty = new Target(
                id,
                given.kind(),
                given.name(),
                given.unit(),
                given.aim(),
                given.goal(),
                given.base(),
                today(),
                given.quota(),
                List.of(),
                List.of(),
                null);
        return given.entries().isEmpty() ? empty : empty.listing(given.entries(), id);
    }

    private static Target.Reading reading(NewReading given, Act act) {
        var by = act.by();
        return new Target.Reading(
                act.id(),
                given.on(),
                given.value(),
                given.source(),
                act.at(),
                by.name(),
                by.unitId(),
                given.corrects(),
                given.reason());
    }

    private static String name(Task task, String milestoneId) {
        return task.schedule().milestone(milestoneId).map(Milestone::name).orElse("");
    }

    /** Nobody hears of a draft. */
    private static List<DomainEvent> told(Task task, String change) {
        return task.state() == State.DRAFT ? List.of() : List.of(TaskEvents.changed(task, change));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
