package io.sanhang.task.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.matter.Matter.Leg;
import io.sanhang.task.matter.Matter.Paper;
import io.sanhang.task.task.Act;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The clock of a matter, by the holidays of autumn 2026. */
class MatterTest {

    private static final WorkingCalendar CALENDAR = new WorkingCalendar();
    private static final LocalTime CLOSES = LocalTime.of(17, 30);
    private static final Caller OFFICE = new Caller("a-office", "督查室", Set.of("OFFICE"), "u-office", Set.of());
    private static final Caller EDU = new Caller("a-edu", "经办人", Set.of("DEPARTMENT"), "u-edu", Set.of());

    @Test
    @Covers("A044")
    void what_comes_in_during_the_day_is_due_that_day_and_what_comes_after_closing_time_the_next() {
        assertThat(within(0, "2026-11-24T10:00:00+08:00").dueOn()).isEqualTo("2026-11-24");
        var evening = within(0, "2026-11-24T17:30:00+08:00");
        assertThat(evening.dueOn()).isEqualTo("2026-11-25");
        assertThat(evening.explained()).contains("2026年11月25日当天办结", "下班后");
        // Friday evening, and Saturday: Monday.
        assertThat(within(0, "2026-11-27T20:00:00+08:00").dueOn()).isEqualTo("2026-11-30");
        assertThat(within(0, "2026-11-28T09:00:00+08:00").dueOn()).isEqualTo("2026-11-30");
        // Eve of the national holiday.
        assertThat(within(0, "2026-09-30T18:00:00+08:00").dueOn()).isEqualTo("2026-10-08");
    }

    @Test
    @Covers("A047")
    void working_days_are_counted_and_a_pause_gives_back_what_was_left() {
        var matter = registered(within(5, "2026-11-23T09:00:00+08:00"));
        assertThat(matter.deadline().dueOn()).isEqualTo("2026-11-30");
        var paused = matter.pause("等群众补材料", day("2026-11-25"), CALENDAR, act(EDU), EDU);
        assertThat(paused.state()).isEqualTo(MatterState.PAUSED);
        assertThat(paused.pauses().get(0).left()).isEqualTo(3);
        assertThat(paused.reminder(day("2026-12-20"))).isEmpty();
        var on = paused.resume(day("2026-12-10"), CALENDAR, act(EDU), EDU);
        assertThat(on.deadline().dueOn()).isEqualTo("2026-12-15");
        assertThat(on.deadline().explained()).contains("暂停后恢复");
        assertThatThrownBy(() -> matter.pause("太晚了", day("2026-12-01"), CALENDAR, act(EDU), EDU))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("pause-overdue");
    }

    @Test
    @Covers("A047")
    void more_time_is_asked_for_once_at_a_time_and_given_by_the_office() {
        var matter = registered(within(5, "2026-11-23T09:00:00+08:00"));
        refused("extension-not-later", () -> matter.askExtension(day("2026-11-30"), "早了", act(EDU), EDU));
        var asked = matter.askExtension(day("2026-12-07"), "专家下周到", act(EDU), EDU);
        refused("illegal-matter-step", () -> asked.askExtension(day("2026-12-08"), "再要", act(EDU), EDU));
        refused("not-your-matter", () -> asked.decideExtension(true, null, act(EDU), EDU));
        var granted = asked.decideExtension(true, "抓紧", act(OFFICE), OFFICE);
        assertThat(granted.deadline().dueOn()).isEqualTo("2026-12-07");
        assertThat(granted.deadline().explained()).contains("原期限2026年11月30日");
        refused("illegal-matter-step", () -> granted.decideExtension(false, "又不同意", act(OFFICE), OFFICE));
    }

    @Test
    @Covers({"A044", "A082"})
    void who_answered_late_stays_among_the_breaches_whatever_comes_after() {
        var matter = registered(within(0, "2026-11-23T09:00:00+08:00"));
        var answered = matter.answer("已办", List.of(), day("2026-11-24"), act(EDU), EDU);
        assertThat(answered.late()).isTrue();
        var again = answered.returned("没说清", act(OFFICE), OFFICE)
                .answer("补充了", List.of(), day("2026-11-23"), act(EDU), EDU)
                .accept(null, act(OFFICE), OFFICE);
        assertThat(again.late()).isTrue();
        assertThat(again.state()).isEqualTo(MatterState.CLOSED);
        assertThat(again.legs())
                .hasSize(2)
                .allSatisfy(leg -> assertThat(leg.out()).isNotNull());
        refused("illegal-matter-step", () -> again.answer("再报", List.of(), day("2026-11-25"), act(EDU), EDU));
        var reopened = again.reopen("又有反映", within(1, "2026-12-01T09:00:00+08:00"), act(OFFICE), OFFICE);
        assertThat(reopened.doneOn()).isNull();
        assertThat(reopened.holder().unitId()).isEqualTo("u-edu");
    }

    @Test
    void the_clock_reminds_once_on_the_day_and_once_when_it_is_over() {
        var matter = registered(within(0, "2026-11-24T09:00:00+08:00"));
        var today = matter.reminder(day("2026-11-24")).orElseThrow();
        var reminded = matter.remind(today);
        assertThat(reminded.reminder(day("2026-11-24"))).isEmpty();
        var over = reminded.reminder(day("2026-11-25")).orElseThrow();
        assertThat(over).contains("已经超时");
        assertThat(reminded.remind(over).reminder(day("2026-11-30"))).isEmpty();
    }

    @Test
    @Covers("K40")
    void the_flow_tells_how_long_papers_stay_where() {
        var start = Instant.parse("2026-11-23T00:00:00Z");
        var ways = List.of(
                new Flow.Way(
                        List.of(leg("u1", start, 2), new Leg("u2", "乙", start.plusSeconds(7200), null, null)), false),
                new Flow.Way(List.of(leg("u1", start, 30)), true),
                new Flow.Way(List.of(leg("u1", start, 4)), false));
        var rows = Flow.of(ways).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isEqualTo(new Flow.Row("u1", "甲", 3, 0, 4L, 30L, 1));
        assertThat(rows.get(1)).isEqualTo(new Flow.Row("u2", "乙", 0, 1, null, null, 0));
    }

    private static Leg leg(String unit, Instant start, int hours) {
        return new Leg(unit, "甲", start, start.plusSeconds(hours * 3600L), null);
    }

    private static Matter registered(Deadline deadline) {
        var received = Instant.parse("2026-11-23T01:00:00Z");
        var paper = new Paper("来文", null, "市局", null, null, received, List.of());
        return Matter.register(
                MatterKind.PAPER, paper, deadline, new Leg("u-edu", "县教体局", received, null, null), act(OFFICE), OFFICE);
    }

    private static Deadline within(int workdays, String received) {
        return Deadline.within(
                workdays, java.time.OffsetDateTime.parse(received).toInstant(), CLOSES, CALENDAR);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static Act act(Caller by) {
        return new Act(Ids.random(), "f", by, Instant.parse("2026-11-24T01:00:00Z"));
    }

    private static void refused(String code, Runnable step) {
        assertThatThrownBy(step::run).isInstanceOf(Refusal.class).hasMessageContaining(code);
    }
}
