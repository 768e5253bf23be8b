package io.sanhang.support.time;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the counting of working days into words. Only what lies after {@code from}, up to {@code dueOn}, is named. */
final class Explanation {

    private final LocalDate from;
    private final LocalDate dueOn;
    private final IntFunction<CalendarYear> years;

    Explanation(LocalDate from, LocalDate dueOn, IntFunction<CalendarYear> years) {
        this.from = from;
        this.dueOn = dueOn;
        this.years = years;
    }

    String counted(int workdays) {
        return "%s前：从%s起算%d个工作日".formatted(fullDay(dueOn), day(from), workdays);
    }

    /** The special days in the span, and the years of which nothing is known; empty when there are none. */
    String remark(IntPredicate known) {
        var parts = new ArrayList<String>();
        var special = specialDays();
        if (!special.isEmpty()) {
            parts.add(special);
        }
        var unknown = IntStream.rangeClosed(from.plusDays(1).getYear(), dueOn.getYear())
                .filter(year -> !known.test(year))
                .mapToObj(year -> year + "年")
                .collect(Collectors.joining("、"));
        if (!unknown.isEmpty()) {
            parts.add(unknown + "的放假安排尚未录入，只除去了周末");
        }
        return String.join("；", parts);
    }

    private String specialDays() {
        var words = new ArrayList<String>();
        var worked = span(true);
        if (!worked.isEmpty()) {
            words.add(worked.stream()
                            .map(each -> day(each.get(0)) + weekday(each.get(0)))
                            .collect(Collectors.joining("、"))
                    + "调休上班");
        }
        var off = span(false);
        if (!off.isEmpty()) {
            words.add(off.stream().map(this::range).collect(Collectors.joining("、")) + "放假");
        }
        return String.join("，", words);
    }

    /** The make-up workdays one by one, or the holidays as runs of days. */
    private List<List<LocalDate>> span(boolean worked) {
        var runs = new ArrayList<List<LocalDate>>();
        from.plusDays(1).datesUntil(dueOn.plusDays(1)).forEach(day -> {
            var year = years.apply(day.getYear());
            if (!(worked ? year.workdays() : year.holidays()).contains(day)) {
                return;
            }
            var last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (worked || last == null || !last.get(last.size() - 1).plusDays(1).equals(day)) {
                last = new ArrayList<>();
                runs.add(last);
            }
            last.add(day);
        });
        return runs;
    }

    private String range(List<LocalDate> run) {
        var first = run.get(0);
        var last = run.get(run.size() - 1);
        if (run.size() == 1) {
            return day(first);
        }
        if (first.getYear() != last.getYear()) {
            return day(first) + "至" + (last.getYear() == dueOn.getYear() ? last.getYear() + "年" : "") + day(last);
        }
        return day(first)
                + "至"
                + (first.getMonthValue() == last.getMonthValue()
                        ? last.getDayOfMonth() + "日"
                        : "%d月%d日".formatted(last.getMonthValue(), last.getDayOfMonth()));
    }

    /** With its year only where that is not the deadline's. */
    private String day(LocalDate day) {
        var year = day.getYear() == dueOn.getYear() ? "" : day.getYear() + "年";
        return "%s%d月%d日".formatted(year, day.getMonthValue(), day.getDayOfMonth());
    }

    private static String fullDay(LocalDate day) {
        return "%d年%d月%d日%s".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), weekday(day));
    }

    private static String weekday(LocalDate day) {
        return "（" + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.CHINA) + "）";
    }
}
