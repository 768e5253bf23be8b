package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.HEALTH;
import static io.sanhang.task.task.People.NOON;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.act;
import static io.sanhang.task.task.People.assigned;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the office does with a task that does not run by itself. */
class TaskSupervisionTest {

    private static final LocalDate DUE = LocalDate.of(2026, 12, 31);
    private static final LocalDate LATER = LocalDate.of(2027, 1, 29);
    private static final Predicate<LocalDate> WEEKDAYS =
            day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;

    @Test
    @Covers("A047")
    void more_time_is_asked_for_with_a_reason_and_granted_by_the_office() {
        var asked = signed().askExtension(LATER, "汛期停工", act(EDU));
        refused("illegal-step", () -> asked.askExtension(LATER, "再要", act(EDU)));
        refused("not-your-task", () -> asked.grantExtension(null, act(EDU)));

        var granted = asked.grantExtension("情况属实", act(OFFICE));

        assertThat(granted.duty().dueOn()).isEqualTo(LATER);
        assertThat(granted.course().extensions()).singleElement().satisfies(extension -> {
            assertThat(extension.from()).isEqualTo(DUE);
            assertThat(extension.granted()).isTrue();
            assertThat(extension.decidedByName()).isEqualTo(OFFICE.name());
        });
        assertThat(granted.historyIsIntact()).isTrue();
    }

    @Test
    @Covers("A047")
    void a_refused_extension_leaves_the_deadline_and_says_why() {
        refused("extension-not-later", () -> signed().askExtension(DUE, "汛期停工", act(EDU)));
        var asked = signed().askExtension(LATER, "汛期停工", act(EDU));
        refused("reason-required", () -> asked.refuseExtension(" ", act(OFFICE)));

        var refused = asked.refuseExtension("工期足够", act(OFFICE));

        assertThat(refused.duty().dueOn()).isEqualTo(DUE);
        assertThat(refused.askExtension(LATER, "雪灾", act(EDU)).course().extensions())
                .hasSize(2);
        refused("illegal-step", () -> refused.grantExtension(null, act(OFFICE)));
    }

    @Test
    @Covers("A047")
    void a_suspended_task_goes_on_where_it_stood_with_a_later_deadline() {
        var working = signed().reportProgress("办了一半", 50, List.of(), act(EDU));
        refused("reason-required", () -> working.suspend("", act(OFFICE)));
        var suspended = working.suspend("等规划批复", act(OFFICE));
        assertThat(Light.of(suspended.state(), DUE, DUE.plusDays(9), WEEKDAYS).words())
                .isEqualTo("已暂停，不计时");
        refused("illegal-step", () -> suspended.reportProgress("偷偷干", 60, List.of(), act(EDU)));

        var resumed = suspended.resume(LATER, act(OFFICE));

        assertThat(resumed.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(resumed.duty().dueOn()).isEqualTo(LATER);
        assertThat(resumed.course().lastPause().dueOn()).isEqualTo(DUE);
        assertThat(resumed.course().lastPause().until()).isNotNull();
    }

    @Test
    void a_task_handed_over_is_signed_for_anew_and_keeps_what_was_done() {
        var working = signed().reportProgress("办了一半", 50, List.of(), act(EDU));

        var handed =
                working.handOver(List.of(new Party("u-health", "县卫健局")), List.of(), "p-health", "职责调整", act(OFFICE));

        assertThat(handed.state()).isEqualTo(State.ASSIGNED);
        assertThat(handed.assignment().postId()).isEqualTo("p-health");
        assertThat(handed.course().reports()).hasSize(1);
        refused("not-your-task", () -> handed.reportProgress("还想干", 60, List.of(), act(EDU)));
        assertThat(handed.signFor(act(HEALTH)).state()).isEqualTo(State.SIGNED_FOR);
        assertThat(handed.history().get(handed.history().size() - 1).note()).contains("移交县卫健局", "职责调整");
    }

    @Test
    @Covers("A107")
    void a_closed_task_is_reopened_with_a_reason_and_closed_again_by_evidence() {
        var closed = signed().reportProgress("办完", 100, List.of(), act(EDU))
                .applyCloseOut("办完了", evidence(), act(EDU))
                .close(null, act(OFFICE));
        refused("reason-required", () -> closed.reopen(null, act(OFFICE)));
        refused("not-your-task", () -> closed.reopen("我要改", act(EDU)));

        var reopened = closed.reopen("群众反映又坏了", act(OFFICE));

        assertThat(reopened.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(reopened.applyCloseOut("修好了", evidence(), act(EDU)).course().closeOuts())
                .hasSize(2);
    }

    @Test
    @Covers("A035")
    void a_difficulty_is_answered_once() {
        var stuck = signed().raiseDifficulty("缺讲师", act(EDU, "d-1"));
        refused("no-such-difficulty", () -> stuck.answerDifficulty("d-2", "派两名", act(OFFICE)));

        var answered = stuck.answerDifficulty("d-1", "派两名", act(OFFICE));

        assertThat(answered.course().difficulties())
                .singleElement()
                .satisfies(difficulty -> assertThat(difficulty.answer()).isEqualTo("派两名"));
        refused("illegal-step", () -> answered.answerDifficulty("d-1", "再派", act(OFFICE)));
    }

    /** 31 December 2026 is a Thursday. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-12-25, -",
                "2026-12-28, BEFORE",
                "2026-12-30, BEFORE",
                "2026-12-31, DUE",
                "2027-01-01, OVERDUE",
                "2027-01-04, OVERDUE",
                "2027-01-05, ESCALATED",
                "2027-03-05, ESCALATED"
            })
    @Covers("A101")
    void the_clock_reminds_once_in_each_way(LocalDate today, Reminding expected) {
        var due = Reminding.of(signed(), today, WEEKDAYS);

        assertThat(due.orElse(null)).isEqualTo(expected);
        due.ifPresent(reminding -> assertThat(Reminding.of(signed().reminded(reminding, NOON), today, WEEKDAYS))
                .isEmpty());
    }

    @Test
    void nobody_is_reminded_of_what_waits_for_the_office_stands_still_or_is_done() {
        var applied =
                signed().reportProgress("办完", 100, List.of(), act(EDU)).applyCloseOut("办完了", evidence(), act(EDU));

        assertThat(Reminding.of(applied, DUE, WEEKDAYS)).isEmpty();
        assertThat(Reminding.of(applied.close(null, act(OFFICE)), DUE, WEEKDAYS))
                .isEmpty();
        assertThat(Reminding.of(signed().suspend("等批复", act(OFFICE)), DUE, WEEKDAYS))
                .isEmpty();
    }

    @Test
    void a_granted_extension_starts_the_reminders_anew() {
        var reminded = signed().reminded(Reminding.DUE, NOON);
        var extended = reminded.askExtension(LATER, "汛期停工", act(EDU)).grantExtension(null, act(OFFICE));

        assertThat(Reminding.of(reminded, DUE, WEEKDAYS)).isEmpty();
        assertThat(Reminding.of(extended, LATER, WEEKDAYS)).contains(Reminding.DUE);
    }

    private static Task signed() {
        return assigned().signFor(act(EDU));
    }

    private static void refused(String slug, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
