package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.time.WorkingCalendar;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The milestones of a task as somebody wants them: by days, or by the working days that each takes, and then planned
 * backwards from the end (A051).
 */
public record MilestonePlan(List<Step> steps) {

    static final int MOST_STEPS = 30;

    /** @param id of a milestone that is there already; null for a new one */
    public record Step(
            @Nullable String id,
            String name,
            @Nullable Stage stage,
            @Nullable LocalDate dueOn,
            @Nullable Integer workdays) {

        Step on(LocalDate day) {
            return new Step(id, name, stage, day, workdays);
        }
    }

    public MilestonePlan {
        steps = List.copyOf(steps);
    }

    /**
     * Every step by its day. Where working days are given, the last step ends on the due date and each begins the
     * working day after the one before it has ended; what is done stays where it is.
     *
     * @param fixed whether a step stands for a milestone that is done
     * @param today the first step begins on the next working day at the earliest
     * @throws Refusal {@code milestones-mixed}, {@code milestones-need-due}, {@code milestones-do-not-fit}
     */
    MilestonePlan dated(Predicate<Step> fixed, @Nullable LocalDate dueOn, LocalDate today, WorkingCalendar calendar) {
        var free = steps.stream().filter(fixed.negate()).toList();
        if (free.stream().allMatch(step -> step.dueOn() != null)) {
            return this;
        }
        if (free.stream().anyMatch(step -> step.workdays() == null || step.dueOn() != null)) {
            throw Refusal.invalid("milestones-mixed").at("/milestones");
        }
        if (dueOn == null) {
            throw Refusal.invalid("milestones-need-due").at("/milestones");
        }
        var dated = new LinkedList<Step>();
        var day = dueOn;
        for (var at = steps.size() - 1; at >= 0; at--) {
            var step = steps.get(at);
            if (fixed.test(step)) {
                dated.addFirst(step);
                continue;
            }
            dated.addFirst(step.on(day));
            day = before(day, Objects.requireNonNull(step.workdays()), calendar);
        }
        if (day.isBefore(today)) {
            var wanted = free.stream()
                    .mapToInt(step -> Objects.requireNonNull(step.workdays()))
                    .sum();
            throw Refusal.invalid("milestones-do-not-fit", wanted, Math.max(0, calendar.workdaysBetween(today, dueOn)))
                    .at("/milestones");
        }
        return new MilestonePlan(dated);
    }

    /** The last working day before the n working days that end with the given day. */
    private static LocalDate before(LocalDate end, int n, WorkingCalendar calendar) {
        var day = end;
        for (var left = n; left > 0; day = day.minusDays(1)) {
            left -= calendar.isWorkday(day) ? 1 : 0;
        }
        while (!calendar.isWorkday(day)) {
            day = day.minusDays(1);
        }
        return day;
    }

    /**
     * The milestones of a task that was to be planned so.
     *
     * @throws Refusal {@code no-such-milestone}, {@code milestone-done} for one that is done and would be changed or left
     *     out, {@code milestone-outside} and {@code milestone-out-of-order} for days that do not fit, {@code
     *     stages-required} where the four stages are asked for (A052), {@code reason-required} when one is moved or
     *     left out
     */
    List<Milestone> over(Task task, LocalDate today, @Nullable String reason, Act act) {
        var before = task.schedule().milestones();
        var found = IntStream.range(0, steps.size())
                .mapToObj(at -> milestone(at, task, reason, act))
                .toList();
        for (var old : before) {
            if (found.stream().noneMatch(each -> each.id().equals(old.id()))) {
                if (old.isDone()) {
                    throw Refusal.conflict("milestone-done", old.name()).at("/milestones");
                }
                given(reason);
            }
        }
        inOrder(found);
        within(found, before, today, task.duty().dueOn());
        if (task.duty().kind() == TaskKind.HUNDRED_DAYS) {
            staged(found);
        }
        return found;
    }

    private Milestone milestone(int at, Task task, @Nullable String reason, Act act) {
        var step = steps.get(at);
        var day = Objects.requireNonNull(step.dueOn());
        if (step.id() == null) {
            return new Milestone(act.id() + "-" + at, step.name(), day, step.stage(), step.workdays(), List.of(), null);
        }
        var pointer = "/milestones/" + at;
        var old = task.schedule()
                .milestone(step.id())
                .filter(known -> steps.stream()
                                .filter(each -> known.id().equals(each.id()))
                                .count()
                        == 1)
                .orElseThrow(() -> Refusal.missing("no-such-milestone").at(pointer));
        var same = old.dueOn().equals(day) && old.name().equals(step.name()) && old.stage() == step.stage();
        if (same) {
            return old;
        }
        if (old.isDone()) {
            throw Refusal.conflict("milestone-done", old.name()).at(pointer);
        }
        return old.planned(step, day, old.dueOn().equals(day) ? "" : given(reason), act);
    }

    private static void inOrder(List<Milestone> all) {
        for (var at = 1; at < all.size(); at++) {
            var one = all.get(at - 1);
            var next = all.get(at);
            if (next.dueOn().isBefore(one.dueOn())) {
                throw Refusal.invalid("milestone-out-of-order", next.name(), one.name())
                        .at("/milestones/%d/dueOn".formatted(at));
            }
        }
    }

    /** A day that was there before may lie in the past; a new one not. */
    private static void within(List<Milestone> all, List<Milestone> before, LocalDate today, @Nullable LocalDate end) {
        for (var at = 0; at < all.size(); at++) {
            var one = all.get(at);
            var kept = before.stream()
                    .anyMatch(old -> old.id().equals(one.id()) && old.dueOn().equals(one.dueOn()));
            if (!kept
                    && (one.dueOn().isBefore(today)
                            || end != null && one.dueOn().isAfter(end))) {
                throw Refusal.invalid("milestone-outside", one.name(), today, end == null ? "没有固定期限" : end)
                        .at("/milestones/%d/dueOn".formatted(at));
            }
        }
    }

    /** All four, each once, in their order. */
    private static void staged(List<Milestone> all) {
        var stages = all.stream().map(Milestone::stage).filter(Objects::nonNull).toList();
        if (!stages.equals(Arrays.asList(Stage.values()))) {
            throw Refusal.invalid("stages-required").at("/milestones");
        }
    }

    private static String given(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("reason-required").at("/reason");
        }
        return reason;
    }
}
