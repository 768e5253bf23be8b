package io.sanhang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.time.CalendarYear;
import io.sanhang.support.time.WorkingCalendar;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting working days, and saying why the count ends where it does. */
@Covers("A047")
class WorkingCalendarTest {

    /** New Year 2027 as an imported notice would have it; the library ends with 2026. */
    private static final CalendarYear NOTICE =
            new CalendarYear(2027, days("2027-01-01", "2027-01-03"), Set.of(LocalDate.of(2027, 1, 9)));

    private static Set<LocalDate> days(String from, String to) {
        return LocalDate.parse(from).datesUntil(LocalDate.parse(to).plusDays(1)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-09-14 | 10 | 2026-09-28 | 2026年9月28日（星期一）前：从9月14日起算10个工作日；9月20日（星期日）调休上班，9月25日至27日放假
            2026-09-28 |  5 | 2026-10-10 | 2026年10月10日（星期六）前：从9月28日起算5个工作日；10月10日（星期六）调休上班，10月1日至7日放假
            2026-10-03 |  1 | 2026-10-08 | 2026年10月8日（星期四）前：从10月3日起算1个工作日；10月4日至7日放假
            2026-02-09 | 10 | 2026-02-28 | 2026年2月28日（星期六）前：从2月9日起算10个工作日；2月14日（星期六）、2月28日（星期六）调休上班，2月15日至23日放假
            2026-11-02 |  5 | 2026-11-09 | 2026年11月9日（星期一）前：从11月2日起算5个工作日
            2026-11-02 |  0 | 2026-11-02 | 2026年11月2日（星期一）前：从11月2日起算0个工作日
            2025-12-29 |  5 | 2026-01-06 | 2026年1月6日（星期二）前：从2025年12月29日起算5个工作日；1月4日（星期日）调休上班，1月1日至3日放假
            2030-09-30 |  5 | 2030-10-07 | 2030年10月7日（星期一）前：从9月30日起算5个工作日；2030年的放假安排尚未录入，只除去了周末
            2026-12-30 |  5 | 2027-01-06 | 2027年1月6日（星期三）前：从2026年12月30日起算5个工作日；2027年的放假安排尚未录入，只除去了周末
            """)
    void a_deadline_explains_itself(LocalDate from, int workdays, LocalDate dueOn, String sentence) {
        var explained = new WorkingCalendar().explain(from, workdays);

        assertThat(explained.dueOn()).isEqualTo(dueOn);
        assertThat(explained.sentence()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-12-30 | 5 | 2027-01-07 | 2027年1月7日（星期四）前：从2026年12月30日起算5个工作日；1月1日至3日放假
            2027-01-07 | 2 | 2027-01-09 | 2027年1月9日（星期六）前：从1月7日起算2个工作日；1月9日（星期六）调休上班
            """)
    void an_imported_year_counts_as_its_notice_says(LocalDate from, int workdays, LocalDate dueOn, String sentence) {
        var calendar = new WorkingCalendar(() -> Map.of(2027, NOTICE));

        assertThat(calendar.knows(2027)).isTrue();
        assertThat(calendar.explain(from, workdays).dueOn()).isEqualTo(dueOn);
        assertThat(calendar.explain(from, workdays).sentence()).isEqualTo(sentence);
    }

    @Test
    void an_imported_year_comes_before_the_built_in_one() {
        var nationalDay = LocalDate.of(2026, 10, 8);
        var longer = new CalendarYear(2026, days("2026-10-01", "2026-10-08"), Set.of());

        assertThat(new WorkingCalendar().isWorkday(nationalDay)).isTrue();
        assertThat(new WorkingCalendar(() -> Map.of(2026, longer)).isWorkday(nationalDay))
                .isFalse();
    }

    @Test
    void what_is_counted_forth_is_counted_back() {
        var calendar = new WorkingCalendar();
        var from = LocalDate.of(2026, 9, 14);

        assertThat(calendar.workdaysBetween(from, calendar.addWorkdays(from, 17)))
                .isEqualTo(17);
        assertThat(calendar.workdaysBetween(calendar.addWorkdays(from, 17), from))
                .isEqualTo(-17);
        assertThat(calendar.knows(2026)).isTrue();
        assertThat(calendar.knows(2030)).isFalse();
    }
}
