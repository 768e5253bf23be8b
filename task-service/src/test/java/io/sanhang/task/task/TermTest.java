package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.assigned;
import static io.sanhang.task.task.People.between;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.time.CalendarYear;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Due dates counted in working days, and why a task is due when it is (A047). */
class TermTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 14);
    private static final LocalDate DUE = LocalDate.of(2026, 9, 25);
    private static final WorkingCalendar CALENDAR = new WorkingCalendar();

    /** 2026 without the make-up workday of 20 September. */
    private static final WorkingCalendar OTHER = new WorkingCalendar(() ->
            Map.of(2026, new CalendarYear(2026, Set.of(LocalDate.of(2026, 9, 25)), Set.of())));

    @Test
    @Covers("A047")
    void working_days_are_counted_from_the_day_the_task_is_given_out() {
        var draft = Task.open(
                        "t-1", Duty.of("答复", "答复", TaskKind.ROUTINE), Assignment.of(List.of(), List.of()), act(OFFICE))
                .scheduled(Schedule.EMPTY.with(Term.of(10)))
                .counted(MONDAY, CALENDAR);
        assertThat(draft.duty().dueOn()).isNull();
        assertThat(draft.whyDue()).isEqualTo("从下达之日起算10个工作日");

        var given = draft.assign(between().leadUnits(), List.of(), null, act(OFFICE))
                .counted(MONDAY, CALENDAR);

        assertThat(given.duty().dueOn()).isEqualTo(LocalDate.of(2026, 9, 28));
        assertThat(given.whyDue()).startsWith("2026年9月28日（星期一）前：从9月14日起算10个工作日").contains("9月20日（星期日）调休上班");
        assertThat(given.counted(MONDAY.plusDays(3), CALENDAR)).isEqualTo(given);
    }

    @Test
    @Covers("A047")
    void a_changed_calendar_moves_the_day_and_the_earlier_promise_stays_visible() {
        var task = counted();

        var moved = task.recounted(OTHER, act(OFFICE, "delivery-1"));

        assertThat(moved.duty().dueOn()).isEqualTo(LocalDate.of(2026, 9, 29));
        assertThat(term(moved).earlierDue())
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.dueOn()).isEqualTo(LocalDate.of(2026, 9, 28)));
        assertThat(moved.entryOf("delivery-1").orElseThrow().step()).isEqualTo(Step.RECOUNT);
        assertThat(moved.recounted(OTHER, act(OFFICE))).isSameAs(moved);
        assertThat(task.recounted(CALENDAR, act(OFFICE))).isSameAs(task);
    }

    @Test
    @Covers("A047")
    void a_day_that_was_named_since_is_not_counted_anew() {
        var signed = counted().signFor(act(EDU));
        var extended = signed.askExtension(DUE.plusDays(10), "资料不齐", act(EDU)).grantExtension(null, act(OFFICE));

        assertThat(extended.recounted(OTHER, act(OFFICE))).isSameAs(extended);
        assertThat(extended.whyDue()).isEqualTo("经申请同意，由2026-09-28延到2026-10-05");
        assertThat(term(extended).earlierDue())
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.explained()).contains("10个工作日"));
        var paused = signed.suspend("等批复", act(OFFICE));
        assertThat(paused.recounted(OTHER, act(OFFICE))).isSameAs(paused);
    }

    @Test
    void a_day_of_the_plan_and_a_day_of_the_office_explain_themselves() {
        assertThat(assigned().whyDue()).isEqualTo("立项时定为2026年12月31日");
        assertThat(assigned().due(null).whyDue()).isNull();
        var read = new Requirements(List.of(), List.of(), List.of(), List.of(new Requirements.Deadline("9月底前", DUE)));
        var planned =
                Task.open("t-2", Duty.of("规划", "规划", TaskKind.ROUTINE).due(DUE).asking(read), between(), act(OFFICE));

        assertThat(planned.whyDue()).isEqualTo("方案写明“9月底前”，即2026年9月25日");
    }

    private static Task counted() {
        return assigned().due(null).scheduled(Schedule.EMPTY.with(Term.of(10))).counted(MONDAY, CALENDAR);
    }

    private static Term term(Task task) {
        return Objects.requireNonNull(task.schedule().term());
    }
}
