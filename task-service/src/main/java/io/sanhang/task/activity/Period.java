package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A month {@code 2026-09}, a quarter {@code 2026Q3} or a year {@code 2026}, both days included. */
public record Period(String code, LocalDate from, LocalDate to) {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Pattern FORM = Pattern.compile("(20\\d\\d)(?:-(\\d\\d)|Q([1-4]))?");

    /** How long a period is. */
    public enum Length {
        MONTH,
        QUARTER,
        YEAR;

        /** The period of this length that a day lies in. */
        public Period of(LocalDate day) {
            return switch (this) {
                case MONTH -> months(YearMonth.from(day), 1, YearMonth.from(day).toString());
                case QUARTER -> {
                    var quarter = (day.getMonthValue() + 2) / 3;
                    var first = YearMonth.of(day.getYear(), quarter * 3 - 2);
                    yield months(first, 3, day.getYear() + "Q" + quarter);
                }
                case YEAR -> months(YearMonth.of(day.getYear(), 1), 12, String.valueOf(day.getYear()));
            };
        }
    }

    private static Period months(YearMonth first, int months, String code) {
        return new Period(code, first.atDay(1), first.plusMonths(months - 1).atEndOfMonth());
    }

    /** @throws Refusal {@code invalid-request} for anything else than a month, a quarter or a year */
    public static Period of(String code) {
        var read = FORM.matcher(code);
        if (!read.matches()) {
            throw Refusal.malformed("invalid-request").at("period");
        }
        var year = Integer.parseInt(read.group(1));
        try {
            if (read.group(2) != null) {
                return Length.MONTH.of(LocalDate.of(year, Integer.parseInt(read.group(2)), 1));
            }
            return read.group(3) == null
                    ? Length.YEAR.of(LocalDate.of(year, 1, 1))
                    : Length.QUARTER.of(LocalDate.of(year, Integer.parseInt(read.group(3)) * 3, 1));
        } catch (DateTimeException e) {
            throw Refusal.malformed("invalid-request").at("period");
        }
    }

    /** The one before, of the same length. */
    public Period before() {
        return length().of(from.minusDays(1));
    }

    public Length length() {
        return code.length() == 4 ? Length.YEAR : code.charAt(4) == 'Q' ? Length.QUARTER : Length.MONTH;
    }

    public Stream<Period> months() {
        var first = YearMonth.from(from);
        return IntStream.range(0, 12)
                .mapToObj(first::plusMonths)
                .filter(month -> !month.atDay(1).isAfter(to))
                .map(month -> months(month, 1, month.toString()));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    public Instant start() {
        return from.atStartOfDay(ZONE).toInstant();
    }

    /** The first instant after it. */
    public Instant end() {
        return to.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** As people say it: 2026年9月, 2026年第三季度, 2026年. */
    public String words() {
        return switch (length()) {
            case MONTH -> "%d年%d月".formatted(from.getYear(), from.getMonthValue());
            case QUARTER ->
                "%d年第%s季度".formatted(from.getYear(), "一二三四".substring(code.charAt(5) - '1', code.charAt(5) - '0'));
            case YEAR -> from.getYear() + "年";
        };
    }
}
