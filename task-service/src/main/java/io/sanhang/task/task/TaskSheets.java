package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What tables of tasks need of the ledger: its lines, and new tasks under ids known beforehand. */
@Component
public final class TaskSheets {

    /** A task to be opened; units by their names. */
    public record Entry(
            String title,
            String text,
            TaskKind kind,
            @Nullable Voyage voyage,
            List<String> lead,
            List<String> responsible,
            @Nullable LocalDate dueOn,
            @Nullable String clause) {}

    /** A task as a table shows it: words and names, no codes. */
    public record Line(
            @Nullable String clause,
            String title,
            String text,
            TaskKind kind,
            @Nullable Voyage voyage,
            @Nullable String group,
            List<String> lead,
            List<String> responsible,
            @Nullable LocalDate dueOn,
            String state,
            String light) {}

    /** What makes two tasks the same thing asked twice. */
    public record Likeness(String title, @Nullable LocalDate dueOn, Set<String> leadUnitIds) {}

    /** What a row can hold all of: a legacy matter, for one, needs more (A022). */
    public static final List<TaskKind> KINDS = Arrays.stream(TaskKind.values())
            .filter(kind -> kind != TaskKind.SUGGESTION && fits(kind))
            .toList();

    private final TaskRepository tasks;
    private final TaskService service;
    private final TaskDuties duties;
    private final Clock clock;

    TaskSheets(TaskRepository tasks, TaskService service, TaskDuties duties, Clock clock) {
        this.duties = duties;
        this.tasks = tasks;
        this.service = service;
        this.clock = clock;
    }

    /** @throws Refusal {@code invalid-request} for what no task can have */
    public TaskQuery query(LedgerFilter filter, Caller caller) {
        var query = duties.query(filter, caller);
        query.check();
        return query;
    }

    /** Every task that the query finds within the caller's scope, in the ledger's order; memory does not grow. */
    public void lines(TaskQuery query, Caller caller, Consumer<Line> then) {
        tasks.each(query, caller, LocalDate.now(clock), task -> then.accept(line(task)));
    }

    /** Those of the ids that are taken. */
    public Set<String> present(Collection<String> ids) {
        return tasks.present(ids);
    }

    /** Everything that is due on one of the days, with its id. */
    public void dueOn(Collection<@Nullable LocalDate> days, BiConsumer<String, Likeness> then) {
        tasks.eachDueOn(days, task -> then.accept(task.id(), likeness(task.duty(), task.assignment())));
    }

    /** @param found what each name of a unit stands for */
    public Likeness likeness(Entry entry, Map<String, Resolution> found, Map<String, Unit> units) {
        return likeness(duty(entry), assignment(entry, found, units));
    }

    /** False, and nothing is done, when the id is taken. */
    public boolean open(String id, Entry entry, Map<String, Resolution> found, Map<String, Unit> units, Caller by) {
        var task = Task.open(id, duty(entry), assignment(entry, found, units), new Act(id, id, by, clock.instant()));
        return task.state() == State.ASSIGNED ? tasks.open(task, TaskEvents.assigned(task)) : tasks.open(task);
    }

    /** True for a task that may not be opened without a due date. */
    public static boolean needsDueDate(TaskKind kind) {
        return refused(Duty.of("", "", kind));
    }

    private static boolean fits(TaskKind kind) {
        return !refused(Duty.of("", "", kind).due(LocalDate.EPOCH));
    }

    private static boolean refused(Duty duty) {
        try {
            Openings.check(duty, Schedule.EMPTY, LocalDate.EPOCH);
            return false;
        } catch (Refusal refusal) {
            return true;
        }
    }

    private static Duty duty(Entry entry) {
        return Duty.of(entry.title, entry.text, entry.kind)
                .on(entry.voyage)
                .due(entry.dueOn)
                .from(entry.clause == null ? null : Source.named(entry.clause));
    }

    private static Assignment assignment(Entry entry, Map<String, Resolution> found, Map<String, Unit> units) {
        return new PlanUnits(found, units, Map.of()).assignment(entry.lead, entry.responsible);
    }

    private static Likeness likeness(Duty duty, Assignment who) {
        return new Likeness(duty.title(), duty.dueOn(), Set.copyOf(who.leadIds()));
    }

    private Line line(Task task) {
        var duty = task.duty();
        var who = task.assignment();
        return new Line(
                duty.source() == null ? null : duty.source().clause(),
                duty.title(),
                duty.text(),
                duty.kind(),
                duty.voyage(),
                who.groupName(),
                names(who.leadUnits()),
                names(who.responsibleUnits()),
                duty.dueOn(),
                task.state().words(),
                service.light(task).words());
    }

    private static List<String> names(List<Party> parties) {
        return parties.stream().map(Party::name).collect(Collectors.toList());
    }
}
