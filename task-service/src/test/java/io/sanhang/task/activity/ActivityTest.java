package io.sanhang.task.activity;

import static io.sanhang.task.activity.Sample.EDU;
import static io.sanhang.task.activity.Sample.MARKET;
import static io.sanhang.task.activity.Sample.OFFICE;
import static io.sanhang.task.activity.Sample.act;
import static io.sanhang.task.activity.Sample.checked;
import static io.sanhang.task.activity.Sample.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {

    private static final Draft.Decided ASKED =
            new Draft.Decided(null, "补办用地手续", "u-health", LocalDate.of(2026, 10, 31));

    @Test
    @Covers("A033")
    void a_correction_keeps_what_was_there_before() {
        var record = written();
        var next = checked("coordination-meeting", meeting());

        var corrected = record.correct(next.content(), next.concerns(), act(EDU));

        assertThat(corrected.version()).isEqualTo(2);
        assertThat(corrected.content().decisions()).isEmpty();
        assertThat(corrected.editions()).hasSize(2);
        assertThat(corrected.editions().get(1).before()).isEqualTo(record.content());
        refused("not-your-record", () -> record.correct(next.content(), next.concerns(), act(MARKET)));
    }

    @Test
    @Covers("A129")
    void a_decision_that_became_a_task_can_neither_be_changed_nor_dropped() {
        var record = written();
        var id = record.content().decisions().get(0).id();
        var decided = record.decided(id, "task-1");
        var dropped = checked("coordination-meeting", meeting());
        var other = checked(
                "coordination-meeting", meeting(new Draft.Decided(id, "不办了", "u-health", ASKED.dueOn())), Set.of(id));
        var same = checked(
                "coordination-meeting",
                meeting(new Draft.Decided(id, ASKED.text(), "u-health", ASKED.dueOn())),
                Set.of(id));

        refused("decision-is-task", () -> decided.correct(dropped.content(), dropped.concerns(), act(EDU)));
        refused("decision-is-task", () -> decided.correct(other.content(), other.concerns(), act(EDU)));
        assertThat(decided.correct(same.content(), same.concerns(), act(EDU))
                        .content()
                        .decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.taskId()).isEqualTo("task-1"));
    }

    @Test
    void a_record_is_withdrawn_with_a_reason_and_then_stands_no_more() {
        refused("reason-required", () -> written().withdraw(" ", act(EDU)));
        refused("not-your-record", () -> written().withdraw("写错了", act(MARKET)));

        var withdrawn = written().withdraw("写错了", act(OFFICE));

        assertThat(withdrawn.withdrawal()).map(Activity.Withdrawal::reason).contains("写错了");
        refused("record-withdrawn", () -> withdrawn.withdraw("再撤", act(OFFICE)));
        refused("record-withdrawn", withdrawn::mustStand);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02, 2026-02-01, 2026-02-28, 2026年2月, 2026-01",
        "2026Q1, 2026-01-01, 2026-03-31, 2026年第一季度, 2025Q4",
        "2026, 2026-01-01, 2026-12-31, 2026年, 2025"
    })
    void a_period_is_a_month_a_quarter_or_a_year(
            String code, LocalDate from, LocalDate to, String words, String before) {
        var period = Period.of(code);
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.words()).isEqualTo(words);
        assertThat(period.before().code()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"2026-13", "2026Q5", "26", "九月", "2026-9"})
    void anything_else_is_no_period(String code) {
        refused("invalid-request", () -> Period.of(code));
    }

    private static Activity written() {
        var checked = checked("coordination-meeting", meeting(ASKED));
        return Activity.write(
                "r-1",
                Sample.TYPES.get("coordination-meeting"),
                Sample.UNIT,
                checked.content(),
                checked.concerns(),
                act(EDU));
    }

    private static void refused(String slug, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
