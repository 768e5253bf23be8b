package io.sanhang.identity.calendar;

import com.tyme.holiday.LegalHoliday;
import io.sanhang.support.time.CalendarYear;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The years that come with the library, from 2020 on; reading them takes a while, so once, when somebody first asks. */
@Component
class BuiltInYears {

    private static final int FIRST = 2020;
    private static final int LAST = 2100;

    record Year(int year, Notice notice) {}

    private @Nullable List<Year> read;

    synchronized List<Year> years() {
        if (read == null) {
            read = IntStream.rangeClosed(FIRST, LAST)
                    .mapToObj(CalendarYear::builtIn)
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .map(found -> new Year(found.year(), notice(found)))
                    .toList();
        }
        return read;
    }

    private static Notice notice(CalendarYear year) {
        var holidays = new ArrayList<Holiday>();
        year.holidays().stream().sorted().forEach(day -> {
            var name = nameOf(day);
            var last = holidays.isEmpty() ? null : holidays.get(holidays.size() - 1);
            if (last != null && last.to().plusDays(1).equals(day) && last.name().equals(name)) {
                holidays.set(holidays.size() - 1, new Holiday(last.from(), day, name));
            } else {
                holidays.add(new Holiday(day, day, name));
            }
        });
        return new Notice(holidays, List.copyOf(year.workdays()));
    }

    private static String nameOf(LocalDate day) {
        return LegalHoliday.fromYmd(day.getYear(), day.getMonthValue(), day.getDayOfMonth())
                .getName();
    }
}
