package io.sanhang.identity.calendar;

import io.sanhang.identity.calendar.ImportedYear.Edition;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The working calendar: which years are known, and the yearly notice as data or as lines of text. */
@RestController
class CalendarController {

    private static final int FIRST = 2000;
    private static final int LAST = 2100;
    private static final int LONGEST_TEXT = 1 << 16;

    record NewHoliday(
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotBlank @Size(max = 20) String name) {}

    /** @param workdays the make-up workdays (调休上班) */
    record NewNotice(
            @NotNull @Size(max = 60) List<@NotNull @Valid NewHoliday> holidays,
            @Size(max = 60) @Nullable List<@NotNull LocalDate> workdays) {

        Notice checked(int year) {
            var check = new NoticeCheck(year);
            for (var i = 0; i < holidays.size(); i++) {
                var each = holidays.get(i);
                check.add(new NoticeLine(
                        "/holidays/" + i,
                        "第%d段放假".formatted(i + 1),
                        each.from(),
                        each.to(),
                        each.name().strip()));
            }
            var days = workdays == null ? List.<LocalDate>of() : workdays;
            for (var i = 0; i < days.size(); i++) {
                check.add(
                        new NoticeLine("/workdays/" + i, "第%d个调休上班日".formatted(i + 1), days.get(i), days.get(i), null));
            }
            return check.sound();
        }
    }

    record NewYear(
            @NotNull @Min(FIRST) @Max(LAST) Integer year,
            @NotNull @Size(max = 60) List<@NotNull @Valid NewHoliday> holidays,
            @Size(max = 60) @Nullable List<@NotNull LocalDate> workdays) {}

    record HolidayView(LocalDate from, LocalDate to, String name) {
        static List<HolidayView> of(Notice notice) {
            return notice.holidays().stream()
                    .map(each -> new HolidayView(each.from(), each.to(), each.name()))
                    .toList();
        }
    }

    /** A version that was replaced. */
    record EarlierView(
            long version, String importedBy, Instant importedAt, List<HolidayView> holidays, List<LocalDate> workdays) {
        static EarlierView of(Edition edition) {
            return new EarlierView(
                    edition.version(),
                    edition.origin().byName(),
                    edition.origin().at(),
                    HolidayView.of(edition.notice()),
                    edition.notice().workdays());
        }
    }

    /**
     * @param source {@code imported} or {@code built-in}
     * @param version 0 for a built-in year
     * @param earlier the versions before, oldest first
     */
    record YearView(
            int year,
            String source,
            @Nullable String importedBy,
            @Nullable Instant importedAt,
            List<HolidayView> holidays,
            List<LocalDate> workdays,
            long version,
            List<EarlierView> earlier) {

        static YearView of(ImportedYear it) {
            return new YearView(
                    it.year(),
                    "imported",
                    it.origin().byName(),
                    it.origin().at(),
                    HolidayView.of(it.notice()),
                    it.notice().workdays(),
                    it.version(),
                    it.earlier().stream().map(EarlierView::of).toList());
        }

        static YearView of(BuiltInYears.Year it) {
            return new YearView(
                    it.year(),
                    "built-in",
                    null,
                    null,
                    HolidayView.of(it.notice()),
                    it.notice().workdays(),
                    0,
                    List.of());
        }
    }

    /** @param warning which year is missing, and what that means; absent when nothing is missing */
    record Years(List<YearView> items, @Nullable String warning) {}

    private final CalendarService service;

    CalendarController(CalendarService service) {
        this.service = service;
    }

    @GetMapping("/api/identity/calendar-years")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER','SERVICE')")
    Years years() {
        var known = service.known();
        var items = Stream.concat(
                        known.imported().stream().map(YearView::of),
                        known.builtIn().stream().map(YearView::of))
                .sorted(Comparator.comparingInt(YearView::year).reversed())
                .toList();
        return new Years(items, known.warning());
    }

    /** The same notice again creates nothing and changes nothing. */
    @PostMapping("/api/identity/calendar-years")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE')")
    ResponseEntity<YearView> create(@Valid @RequestBody NewYear body, Caller caller) {
        var notice = new NewNotice(body.holidays(), body.workdays()).checked(body.year());
        return answer(service.take(caller, body.year(), notice, new IfMatch(null)));
    }

    @PutMapping(path = "/api/identity/calendar-years/{year}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE')")
    ResponseEntity<YearView> put(
            @PathVariable @Min(FIRST) @Max(LAST) int year,
            @Valid @RequestBody NewNotice body,
            IfMatch ifMatch,
            Caller caller) {
        return answer(service.take(caller, year, body.checked(year), ifMatch));
    }

    /** The same as lines: {@code 2027-01-01,2027-01-03,元旦} is off, {@code 2027-01-09,班} is worked. */
    @PutMapping(path = "/api/identity/calendar-years/{year}", consumes = "text/csv")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE')")
    ResponseEntity<YearView> putLines(
            @PathVariable @Min(FIRST) @Max(LAST) int year, @RequestBody byte[] body, IfMatch ifMatch, Caller caller) {
        if (body.length > LONGEST_TEXT) {
            throw Refusal.tooLarge("body-too-large");
        }
        return answer(service.take(caller, year, NoticeText.read(year, NoticeText.decode(body)), ifMatch));
    }

    private static ResponseEntity<YearView> answer(CalendarService.Imported imported) {
        var year = imported.year();
        var answer = imported.created()
                ? ResponseEntity.created(URI.create("/api/identity/calendar-years/" + year.year()))
                : ResponseEntity.ok();
        return answer.eTag(IfMatch.of(year)).body(YearView.of(year));
    }
}
