package io.sanhang.task.plan;

import io.sanhang.task.plan.PlanItem.Deadline;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates in a clause. A date without a year is of the year of issue, and a year that is not known gives no day: nothing
 * is guessed. "4月末前" is the last of April, "9月15日前" that day, "6月前" the last day before June.
 */
final class Dates {

    private static final String HAN_YEAR = "[〇零○一二三四五六七八九]{4}";
    private static final Pattern FULL = Pattern.compile("(\\d{4})年(\\d{1,2})月(\\d{1,2})日");
    private static final Pattern HAN_FULL =
            Pattern.compile("(" + HAN_YEAR + ")年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日");
    private static final Pattern DAY = Pattern.compile("(?:(\\d{4})年)?(?<!\\d)(\\d{1,2})月(\\d{1,2})日(?:之前|以前|前|底前|止)?");
    private static final Pattern MONTH =
            Pattern.compile("(?:(\\d{4})年)?(?<!\\d)(\\d{1,2})月份?(上旬|中旬|下旬|底|末)?(之前|以前|前)?");
    private static final Pattern YEAR_END = Pattern.compile("(?:(\\d{4})年)?(年内|年底前|年底|年末前|年末|全年|本年度内|年度内|今年内)");
    private static final Pattern QUARTER = Pattern.compile("(?:(\\d{4})年)?第?([一二三四1-4])季度(?:末|底|内|前)");
    private static final Pattern HALF = Pattern.compile("(?:(\\d{4})年)?([上下])半年(?:前|内|底前)?");
    private static final Pattern OPEN = Pattern.compile("规定时限内|规定时间内|规定期限内|限期|按时限|尽快");
    private static final Pattern RELATIVE =
            Pattern.compile("(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?:工作日|自然日|天|日|周|月)(?:之内|以内|内)");

    private final @Nullable LocalDate issuedOn;

    Dates(@Nullable LocalDate issuedOn) {
        this.issuedOn = issuedOn;
    }

    private record Found(int at, int end, Deadline deadline) {}

    List<Deadline> in(String plain) {
        var found = new ArrayList<Found>();
        collect(
                plain,
                DAY,
                found,
                matcher -> new Deadline(
                        matcher.group(), day(matcher.group(1), matcher.group(2), matcher.group(3)), "date"));
        collect(plain, MONTH, found, this::month);
        collect(
                plain,
                YEAR_END,
                found,
                matcher -> new Deadline(matcher.group(), lastOf(matcher.group(1), 12), "year-end"));
        collect(
                plain,
                QUARTER,
                found,
                matcher -> new Deadline(
                        matcher.group(), lastOf(matcher.group(1), Marks.number(matcher.group(2)) * 3), "quarter-end"));
        collect(
                plain,
                HALF,
                found,
                matcher -> new Deadline(
                        matcher.group(),
                        lastOf(matcher.group(1), matcher.group(2).equals("上") ? 6 : 12),
                        "half-year-end"));
        collect(plain, OPEN, found, matcher -> new Deadline(matcher.group(), null, "open"));
        collect(plain, RELATIVE, found, matcher -> new Deadline(matcher.group(), null, "relative"));
        return found.stream()
                .sorted(Comparator.comparingInt(Found::at))
                .map(Found::deadline)
                .distinct()
                .toList();
    }

    private static void collect(
            String plain,
            Pattern pattern,
            List<Found> found,
            java.util.function.Function<Matcher, @Nullable Deadline> read) {
        var matcher = pattern.matcher(plain);
        while (matcher.find()) {
            var start = matcher.start();
            var end = matcher.end();
            var taken = found.stream().anyMatch(other -> start < other.end && other.at < end);
            var deadline = taken ? null : read.apply(matcher);
            if (deadline != null) {
                found.add(new Found(start, end, deadline));
            }
        }
    }

    /** A bare month ("6月") is a date only with a word that makes it one. */
    private @Nullable Deadline month(Matcher matcher) {
        var part = matcher.group(3);
        var before = matcher.group(4);
        if (part == null && before == null) {
            return null;
        }
        var last = lastOf(matcher.group(1), Integer.parseInt(matcher.group(2)));
        if (last == null) {
            return new Deadline(matcher.group(), null, "month");
        }
        var day = part == null
                ? last.withDayOfMonth(1).minusDays(1)
                : part.equals("上旬") ? last.withDayOfMonth(10) : part.equals("中旬") ? last.withDayOfMonth(20) : last;
        return new Deadline(matcher.group(), day, "month");
    }

    private @Nullable LocalDate lastOf(@Nullable String year, int month) {
        var in = year(year);
        return in == 0 || month < 1 || month > 12
                ? null
                : YearMonth.of(in, month).atEndOfMonth();
    }

    private @Nullable LocalDate day(@Nullable String year, String month, String day) {
        var in = year(year);
        try {
            return in == 0 ? null : LocalDate.of(in, Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private int year(@Nullable String given) {
        if (given != null) {
            return Integer.parseInt(given);
        }
        return issuedOn == null ? 0 : issuedOn.getYear();
    }

    /** A full date at the start of a line or after an issuer's name, in digits or Chinese numerals. */
    static @Nullable LocalDate full(String plain) {
        var digits = Marks.find(FULL, plain);
        var han = digits == null ? Marks.find(HAN_FULL, plain) : null;
        try {
            if (digits != null) {
                return LocalDate.of(
                        Integer.parseInt(digits.group(1)),
                        Integer.parseInt(digits.group(2)),
                        Integer.parseInt(digits.group(3)));
            }
            if (han != null) {
                return LocalDate.of(hanYear(han.group(1)), Marks.number(han.group(2)), Marks.number(han.group(3)));
            }
        } catch (DateTimeException e) {
            // No such day; then no date was read.
        }
        return null;
    }

    private static int hanYear(String text) {
        var year = 0;
        for (var c : text.toCharArray()) {
            year = year * 10 + Math.max(0, "零一二三四五六七八九".indexOf(c == '〇' || c == '○' ? '零' : c));
        }
        return year;
    }
}
