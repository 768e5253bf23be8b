package io.sanhang.task.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** A quarter of a year, in which every matter under supervision is gone through once (A024). */
record Quarter(int year, int number) implements Comparable<Quarter> {

    private static final Pattern CODE = Pattern.compile("(2\\d{3})-Q([1-4])");
    private static final String[] NUMBERS = {"一", "二", "三", "四"};

    static Quarter of(LocalDate day) {
        return new Quarter(day.getYear(), (day.getMonthValue() + 2) / 3);
    }

    static Quarter at(Instant instant, ZoneId zone) {
        return of(LocalDate.ofInstant(instant, zone));
    }

    static Optional<Quarter> of(String code) {
        var parts = CODE.matcher(code);
        return parts.matches()
                ? Optional.of(new Quarter(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    String code() {
        return year + "-Q" + number;
    }

    String words() {
        return "%d年%s季度".formatted(year, NUMBERS[number - 1]);
    }

    LocalDate first() {
        return LocalDate.of(year, number * 3 - 2, 1);
    }

    LocalDate last() {
        return YearMonth.of(year, number * 3).atEndOfMonth();
    }

    Instant from(ZoneId zone) {
        return first().atStartOfDay(zone).toInstant();
    }

    /** The first instant that no longer belongs to it. */
    Instant until(ZoneId zone) {
        return next().from(zone);
    }

    Quarter next() {
        return number == 4 ? new Quarter(year + 1, 1) : new Quarter(year, number + 1);
    }

    @Override
    public int compareTo(Quarter other) {
        return (year - other.year) * 4 + number - other.number;
    }
}
