package io.sanhang.identity.calendar;

import io.sanhang.contracts.directory.CalendarChanged;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** What a year's notice says, in the order of the days, so that the same notice is the same however it was typed. */
public record Notice(List<Holiday> holidays, List<LocalDate> workdays) {

    public Notice {
        holidays = holidays.stream().sorted(Comparator.comparing(Holiday::from)).toList();
        workdays = workdays.stream().sorted().toList();
    }

    CalendarChanged changed(int year) {
        return new CalendarChanged(
                year, holidays.stream().flatMap(Holiday::days).toList(), workdays);
    }
}
