package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.MARKET;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.assigned;
import static io.sanhang.task.task.People.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Milestones planned backwards, and how one that slips pushes the later ones (A051, A052). */
class MilestoneTest {

    private static final WorkingCalendar CALENDAR = new WorkingCalendar();
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);
    private static final LocalDate END = LocalDate.of(2026, 10, 16);

    @Test
    @Covers("A051")
    void working_days_are_counted_back_from_the_end_over_a_holiday() {
        var planned =
                planned(days("勘察", 5), days("施工", 8), days("验收", 4)).schedule().milestones();

        // 25 September is a holiday; 20 September and 10 October are worked for National Day.
        assertThat(planned)
                .extracting(Milestone::dueOn)
                .containsExactly(LocalDate.of(2026, 9, 23), LocalDate.of(2026, 10, 12), END);
        assertThat(planned).extracting(Milestone::workdays).containsExactly(5, 8, 4);
    }

    @Test
    @Covers("A051")
    void a_plan_that_does_not_fit_is_refused() {
        refused("milestones-do-not-fit", () -> planned(days("勘察", 15), days("施工", 8)));
        refused("milestones-mixed", () -> planned(days("勘察", 5), on("验收", END)));
        refused("milestone-outside", () -> planned(on("勘察", TODAY.minusDays(1))));
        refused("milestone-outside", () -> planned(on("勘察", END.plusDays(1))));
        refused("milestone-out-of-order", () -> planned(on("施工", END), on("勘察", TODAY)));
        refused("no-such-milestone", () -> planned(new MilestonePlan.Step("m-9", "勘察", null, END, null)));
        refused("milestones-need-due", () -> plan(signed().due(null), null, days("勘察", 5)));
        refused("nothing-changed", () -> planned());
    }

    @Test
    @Covers("A051")
    void the_office_and_the_lead_unit_plan_and_a_working_unit_reports() {
        refused(
                "lead-unit-only",
                () -> Scheduling.plan(
                        signed(), new MilestonePlan(List.of(on("验收", END))), null, TODAY, CALENDAR, act(HEALTH)));
        refused(
                "not-your-task",
                () -> Scheduling.plan(
                        signed(), new MilestonePlan(List.of(on("验收", END))), null, TODAY, CALENDAR, act(MARKET)));
        refused(
                "illegal-step",
                () -> Scheduling.plan(
                        due(assigned()), new MilestonePlan(List.of(on("验收", END))), null, TODAY, CALENDAR, act(EDU)));

        var task = planned(on("勘察", TODAY.plusDays(4)), on("验收", END));
        var first = id(task, 0);
        refused("not-your-task", () -> done(task, first, TODAY, act(OFFICE)));
        refused("illegal-step", () -> done(task, first, TODAY, act(HEALTH)));
        refused(
                "done-in-future",
                () -> Scheduling.done(task, first, TODAY.plusDays(1), "好", List.of(), TODAY, act(EDU)));
        var done = done(task, first, TODAY, act(EDU));

        assertThat(done.schedule().nextOn()).isEqualTo(END);
        assertThat(done.history().get(done.history().size() - 1).note()).contains("勘察");
        assertThat(done.historyIsIntact()).isTrue();
        refused("milestone-done", () -> done(done, first, TODAY, act(EDU)));
        refused("milestone-done", () -> plan(done, null, on("验收", END)));
        assertThat(Scheduling.returned(done, first, "没有资料", act(OFFICE))
                        .schedule()
                        .nextOn())
                .isEqualTo(TODAY.plusDays(4));
        refused("milestone-not-done", () -> Scheduling.returned(done, id(done, 1), "没有资料", act(OFFICE)));
    }

    @Test
    @Covers("A051")
    void one_that_is_overdue_pushes_all_later_ones() {
        var task = planned(on("勘察", LocalDate.of(2026, 9, 16)), on("施工", LocalDate.of(2026, 9, 24)), on("验收", END));

        var forecast = Forecast.of(task, LocalDate.of(2026, 9, 21), CALENDAR);

        // 17, 18, 20 (worked) and 21 September: four working days.
        assertThat(forecast).extracting(Forecast::late).containsExactly(4, 4, 4);
        assertThat(forecast)
                .extracting(Forecast::on)
                .containsExactly(LocalDate.of(2026, 9, 21), LocalDate.of(2026, 10, 8), LocalDate.of(2026, 10, 22));
        assertThat(forecast.get(0).light().colour()).isEqualTo(Light.Colour.RED);
        assertThat(forecast.get(1).light().words()).isEqualTo("前面的节点拖后，预计顺延到2026年10月8日");
        assertThat(forecast.get(2).light().colour()).isEqualTo(Light.Colour.RED);
        assertThat(forecast.get(2).light().words()).endsWith("超过任务期限");
    }

    @Test
    @Covers("A051")
    void one_that_was_done_late_pushes_until_one_is_done_in_time() {
        var task = planned(on("勘察", LocalDate.of(2026, 9, 16)), on("施工", LocalDate.of(2026, 9, 24)), on("验收", END));
        var late = Scheduling.done(task, id(task, 0), null, "完成", List.of(), LocalDate.of(2026, 9, 18), act(EDU));

        var forecast = Forecast.of(late, LocalDate.of(2026, 9, 18), CALENDAR);
        assertThat(forecast.get(0).light().words()).isEqualTo("晚了 2 个工作日完成");
        assertThat(forecast.get(1).slips()).isTrue();
        assertThat(forecast.get(1).light().colour()).isEqualTo(Light.Colour.YELLOW);

        var caughtUp = Scheduling.done(late, id(task, 1), null, "完成", List.of(), LocalDate.of(2026, 9, 24), act(EDU));
        assertThat(Forecast.of(caughtUp, LocalDate.of(2026, 9, 24), CALENDAR)
                        .get(2)
                        .slips())
                .isFalse();
    }

    @Test
    @Covers("A051")
    void one_that_is_moved_with_a_reason_shows_on_the_later_ones() {
        var task = planned(on("勘察", LocalDate.of(2026, 9, 16)), on("施工", LocalDate.of(2026, 9, 24)), on("验收", END));
        var wanted = Stream.of(LocalDate.of(2026, 9, 18), LocalDate.of(2026, 9, 24), END)
                .toList();
        var steps = steps(task, wanted);
        refused("reason-required", () -> plan(task, " ", steps));

        var moved = plan(task, "连续降雨", steps);

        assertThat(moved.schedule().milestones().get(0).moves())
                .singleElement()
                .satisfies(move -> assertThat(move.reason()).isEqualTo("连续降雨"));
        assertThat(Forecast.of(moved, TODAY, CALENDAR))
                .extracting(Forecast::slips)
                .containsExactly(false, true, true);
        refused("reason-required", () -> plan(task, null, steps[0], steps[1]));
    }

    @Test
    @Covers("A052")
    void a_hundred_day_item_has_its_four_stages_in_order() {
        var task = Task.open(
                        "t-1", Duty.of("抢抓工期", "抢抓工期", TaskKind.HUNDRED_DAYS).due(END), between(), act(OFFICE))
                .signFor(act(EDU));
        var four = Arrays.stream(Stage.values())
                .map(stage ->
                        new MilestonePlan.Step(null, stage.words(), stage, TODAY.plusDays(5L * stage.ordinal()), null))
                .toArray(MilestonePlan.Step[]::new);
        refused("stages-required", () -> plan(task, null, four[0], four[1], four[2]));
        refused("stages-required", () -> plan(task, null, four[0], four[0], four[1], four[2], four[3]));
        refused(
                "stages-required",
                () -> plan(
                        task,
                        null,
                        four[1],
                        new MilestonePlan.Step(null, "早", Stage.QUICK_START, TODAY.plusDays(6), null)));

        assertThat(plan(task, null, four).schedule().milestones())
                .extracting(Milestone::stage)
                .containsExactly(Stage.values());
    }

    private static Task planned(MilestonePlan.Step... steps) {
        return plan(signed(), null, steps);
    }

    private static Task plan(Task task, @Nullable String reason, MilestonePlan.Step... steps) {
        return Scheduling.plan(task, new MilestonePlan(List.of(steps)), reason, TODAY, CALENDAR, act(EDU));
    }

    private static Task done(Task task, String id, LocalDate today, Act act) {
        return Scheduling.done(task, id, null, "勘察报告已出", List.of(), today, act);
    }

    private static MilestonePlan.Step[] steps(Task task, List<LocalDate> days) {
        var known = task.schedule().milestones();
        return Stream.iterate(0, at -> at + 1)
                .limit(days.size())
                .map(at ->
                        new MilestonePlan.Step(known.get(at).id(), known.get(at).name(), null, days.get(at), null))
                .toArray(MilestonePlan.Step[]::new);
    }

    private static String id(Task task, int at) {
        return task.schedule().milestones().get(at).id();
    }

    private static Task signed() {
        return due(assigned()).signFor(act(EDU));
    }

    private static Task due(Task task) {
        return task.due(END);
    }

    private static MilestonePlan.Step days(String name, int workdays) {
        return new MilestonePlan.Step(null, name, null, null, workdays);
    }

    private static MilestonePlan.Step on(String name, LocalDate day) {
        return new MilestonePlan.Step(null, name, null, day, null);
    }

    private static void refused(String slug, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
