package io.sanhang.support.time;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the notice of one year says: the days off, weekends within a holiday included, and the weekend days that are
 * worked for them.
 */
public record CalendarYear(int year, Set<LocalDate> holidays, Set<LocalDate> workdays) {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    public CalendarYear {
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
    }

    /** A year without a notice: weekends only. */
    static CalendarYear weekendsOnly(int year) {
        return new CalendarYear(year, Set.of(), Set.of());
    }

    /** What came with the library, if it knows the year. */
    public static Optional<CalendarYear> builtIn(int year) {
        var holidays = new HashSet<LocalDate>();
        var workdays = new HashSet<LocalDate>();
        LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).forEach(day -> {
            var known = LegalHoliday.fromYmd(year, day.getMonthValue(), day.getDayOfMonth());
            if (known != null) {
                (known.isWork() ? workdays : holidays).add(day);
            }
        });
        return holidays.isEmpty() ? Optional.empty() : Optional.of(new CalendarYear(year, holidays, workdays));
    }

    boolean isWorkday(LocalDate day) {
        return workdays.contains(day) || (!holidays.contains(day) && !WEEKEND.contains(day.getDayOfWeek()));
    }
}
