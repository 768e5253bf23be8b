package io.sanhang.task.activity;

import io.sanhang.support.security.Caller;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.TaskFact;
import io.sanhang.task.task.TaskFacts;
import io.sanhang.task.task.TaskKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Who owes which record, computed from the records there are: the monthly dispatch of each running key project (A029),
 * the result report of each closed task (A036), each unit's agenda item of the quarter (A102) and implementation opinion
 * (A032). A project that stood still or was closed at the end of a month owes nothing for it.
 */
@Service
public class Owing {

    /** The type whose records the bulletin counts by month. */
    public static final String DISPATCH = "dispatch";

    private final ActivityRepository activities;
    private final ActivityTypes types;
    private final TaskFacts tasks;
    private final Directory directory;
    private final WorkingCalendar calendar;
    private final ActivityProperties settings;
    private final Clock clock;

    Owing(
            ActivityRepository activities,
            ActivityTypes types,
            TaskFacts tasks,
            Directory directory,
            WorkingCalendar calendar,
            ActivityProperties settings,
            Clock clock) {
        this.activities = activities;
        this.types = types;
        this.tasks = tasks;
        this.directory = directory;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    /** The present period of a type, or the one that was asked for. */
    Period period(ActivityType type, @Nullable String code) {
        if (code != null && !code.isBlank()) {
            return Period.of(code);
        }
        var owed = type.owed();
        return (owed == null ? Period.Length.MONTH : owed.per()).of(LocalDate.now(clock));
    }

    /** In the caller's scope; what is missed first. */
    public List<OwedRecord> of(String typeCode, Period period, Caller caller) {
        var type = types.get(typeCode);
        var owed = type.owed();
        if (owed == null || period.from().isAfter(LocalDate.now(clock))) {
            return List.of();
        }
        var all = period.length() == owed.per()
                ? within(type, owed.by(), period, caller)
                : parts(period, owed.per())
                        .flatMap(part -> within(type, owed.by(), part, caller).stream())
                        .toList();
        var today = LocalDate.now(clock);
        return all.stream()
                .sorted(Comparator.comparing((OwedRecord each) -> each.standing(today))
                        .reversed())
                .toList();
    }

    /** A longer period than the one it is owed by is the sum of its parts; a shorter one is the part it lies in. */
    private Stream<Period> parts(Period period, Period.Length per) {
        var today = LocalDate.now(clock);
        return period.months()
                .map(month -> per.of(month.from()))
                .distinct()
                .filter(part -> !part.from().isAfter(today));
    }

    private List<OwedRecord> within(ActivityType type, ActivityType.Debtor by, Period period, Caller caller) {
        return switch (by) {
            case UNIT -> ofUnits(type, period, caller);
            case KEY_PROJECT -> ofProjects(type, period, caller);
            case CLOSED_TASK -> ofClosed(type, period, caller);
        };
    }

    private List<OwedRecord> ofUnits(ActivityType type, Period period, Caller caller) {
        Map<String, Activity> first = activities.of(type.code(), period).stream()
                .collect(Collectors.toMap(
                        each -> String.valueOf(each.unit().id()), Function.identity(), (one, next) -> one));
        return directory.units().entrySet().stream()
                .filter(unit -> caller.seesUnit(unit.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(unit -> owed(
                        type,
                        null,
                        unit.getValue().name(),
                        List.of(new Party(unit.getKey(), unit.getValue().name())),
                        period,
                        period.to(),
                        first.get(unit.getKey())))
                .toList();
    }

    private List<OwedRecord> ofProjects(ActivityType type, Period period, Caller caller) {
        var now = clock.instant();
        var end = period.end().minusMillis(1);
        var first = byTask(activities.of(type.code(), period));
        return tasks.ofKind(TaskKind.KEY_PROJECT, caller).stream()
                .filter(project ->
                        first.containsKey(project.id()) || owes(project, period, end.isAfter(now) ? now : end))
                .map(project -> owed(type, project, period, period.to(), first.get(project.id())))
                .toList();
    }

    /** It ran before the month began and runs at its end. */
    private static boolean owes(TaskFact project, Period period, Instant end) {
        return project.existedBefore(period.start()) && project.ranAt(end);
    }

    private List<OwedRecord> ofClosed(ActivityType type, Period period, Caller caller) {
        var closed = tasks.closed(period.start(), period.end(), caller);
        var first = byTask(
                activities.about(type.code(), closed.stream().map(TaskFact::id).toList()));
        return closed.stream()
                .map(task -> owed(type, task, period, reportDueOn(task), first.get(task.id())))
                .toList();
    }

    private LocalDate reportDueOn(TaskFact task) {
        return calendar.addWorkdays(day(task.closedAt().orElseThrow()), settings.reportWithin());
    }

    private static Map<String, Activity> byTask(List<Activity> records) {
        var first = new HashMap<String, Activity>();
        records.forEach(each -> each.about().forEach(id -> first.putIfAbsent(id, each)));
        return first;
    }

    private OwedRecord owed(
            ActivityType type, TaskFact task, Period period, LocalDate dueOn, @Nullable Activity record) {
        var lead = task.leadUnits().stream().filter(unit -> unit.id() != null).toList();
        return owed(type, task.id(), task.title(), lead, period, dueOn, record);
    }

    private OwedRecord owed(
            ActivityType type,
            @Nullable String taskId,
            String title,
            List<Party> units,
            Period period,
            LocalDate dueOn,
            @Nullable Activity record) {
        return new OwedRecord(
                type.code(),
                taskId,
                title,
                units,
                period,
                dueOn,
                record == null ? null : record.id(),
                record == null ? null : day(record.writtenAt()));
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone());
    }
}
