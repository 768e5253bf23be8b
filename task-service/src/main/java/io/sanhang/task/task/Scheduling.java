package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.time.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a task that concern its time and its numbers. Who may take them is {@link Task}'s to say. */
public final class Scheduling {

    private Scheduling() {}

    /** The days that a plan would have; nothing is changed. */
    static MilestonePlan dated(Task task, MilestonePlan plan, LocalDate today, WorkingCalendar calendar) {
        return plan.dated(
                step -> step.id() != null
                        && task.schedule()
                                .milestone(step.id())
                                .filter(Milestone::isDone)
                                .isPresent(),
                task.duty().dueOn(),
                today,
                calendar);
    }

    /**
     * All milestones at once, as they depend on one another (A051).
     *
     * @throws Refusal {@code nothing-changed}, and what {@link MilestonePlan} refuses
     */
    public static Task plan(
            Task task,
            MilestonePlan plan,
            @Nullable String reason,
            LocalDate today,
            WorkingCalendar calendar,
            Act act) {
        var known = task.schedule().milestones();
        return task.scheduledAs(Step.SET_MILESTONES, act, schedule -> {
            var next = dated(task, plan, today, calendar).over(task, today, reason, act);
            var why = reason == null || reason.isBlank() ? "" : "\n" + reason.strip();
            var note = Edits.between(known, next).orElseThrow(() -> Refusal.invalid("nothing-changed"));
            return new Task.Scheduled(schedule.planning(next), note + why);
        });
    }

    /**
     * A unit has done one of them.
     *
     * @throws Refusal {@code no-such-milestone}, {@code milestone-done}, {@code done-in-future}
     */
    public static Task done(
            Task task,
            String id,
            @Nullable LocalDate day,
            String note,
            List<Evidence> evidence,
            LocalDate today,
            Act act) {
        return task.scheduledAs(Step.DO_MILESTONE, act, schedule -> {
            var one = milestone(schedule, id);
            if (one.isDone()) {
                throw Refusal.conflict("milestone-done", one.name());
            }
            var on = day == null ? today : day;
            if (on.isAfter(today)) {
                throw Refusal.invalid("done-in-future").at("/on");
            }
            var by = act.by();
            var done = new Milestone.Done(on, act.at(), by.id(), by.name(), by.unitId(), note, evidence);
            return new Task.Scheduled(
                    schedule.milestone(id, each -> each.done(done)), "“%s”：%s".formatted(one.name(), note));
        });
    }

    /** The office does not accept it as done. */
    static Task returned(Task task, String id, String reason, Act act) {
        return task.scheduledAs(Step.RETURN_MILESTONE, act, schedule -> {
            var one = milestone(schedule, id);
            if (!one.isDone()) {
                throw Refusal.conflict("milestone-not-done", one.name());
            }
            return new Task.Scheduled(
                    schedule.milestone(id, each -> each.done(null)), "“%s”：%s".formatted(one.name(), reason));
        });
    }

    /** @throws Refusal {@code too-many-targets}, {@code goal-required}, {@code target-exists} */
    static Task aim(Task task, Target target, String reason, Act act) {
        return task.scheduledAs(Step.SET_TARGETS, act, schedule -> {
            require(schedule, target);
            return new Task.Scheduled(schedule.plus(target), "增加指标：%s\n%s".formatted(target.words(), reason));
        });
    }

    /** @throws Refusal {@code no-such-target} for one that is not there or dropped */
    static Task drop(Task task, String id, String reason, LocalDate today, Act act) {
        return task.scheduledAs(Step.SET_TARGETS, act, schedule -> {
            var one = target(schedule, id);
            var next = schedule.target(id, each -> each.dropped(mark(act, today, reason)));
            return new Task.Scheduled(next, "取消指标：%s\n%s".formatted(one.words(), reason));
        });
    }

    /** @throws Refusal {@code no-such-target}, {@code target-is-list}, {@code done-in-future}, and what {@link Target#read} refuses */
    public static Task read(Task task, String id, Target.Reading reading, LocalDate today, Act act) {
        return task.scheduledAs(Step.RECORD_READING, act, schedule -> {
            var one = target(schedule, id);
            if (one.isList()) {
                throw Refusal.conflict("target-is-list", one.name());
            }
            if (reading.on().isAfter(today)) {
                throw Refusal.invalid("done-in-future").at("/on");
            }
            var note = "%s：%s %s%s，数据来源：%s%s"
                    .formatted(
                            one.name(),
                            reading.on(),
                            reading.value(),
                            one.unit(),
                            reading.source(),
                            reading.corrects() == null ? "" : "\n更正：" + reading.reason());
            return new Task.Scheduled(schedule.target(id, each -> each.read(reading)), note);
        });
    }

    static Task list(Task task, String id, List<String> names, Act act) {
        return task.scheduledAs(Step.KEEP_LIST, act, schedule -> {
            var one = listOf(schedule, id);
            return new Task.Scheduled(
                    schedule.target(id, each -> each.listing(names, act.id())),
                    "“%s”列入 %d 项：%s".formatted(one.name(), names.size(), String.join("、", names)));
        });
    }

    public static Task close(Task task, String id, String entryId, String note, LocalDate today, Act act) {
        return task.scheduledAs(Step.KEEP_LIST, act, schedule -> {
            var entry = listOf(schedule, id).entryOf(entryId);
            return new Task.Scheduled(
                    schedule.target(id, each -> each.closing(entryId, mark(act, today, note))),
                    "“%s”销号：%s".formatted(entry.name(), note));
        });
    }

    /** The office takes back that one was closed, or takes one off the list. */
    static Task correct(Task task, String id, String entryId, boolean strike, String reason, LocalDate today, Act act) {
        return task.scheduledAs(Step.SET_TARGETS, act, schedule -> {
            var entry = listOf(schedule, id).entryOf(entryId);
            return new Task.Scheduled(
                    schedule.target(
                            id,
                            each -> strike
                                    ? each.striking(entryId, mark(act, today, reason))
                                    : each.reopening(entryId)),
                    "“%s”%s：%s".formatted(entry.name(), strike ? "不再列入" : "重新打开", reason));
        });
    }

    /**
     * Why targets are not reached; null when all are.
     *
     * @throws Refusal {@code unmet-reason-required} when one is not and nobody says why
     */
    static @Nullable String unmet(Schedule schedule, @Nullable String why) {
        var open = schedule.targets().stream()
                .filter(Target::isLive)
                .filter(target -> !target.isMet())
                .map(target -> "“" + target.name() + "”")
                .collect(Collectors.joining("、"));
        if (open.isEmpty()) {
            return null;
        }
        if (why == null || why.isBlank()) {
            throw Refusal.invalid("unmet-reason-required", open).at("/unmet");
        }
        return why.strip();
    }

    private static void require(Schedule schedule, Target target) {
        if (schedule.targets().stream().filter(Target::isLive).count() >= Target.MOST) {
            throw Refusal.conflict("too-many-targets", Target.MOST);
        }
        if (schedule.targets().stream()
                .anyMatch(each -> each.isLive() && each.name().equals(target.name()))) {
            throw Refusal.conflict("target-exists", target.name()).at("/name");
        }
        if (!target.isList() && target.goal() == null && target.aim() != Target.Aim.RISE) {
            throw Refusal.invalid("goal-required").at("/goal");
        }
        Optional.ofNullable(target.goal()).ifPresent(goal -> Target.fits(target.kind(), goal, "/goal"));
        Optional.ofNullable(target.base()).ifPresent(base -> Target.fits(target.kind(), base, "/base"));
    }

    private static Milestone milestone(Schedule schedule, String id) {
        return schedule.milestone(id).orElseThrow(() -> Refusal.missing("no-such-milestone"));
    }

    private static Target target(Schedule schedule, String id) {
        return schedule.target(id).filter(Target::isLive).orElseThrow(() -> Refusal.missing("no-such-target"));
    }

    private static Target listOf(Schedule schedule, String id) {
        return Optional.of(target(schedule, id))
                .filter(Target::isList)
                .orElseThrow(() -> Refusal.missing("no-such-target"));
    }

    private static Target.Mark mark(Act act, LocalDate today, String note) {
        return new Target.Mark(act.at(), today, act.by().name(), act.by().unitId(), note);
    }
}
