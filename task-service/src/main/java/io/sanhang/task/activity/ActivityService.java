package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.file.Files;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Duty;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Origin;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.State;
import io.sanhang.task.task.TaskFact;
import io.sanhang.task.task.TaskFacts;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskService;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writing, correcting and withdrawing records, and making tasks of what they decided. */
@Service
class ActivityService {

    /** What the tasks made of decisions name as their origin; its id is the record's and the decision's. */
    static final String ORIGIN = "activity";

    private static final int TRIES = 5;
    private static final int LONGEST_TITLE = 60;

    private final ActivityRepository activities;
    private final ActivityTypes types;
    private final EnterpriseNames enterprises;
    private final TaskFacts facts;
    private final TaskService tasks;
    private final Directory directory;
    private final Files files;
    private final Clock clock;

    ActivityService(
            ActivityRepository activities,
            ActivityTypes types,
            EnterpriseNames enterprises,
            TaskFacts facts,
            TaskService tasks,
            Directory directory,
            Files files,
            Clock clock) {
        this.activities = activities;
        this.types = types;
        this.enterprises = enterprises;
        this.facts = facts;
        this.tasks = tasks;
        this.directory = directory;
        this.files = files;
        this.clock = clock;
    }

    Page<Activity> list(ActivityRepository.Query query, Caller caller, PageRequest page) {
        return activities.list(query, caller, page);
    }

    Activity get(String id, Caller caller) {
        return activities.get(id, caller);
    }

    /** The same key writes one record, however often it is sent. */
    Activity write(String typeCode, @Nullable String unitId, Draft draft, Caller by, IdempotencyKey key) {
        var id = key.idFor("activities/" + by.id());
        var act = new Act(id, Fingerprint.of(typeCode, String.valueOf(unitId), draft), by, clock.instant());
        var existing = activities.find(id);
        if (existing.isPresent()) {
            if (existing.get().is(act)) {
                key.sameRequest(existing.get().last().fingerprint(), act.fingerprint());
            }
            return existing.get();
        }
        var type = types.get(typeCode);
        mayWrite(type, by);
        var owner = owner(unitId, by);
        var checked = checked(draft, type, owner, evidence(draft, Set.of(), by), Set.of(), act);
        var activity = Activity.write(id, type, owner, checked.content(), checked.concerns(), act);
        // Lost a race against the same request: the winner's record is the one.
        return activities.insertNew(activity) ? activity : activities.find(id).orElseThrow();
    }

    Activity correct(String id, Draft draft, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return change(id, by, key, ifMatch, Fingerprint.of("correct", draft), (before, act) -> {
            var kept = before.content().evidence().stream().map(Evidence::id).collect(Collectors.toSet());
            var decisions = before.content().decisions().stream()
                    .map(Content.Decision::id)
                    .collect(Collectors.toSet());
            var shown = evidence(before, draft, kept, by);
            var checked = checked(draft, types.get(before.type()), before.unit(), shown, decisions, act);
            return before.correct(checked.content(), checked.concerns(), act);
        });
    }

    Activity withdraw(String id, String reason, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return change(
                id,
                by,
                key,
                ifMatch,
                Fingerprint.of("withdraw", reason),
                (before, act) -> before.withdraw(reason, act));
    }

    /**
     * One task for one decision: asking again finds it. The task is opened first, so whatever stops half way is finished
     * by the next click (A033, A129).
     */
    Activity makeTask(String id, String decisionId, Caller by) {
        for (var attempt = 1; ; attempt++) {
            var activity = activities.get(id, by);
            var decision = activity.content().decision(decisionId);
            if (decision.taskId() != null) {
                return activity;
            }
            activity.mustStand();
            var task = tasks.openFor(new Origin(ORIGIN, id + "/" + decisionId), opening(activity, decision), by.name());
            try {
                var next = activity.decided(decisionId, task.id());
                activities.replace(next);
                return next;
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || attempt == TRIES) {
                    throw refusal;
                }
            }
        }
    }

    /** The tasks that a record's decisions became, by id. */
    Map<String, TaskFact> tasksOf(Activity activity) {
        var ids = activity.content().decisions().stream()
                .map(Content.Decision::taskId)
                .filter(Objects::nonNull)
                .toList();
        return ids.isEmpty() ? Map.of() : facts.known(ids);
    }

    boolean mayWrite(ActivityType type, Set<String> roles) {
        return roles.stream().anyMatch(type.writers()::contains);
    }

    private TaskService.Opening opening(Activity activity, Content.Decision decision) {
        var words = decision.text();
        var title = words.length() > LONGEST_TITLE ? words.substring(0, LONGEST_TITLE) + "……" : words;
        var from = "%s（%s，%s）议定。"
                .formatted(
                        activity.content().title(),
                        types.get(activity.type()).name(),
                        activity.content().on());
        var duty = Duty.of(title, words + "\n\n" + from, TaskKind.ROUTINE)
                .due(decision.dueOn())
                .because(new Origin(ORIGIN, activity.id() + "/" + decision.id()));
        return TaskService.Opening.of(
                duty, Objects.requireNonNull(decision.mustHaveUnit().id()), List.of());
    }

    private void mayWrite(ActivityType type, Caller by) {
        if (!mayWrite(type, by.roles())) {
            throw Refusal.forbidden("not-your-record-type", type.name());
        }
    }

    /**
     * A unit records for itself; the office for any, and a leader for those led.
     *
     * @throws Refusal {@code unit-required}, {@code unknown-unit}, {@code not-your-record}
     */
    private Party owner(@Nullable String unitId, Caller by) {
        var id = unitId == null || unitId.isBlank() ? by.unitId() : unitId;
        if (id == null) {
            throw Refusal.invalid("unit-required").at("/unitId");
        }
        if (!by.seesUnit(id)) {
            throw Refusal.forbidden("not-your-record");
        }
        var unit = directory.units().get(id);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", id).at("/unitId");
        }
        return new Party(id, unit.name());
    }

    private Draft.Checked checked(
            Draft draft, ActivityType type, Party owner, List<Evidence> shown, Set<String> decisions, Act act) {
        var around = new Draft.Around(owner, shown, LocalDate.now(clock), act.id(), decisions);
        return draft.against(type, around, new Lookup(directory.units(), enterprises, facts, act.by()));
    }

    private List<Evidence> evidence(Draft draft, Set<String> kept, Caller by) {
        var fresh = draft.evidence().stream().filter(id -> !kept.contains(id)).toList();
        return files.own(fresh, by).stream()
                .map(file -> new Evidence(file.id(), file.name(), file.size()))
                .toList();
    }

    /** What was shown before may stay, also when somebody else brought it. */
    private List<Evidence> evidence(Activity before, Draft draft, Set<String> kept, Caller by) {
        var wanted = new HashSet<>(draft.evidence());
        return Stream.concat(
                        before.content().evidence().stream().filter(file -> wanted.contains(file.id())),
                        evidence(draft, kept, by).stream())
                .toList();
    }

    private Activity change(
            String id,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch,
            String fingerprint,
            BiFunction<Activity, Act, Activity> rule) {
        var act = new Act(key.idFor("activities/" + id + "/" + by.id()), fingerprint, by, clock.instant());
        var before = activities.get(id, by);
        if (before.is(act)) {
            key.sameRequest(before.last().fingerprint(), fingerprint);
            return before;
        }
        ifMatch.require(before);
        var next = rule.apply(before, act);
        activities.replace(next);
        return next;
    }

    /** Looks up what a draft names, as its writer may see it. */
    private record Lookup(Map<String, Directory.Unit> units, EnterpriseNames enterprises, TaskFacts facts, Caller by)
            implements Draft.Names {

        @Override
        public Draft.@Nullable Named unit(String id) {
            var unit = units.get(id);
            return unit == null ? null : new Draft.Named(id, unit.name(), List.of(id));
        }

        @Override
        public Draft.@Nullable Named enterprise(String id) {
            var name = enterprises.nameOf(id);
            return name == null ? null : new Draft.Named(id, name, List.of());
        }

        @Override
        public Draft.@Nullable Named task(String id, @Nullable String only) {
            try {
                var task = facts.get(id, by);
                var wanted = only == null
                        || (only.equals("closed") && task.state() == State.CLOSED)
                        || only.equals(task.kind().code());
                return wanted ? new Draft.Named(id, task.title(), task.unitIds()) : null;
            } catch (Refusal refusal) {
                return null;
            }
        }
    }
}
