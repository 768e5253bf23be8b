package io.sanhang.support.time;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * Working days: Monday to Friday, less statutory holidays, plus make-up workdays. What the State Council has announced
 * up to 2026 comes with the library; for a year without an announcement only weekends are known, and {@link #knows}
 * says so.
 */
public final class WorkingCalendar {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    public boolean isWorkday(LocalDate day) {
        var holiday = LegalHoliday.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        return holiday == null ? !WEEKEND.contains(day.getDayOfWeek()) : holiday.isWork();
    }

    /** Whether the year's holidays have been announced. */
    public boolean knows(int year) {
        return LegalHoliday.fromYmd(year, 10, 1) != null;
    }

    /** The n-th working day after the given day, which itself does not count. */
    public LocalDate addWorkdays(LocalDate from, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative");
        }
        var day = from;
        for (var left = n; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkday(day)) {
                left--;
            }
        }
        return day;
    }

    /** Working days after {@code from} up to and including {@code to}; negative when {@code to} is earlier. */
    public int workdaysBetween(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -workdaysBetween(to, from);
        }
        return (int) from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(this::isWorkday)
                .count();
    }
}
