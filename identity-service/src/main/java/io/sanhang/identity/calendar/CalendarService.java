package io.sanhang.identity.calendar;

import io.sanhang.identity.calendar.ImportedYear.Origin;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Imports a year's notice, and says which years are known. */
@Service
class CalendarService {

    /** @param created whether the year was not imported before */
    record Imported(ImportedYear year, boolean created) {}

    /** @param warning what is missing, in Chinese; null when nothing is */
    record Known(
            List<ImportedYear> imported,
            List<BuiltInYears.Year> builtIn,
            @Nullable String warning) {}

    private final ImportedYears years;
    private final BuiltInYears builtIn;
    private final Clock clock;

    CalendarService(ImportedYears years, BuiltInYears builtIn, Clock clock) {
        this.years = years;
        this.builtIn = builtIn;
        this.clock = clock;
    }

    /**
     * The same notice again changes nothing; another one takes its place.
     *
     * @throws Refusal {@code changed-meanwhile}
     */
    Imported take(Caller caller, int year, Notice notice, IfMatch seen) {
        var origin = new Origin(caller.id(), caller.name(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var first = ImportedYear.first(year, notice, origin);
        var found = years.find(year);
        if (found.isEmpty() && seen.etag() == null && years.insert(first)) {
            return new Imported(first, true);
        }
        var stored = found.or(() -> years.find(year)).orElseThrow(() -> Refusal.stale("changed-meanwhile"));
        seen.require(stored);
        var next = stored.replacedBy(notice, origin);
        if (next != stored) {
            years.replace(next);
        }
        return new Imported(next, false);
    }

    /** Latest first; an imported year stands before the built-in one of the same number. */
    Known known() {
        var imported = years.all();
        var other = builtIn.years().stream()
                .filter(year -> imported.stream().noneMatch(each -> each.year() == year.year()))
                .toList();
        var today = LocalDate.now(clock);
        return new Known(
                imported,
                other,
                Missing.warning(
                        today,
                        year -> imported.stream().anyMatch(each -> each.year() == year)
                                || other.stream().anyMatch(each -> each.year() == year)));
    }
}
