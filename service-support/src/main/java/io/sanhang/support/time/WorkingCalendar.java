package io.sanhang.support.time;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Working days: Monday to Friday, less statutory holidays, plus make-up workdays. An imported year comes first; what the
 * State Council has announced up to 2026 comes with the library; for any other year only weekends are known, and
 * {@link #knows} says so.
 */
public final class WorkingCalendar {

    private final Supplier<Map<Integer, CalendarYear>> imported;

    /** The library's years, read once: they do not change while the program runs. */
    private final Map<Integer, Optional<CalendarYear>> builtIn = new ConcurrentHashMap<>();

    /** With nothing imported. */
    public WorkingCalendar() {
        this(Map::of);
    }

    /** @param imported the imported years as they are now */
    public WorkingCalendar(Supplier<Map<Integer, CalendarYear>> imported) {
        this.imported = imported;
    }

    public boolean isWorkday(LocalDate day) {
        return year(day.getYear()).isWorkday(day);
    }

    /** Whether the year's holidays have been announced. */
    public boolean knows(int year) {
        return find(year).isPresent();
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

    /** The n-th working day after the given day, and the sentence that says why it is that day. */
    public Explained explain(LocalDate from, int n) {
        var dueOn = addWorkdays(from, n);
        var words = new Explanation(from, dueOn, this::year);
        var remark = words.remark(this::knows);
        var counted = words.counted(n);
        return new Explained(dueOn, remark.isEmpty() ? counted : counted + "；" + remark, remark);
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

    private CalendarYear year(int year) {
        return find(year).orElseGet(() -> CalendarYear.weekendsOnly(year));
    }

    private Optional<CalendarYear> find(int year) {
        var known = imported.get().get(year);
        return known != null
                ? Optional.of(known)
                : Objects.requireNonNull(builtIn.computeIfAbsent(year, CalendarYear::builtIn));
    }
}
