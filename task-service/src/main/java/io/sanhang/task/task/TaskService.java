package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.file.Files;
import io.sanhang.task.neighbours.Directory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** One method for each thing a person can do with tasks. */
@Service
public class TaskService {

    /** How often a step is tried on the newest state when others write at the same moment. */
    private static final int TRIES = 5;

    /** Who asks for a step, under which key, and which version was looked at. */
    record Ask(Caller by, IdempotencyKey key, IfMatch ifMatch) {

        /** Names the act on one task, the same for the same key. */
        String actOn(String taskId) {
            return key.idFor("tasks/" + taskId + "/" + by.id());
        }
    }

    /** A task to be opened by hand or for another service; ids of units, not names. */
    public record Opening(
            Duty duty,
            String leadUnitId,
            List<String> responsibleUnitIds,
            @Nullable String groupId,
            @Nullable InCharge inCharge,
            Schedule schedule) {

        public static Opening of(Duty duty, String leadUnitId, List<String> responsibleUnitIds) {
            return new Opening(duty, leadUnitId, responsibleUnitIds, null, null, Schedule.EMPTY);
        }
    }

    /** The leader and the task force of a key project, as ids of posts. */
    public record InCharge(String leaderPostId, String forceName, List<String> memberPostIds) {}

    private final TaskRepository tasks;
    private final Files files;
    private final Directory directory;
    private final LeaderPosts posts;
    private final Tags tags;
    private final WorkingCalendar calendar;
    private final Clock clock;

    TaskService(
            TaskRepository tasks,
            Files files,
            Directory directory,
            LeaderPosts posts,
            Tags tags,
            WorkingCalendar calendar,
            Clock clock) {
        this.tasks = tasks;
        this.files = files;
        this.directory = directory;
        this.posts = posts;
        this.tags = tags;
        this.calendar = calendar;
        this.clock = clock;
    }

    Page<Task> list(TaskQuery query, Caller caller, PageRequest page) {
        return tasks.list(query, caller, today(), page);
    }

    Page<Task> byAge(TaskQuery query, Caller caller, PageRequest page) {
        return tasks.byAge(query, caller, today(), page);
    }

    Task get(String id, Caller caller) {
        return tasks.get(id, caller);
    }

    private TaskView view(Task task, TaskView.@Nullable Responsible who) {
        return TaskView.of(task, light(task), who, ScheduleView.milestones(task, today(), calendar));
    }

    Light light(Task task) {
        return Light.of(task.state(), task.duty().dueOn(), today(), calendar::isWorkday);
    }

    /** Who answers for what is overdue, by the task's id (A101). While the directory is silent, nobody is named. */
    Map<String, TaskView.Responsible> responsible(List<Task> shown) {
        var late = shown.stream()
                .filter(task -> task.isOverdue(today()) && task.assignment().postId() != null)
                .toList();
        if (late.isEmpty()) {
            return Map.of();
        }
        try {
            var posts = directory.posts();
            return late.stream()
                    .filter(task -> posts.containsKey(task.assignment().postId()))
                    .collect(Collectors.toMap(
                            Task::id,
                            task -> TaskView.Responsible.of(Objects.requireNonNull(
                                    posts.get(task.assignment().postId())))));
        } catch (Refusal silent) {
            return Map.of();
        }
    }

    TaskView.Detail detail(Task task, Caller caller) {
        var summary = view(task, responsible(List.of(task)).get(task.id()));
        return TaskView.Detail.of(summary, ScheduleView.of(task, today(), calendar), task, caller);
    }

    List<TaskView> views(List<Task> shown) {
        var who = responsible(shown);
        return shown.stream().map(task -> view(task, who.get(task.id()))).toList();
    }

    Overview overview(Caller caller) {
        return Overview.of(tasks.tally(caller, today()));
    }

    /** The same key opens one task, however often it is sent. */
    Task create(Opening opening, Caller by, IdempotencyKey key) {
        var id = key.idFor("tasks/" + by.id());
        var act = new Act(id, Fingerprint.of(opening), by, clock.instant());
        var existing = tasks.find(id);
        if (existing.isPresent()) {
            key.sameRequest(existing.get().history().get(0).fingerprint(), act.fingerprint());
            return existing.get();
        }
        Openings.check(opening.duty(), opening.schedule(), today());
        tags.require(opening.duty().particulars().tags(), List.of());
        return open(id, opening, act);
    }

    /** One task for one origin: asking again, also with other words, finds the first (an adopted suggestion). */
    public Task openFor(Origin origin, Opening opening, String decidedBy) {
        var id = Ids.derived("task-for", origin.kind(), origin.id());
        var by = new Caller(decidedBy, decidedBy, Set.of(), null, Set.of());
        var act = new Act(id, Fingerprint.of(origin), by, clock.instant());
        return tasks.find(id).orElseGet(() -> open(id, opening, act));
    }

    /** A task under an id that says what it is; who opens it first, opens it. */
    Task open(String id, Opening opening, Caller by) {
        Openings.check(opening.duty(), opening.schedule(), today());
        return open(id, opening, new Act(id, Fingerprint.of(opening), by, clock.instant()));
    }

    Task assign(String id, String leadUnitId, List<String> responsibleUnitIds, @Nullable LocalDate dueOn, Ask ask) {
        var lead = List.of(leadUnitId);
        requireFuture(dueOn);
        return step(
                id,
                ask,
                Fingerprint.of("assign", lead, responsibleUnitIds, String.valueOf(dueOn)),
                (task, act) -> given(task, between(lead, responsibleUnitIds), dueOn, act),
                TaskEvents::assigned);
    }

    Task given(Task task, Assignment to, @Nullable LocalDate dueOn, Act act) {
        return task.assign(to.leadUnits(), to.responsibleUnits(), to.postId(), dueOn, act)
                .counted(today(), calendar);
    }

    /** @throws Refusal {@code due-before-start} for a day that is over */
    void requireFuture(@Nullable LocalDate dueOn) {
        if (dueOn != null && dueOn.isBefore(today())) {
            throw Refusal.invalid("due-before-start").at("/dueOn");
        }
    }

    Task signFor(String id, Ask ask) {
        return step(id, ask, Fingerprint.of("sign-for"), Task::signFor, task -> TaskEvents.signedFor(task, ask.by()));
    }

    Task reportProgress(String id, String text, @Nullable Integer percent, List<String> evidence, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("report", text, String.valueOf(percent), evidence),
                (task, act) -> task.reportProgress(text, percent, evidence(evidence, ask.by()), act),
                task -> TaskEvents.reported(task, ask.by()));
    }

    Task raiseDifficulty(String id, String text, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("difficulty", text),
                (task, act) -> task.raiseDifficulty(text, act),
                task -> TaskEvents.stuck(task, ask.by(), text));
    }

    Task applyCloseOut(String id, String statement, @Nullable String unmet, List<String> evidence, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("apply", statement, evidence, String.valueOf(unmet)),
                (task, act) -> task.applyCloseOut(statement, unmet, evidence(evidence, ask.by()), act),
                task -> TaskEvents.applied(task, ask.by()));
    }

    Task close(String id, @Nullable String note, Ask ask) {
        return stepTelling(
                id,
                ask,
                Fingerprint.of("close", String.valueOf(note)),
                (task, act) -> task.close(note, act),
                TaskEvents::closedWithAbsorbed);
    }

    Task returnToUnits(String id, @Nullable String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("return", String.valueOf(reason)),
                (task, act) -> task.returnToUnits(reason, act),
                task -> TaskEvents.returned(task, String.valueOf(reason)));
    }

    Task answerDifficulty(String id, String difficultyId, String text, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("answer", difficultyId, text),
                (task, act) -> task.answerDifficulty(difficultyId, text, act),
                task -> TaskEvents.difficultyAnswered(task, text));
    }

    Task askExtension(String id, LocalDate until, String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("ask-extension", String.valueOf(until), reason),
                (task, act) -> task.askExtension(until, reason, act),
                task -> TaskEvents.extensionAsked(task, ask.by(), until, reason));
    }

    Task grantExtension(String id, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("grant-extension", String.valueOf(note)),
                (task, act) -> task.grantExtension(note, act),
                task -> TaskEvents.extensionDecided(task, true, note));
    }

    Task refuseExtension(String id, @Nullable String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("refuse-extension", String.valueOf(reason)),
                (task, act) -> task.refuseExtension(reason, act),
                task -> TaskEvents.extensionDecided(task, false, reason));
    }

    Task handOver(String id, String leadUnitId, List<String> responsibleUnitIds, String reason, Ask ask) {
        var lead = List.of(leadUnitId);
        return step(
                id,
                ask,
                Fingerprint.of("hand-over", lead, responsibleUnitIds, reason),
                (task, act) -> {
                    var next = between(lead, responsibleUnitIds);
                    return task.handOver(next.leadUnits(), next.responsibleUnits(), next.postId(), reason, act);
                },
                TaskEvents::assigned);
    }

    Task remind(String id, @Nullable String note, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("remind", String.valueOf(note)),
                (task, act) -> task.remind(note, act),
                task -> TaskEvents.reminded(task, Reminding.BY_HAND, note == null ? "请抓紧办理" : note));
    }

    Task suspend(String id, @Nullable String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("suspend", String.valueOf(reason)),
                (task, act) -> task.suspend(reason, act),
                task -> TaskEvents.suspended(task, String.valueOf(reason)));
    }

    /** The working days that were left when the task was suspended are left again. */
    Task resume(String id, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("resume"),
                (task, act) -> task.resume(
                        task.state() == State.SUSPENDED ? laterBy(task.course().lastPause()) : null, act),
                TaskEvents::resumed);
    }

    Task reopen(String id, @Nullable String reason, Ask ask) {
        return step(
                id,
                ask,
                Fingerprint.of("reopen", String.valueOf(reason)),
                (task, act) -> task.reopen(reason, act),
                task -> TaskEvents.reopened(task, String.valueOf(reason)));
    }

    private @Nullable LocalDate laterBy(Course.Pause pause) {
        var dueOn = pause.dueOn();
        var stopped = LocalDate.ofInstant(pause.from(), clock.getZone());
        if (dueOn == null || !dueOn.isAfter(stopped)) {
            return dueOn;
        }
        var left = Light.workdays(stopped, dueOn, calendar::isWorkday);
        var day = today();
        while (left > 0) {
            day = day.plusDays(1);
            left -= calendar.isWorkday(day) ? 1 : 0;
        }
        return day.isAfter(dueOn) ? day : dueOn;
    }

    /**
     * A step under a key that was used already answers the task as it is: a double click steps once. Without an {@code
     * If-Match}, a step is tried again on what somebody else has just written, and then allowed or refused by it.
     */
    private Task step(
            String id,
            Ask ask,
            String fingerprint,
            BiFunction<Task, Act, Task> rule,
            Function<Task, DomainEvent> event) {
        return stepTelling(id, ask, fingerprint, rule, next -> List.of(event.apply(next)));
    }

    Task stepTelling(
            String id,
            Ask ask,
            String fingerprint,
            BiFunction<Task, Act, Task> rule,
            Function<Task, List<DomainEvent>> events) {
        var act = new Act(ask.actOn(id), fingerprint, ask.by(), clock.instant());
        for (var attempt = 1; ; attempt++) {
            var task = tasks.get(id, ask.by());
            var done = task.entryOf(act.id());
            if (done.isPresent()) {
                ask.key().sameRequest(done.get().fingerprint(), fingerprint);
                return task;
            }
            Meanwhile.require(ask.ifMatch(), task);
            var next = rule.apply(task, act);
            try {
                return tasks.replace(next, events.apply(next).toArray(DomainEvent[]::new));
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || attempt == TRIES) {
                    throw refusal;
                }
                // With an If-Match, the next look says what the other did.
            }
        }
    }

    private Task open(String id, Opening opening, Act act) {
        var who = grouped(between(List.of(opening.leadUnitId()), opening.responsibleUnitIds()), opening.groupId());
        var inCharge = opening.inCharge();
        var task = tasks.sealed(
                Task.open(id, opening.duty(), inCharge == null ? who : who.under(posts.charge(inCharge)), act)
                        .scheduled(opening.schedule())
                        .counted(today(), calendar));
        var events =
                task.state() == State.ASSIGNED ? new DomainEvent[] {TaskEvents.assigned(task)} : new DomainEvent[0];
        // Lost a race against the same request: the winner's task is the one.
        return tasks.open(task, events) ? task : tasks.find(id).orElseThrow();
    }

    /** @throws Refusal {@code unknown-group} */
    private Assignment grouped(Assignment who, @Nullable String groupId) {
        if (groupId == null) {
            return who;
        }
        var name = directory.groupIds().entrySet().stream()
                .filter(group -> group.getValue().equals(groupId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("unknown-group", groupId).at("/groupId"));
        return who.inGroup(groupId, name);
    }

    /** @throws Refusal {@code unknown-unit} */
    Assignment between(List<String> lead, List<String> responsible) {
        var units = directory.units();
        var who = Assignment.of(
                TaskParties.named(lead, units, "/leadUnitId"),
                TaskParties.named(responsible, units, "/responsibleUnitIds"));
        return who.answeredBy(TaskParties.headPost(who, units));
    }

    List<Evidence> evidence(List<String> ids, Caller by) {
        return files.own(ids, by).stream()
                .map(file -> new Evidence(file.id(), file.name(), file.size()))
                .toList();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
