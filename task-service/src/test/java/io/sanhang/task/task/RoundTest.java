package io.sanhang.task.task;

import static io.sanhang.task.task.People.EDU;
import static io.sanhang.task.task.People.OFFICE;
import static io.sanhang.task.task.People.between;
import static io.sanhang.task.task.People.duty;
import static io.sanhang.task.task.People.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.security.Caller;
import io.sanhang.task.task.RoundEntry.Outcome;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a quarter's round says of a matter, read from its history alone. */
@Covers("A024")
class RoundTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Quarter Q1 = new Quarter(2026, 1);
    private static final Quarter Q2 = new Quarter(2026, 2);
    private static final Quarter Q3 = new Quarter(2026, 3);
    private static final Quarter Q4 = new Quarter(2026, 4);
    private static final Instant NOW = day("2026-11-24");

    @Test
    void what_stays_open_is_carried_over_and_its_rounds_are_counted() {
        var task = opened("2026-02-10");
        assertThat(entry(task, new Quarter(2025, 4))).isNull();
        assertEntry(task, Q1, false, Outcome.CARRIED, 1);
        assertEntry(task, Q2, true, Outcome.CARRIED, 2);
        assertEntry(task, Q3, true, Outcome.CARRIED, 3);
        assertEntry(task, Q4, true, Outcome.OPEN, 4);
        assertThat(RoundEntry.quarters(task, NOW, ZONE)).containsExactly(Q1, Q2, Q3, Q4);
    }

    @Test
    void what_was_closed_is_in_no_later_round_and_says_on_what_and_by_whom() {
        var task = closed(opened("2026-02-10"), "2026-05-20");
        assertEntry(task, Q2, true, Outcome.CLOSED, 2);
        assertThat(entry(task, Q3)).isNull();
        var closeOut =
                Objects.requireNonNull(Objects.requireNonNull(entry(task, Q2)).closeOut());
        assertThat(closeOut.evidence()).isNotEmpty();
        assertThat(closeOut.appliedBy()).isNotEqualTo(closeOut.decidedBy());
        // A look back at the first round finds it as it was.
        assertEntry(task, Q1, false, Outcome.CARRIED, 1);
    }

    @Test
    void what_is_reopened_comes_back_and_its_earlier_round_stays_closed() {
        var task = closed(opened("2026-02-10"), "2026-03-20").reopen("又坏了", at(OFFICE, "2026-08-01"));
        assertEntry(task, Q1, false, Outcome.CLOSED, 1);
        assertThat(entry(task, Q2)).isNull();
        assertEntry(task, Q3, false, Outcome.CARRIED, 2);
        assertEntry(task, Q4, true, Outcome.OPEN, 3);
        assertThat(RoundEntry.quarters(task, NOW, ZONE)).containsExactly(Q1, Q3, Q4);
    }

    @Test
    void closed_and_reopened_within_one_quarter_is_once_in_its_round() {
        var task = closed(opened("2026-02-10"), "2026-05-20").reopen("又坏了", at(OFFICE, "2026-06-10"));
        assertEntry(task, Q2, true, Outcome.CARRIED, 2);
        assertEntry(task, Q3, true, Outcome.CARRIED, 3);
    }

    @Test
    void the_last_and_the_first_moment_of_a_quarter_are_told_apart() {
        var late = opened(Instant.parse("2026-06-30T15:59:59.999Z"));
        var early = opened(Instant.parse("2026-06-30T16:00:00Z"));
        assertEntry(late, Q2, false, Outcome.CARRIED, 1);
        assertThat(entry(early, Q2)).isNull();
        assertEntry(early, Q3, false, Outcome.CARRIED, 1);
    }

    @Test
    void a_draft_is_in_no_round_and_a_merged_one_ended_there() {
        var draft = Task.open("t-2", duty(), Assignment.of(List.of(), List.of()), at(OFFICE, "2026-02-10"));
        assertThat(entry(draft, Q2)).isNull();
        var merged = opened("2026-02-10").mergedInto(new Oversight.Link("t-9", "另一项"), "重复", at(OFFICE, "2026-05-01"));
        assertEntry(merged, Q2, true, Outcome.ENDED, 2);
        assertThat(entry(merged, Q3)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01,2026-Q1", "2026-03-31,2026-Q1", "2026-04-01,2026-Q2", "2026-12-31,2026-Q4"})
    void a_day_belongs_to_its_quarter(LocalDate day, String code) {
        var quarter = Quarter.of(day);
        assertThat(quarter.code()).isEqualTo(code);
        assertThat(Quarter.of(code)).contains(quarter);
        assertThat(day).isBetween(quarter.first(), quarter.last());
        assertThat(quarter.next().first()).isEqualTo(quarter.last().plusDays(1));
    }

    @ParameterizedTest
    @CsvSource({"2026-Q5", "2026-Q0", "26-Q1", "2026Q1", "x"})
    void what_is_no_quarter_is_none(String code) {
        assertThat(Quarter.of(code)).isEmpty();
    }

    private static void assertEntry(Task task, Quarter quarter, boolean atStart, Outcome outcome, int rounds) {
        var entry = Objects.requireNonNull(entry(task, quarter), quarter.code());
        assertThat(entry.openAtStart()).isEqualTo(atStart);
        assertThat(entry.outcome()).isEqualTo(outcome);
        assertThat(entry.rounds()).isEqualTo(rounds);
    }

    private static @Nullable RoundEntry entry(Task task, Quarter quarter) {
        return RoundEntry.of(task, quarter, NOW, ZONE).orElse(null);
    }

    private static Task opened(String day) {
        return opened(day(day));
    }

    private static Task opened(Instant at) {
        return Task.open("t-1", duty(), between(), new Act("open", "same", OFFICE, at));
    }

    private static Task closed(Task task, String day) {
        return task.signFor(at(EDU, day))
                .reportProgress("在办", null, List.of(), at(EDU, day))
                .applyCloseOut("办完了", evidence(), at(EDU, day))
                .close(null, at(OFFICE, day));
    }

    private static Act at(Caller by, String day) {
        return new Act(People.act(by).id(), "same", by, day(day));
    }

    private static Instant day(String day) {
        return LocalDate.parse(day).atTime(9, 0).atZone(ZONE).toInstant();
    }
}
