package io.sanhang.feedback.suggestion;

import static io.sanhang.feedback.suggestion.People.MONDAY;
import static io.sanhang.feedback.suggestion.People.TEN_DAYS;
import static io.sanhang.feedback.suggestion.People.accepted;
import static io.sanhang.feedback.suggestion.People.answered;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.time.CalendarYear;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A promise explains itself, and outlives a change of the calendar. */
@Covers("A047")
class PromiseTest {

    /** A year in which 18 September 2026 is off too, and nothing is worked for it. */
    private static final WorkingCalendar CHANGED = new WorkingCalendar(() ->
            Map.of(2026, new CalendarYear(2026, Set.of(LocalDate.of(2026, 9, 18)), Set.of())));

    @Test
    void it_names_the_special_days_that_it_counts_over() {
        assertThat(TEN_DAYS.explained()).isEqualTo("2026年9月14日受理，从下一个工作日起算，第10个工作日前答复；9月20日（星期日）调休上班，9月25日至27日放假");
        assertThat(Promise.onAcceptance(LocalDate.of(2026, 11, 2), 3, new WorkingCalendar())
                        .explained())
                .isEqualTo("2026年11月2日受理，从下一个工作日起算，第3个工作日前答复");
    }

    @Test
    void under_a_changed_calendar_it_is_counted_anew_and_the_earlier_day_stays() {
        var now = TEN_DAYS.recounted(CHANGED, MONDAY);

        assertThat(now.dueOn()).isEqualTo(LocalDate.of(2026, 9, 29));
        assertThat(now.explained()).endsWith("；9月18日放假");
        assertThat(now.earlierDue())
                .containsExactly(new Promise.Earlier(TEN_DAYS.dueOn(), TEN_DAYS.explained(), MONDAY));
        assertThat(now.recounted(CHANGED, MONDAY)).isSameAs(now);
        assertThat(now.recounted(new WorkingCalendar(), MONDAY).earlierDue()).hasSize(2);
    }

    @Test
    void a_day_that_the_office_named_stays() {
        var set = Promise.set(LocalDate.of(2026, 9, 28), LocalDate.of(2026, 9, 14));

        assertThat(set.recounted(CHANGED, MONDAY)).isSameAs(set);
    }

    @Test
    void the_history_says_so_while_an_answer_is_owed() {
        var next = accepted().recounted(TEN_DAYS.recounted(CHANGED, MONDAY), MONDAY);

        assertThat(next.promise().earlierDue()).hasSize(1);
        assertThat(next.timeline().get(2).text()).isEqualTo("放假安排有变，答复期限由2026年9月28日改为2026年9月29日");
        assertThat(next.recounted(next.promise(), MONDAY)).isSameAs(next);
        var kept = answered();
        assertThat(kept.recounted(TEN_DAYS.recounted(CHANGED, MONDAY), MONDAY)).isSameAs(kept);
    }

    @Test
    void other_words_for_the_same_day_are_no_other_promise() {
        var unknown = Promise.onAcceptance(LocalDate.of(2027, 3, 1), 3, new WorkingCalendar());
        assertThat(unknown.explained()).endsWith("2027年的放假安排尚未录入，只除去了周末");
        var known = unknown.recounted(
                new WorkingCalendar(() ->
                        Map.of(2027, new CalendarYear(2027, Set.of(LocalDate.of(2027, 1, 1)), Set.of()))),
                MONDAY);

        assertThat(known.explained()).endsWith("第3个工作日前答复");
        assertThat(known.earlierDue()).isEqualTo(List.of());
    }
}
