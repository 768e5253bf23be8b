package io.sanhang.task.task;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a target is and whether that is in time: what is there against what an even advance from the beginning to the
 * due date would have brought by today. Computed when read, never stored.
 *
 * @param current what there is now; null while there is no reading
 * @param expected what should be there today; null when that cannot be said
 * @param percent of the way to the goal, 0 to 100; null when there is no way to measure
 */
record Reach(
        boolean met,
        @Nullable String current,
        @Nullable String expected,
        @Nullable Integer percent,
        Light light,
        List<Period> trend) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /**
     * A month.
     *
     * @param value the last one known in it
     * @param change against the month before that has one; null for the first
     */
    record Period(String month, String value, @Nullable String change) {}

    static Reach of(Target target, LocalDate today, @Nullable LocalDate dueOn) {
        return target.isList() ? ofList(target, today, dueOn) : ofNumber(target, today, dueOn);
    }

    private static Reach ofList(Target target, LocalDate today, @Nullable LocalDate dueOn) {
        var listed = target.listed();
        var closed = listed.stream().filter(each -> each.closed() != null).toList();
        var all = BigDecimal.valueOf(listed.size());
        var done = BigDecimal.valueOf(closed.size());
        var expected = even(BigDecimal.ZERO, all, target.from(), today, dueOn);
        var met = !listed.isEmpty() && closed.size() == listed.size();
        var light = listed.isEmpty()
                ? new Light(Light.Colour.NONE, "清单还是空的")
                : light(met, done.compareTo(or(expected, BigDecimal.ZERO)) >= 0, expected, today, dueOn, "项");
        var months = new TreeMap<YearMonth, BigDecimal>();
        closed.stream()
                .map(each ->
                        YearMonth.from(Objects.requireNonNull(each.closed()).on()))
                .sorted()
                .forEach(month -> months.put(
                        month,
                        or(months.isEmpty() ? null : months.lastEntry().getValue(), BigDecimal.ZERO)
                                .add(BigDecimal.ONE)));
        return new Reach(met, plain(done), text(expected), percent(BigDecimal.ZERO, all, done), light, trend(months));
    }

    private static Reach ofNumber(Target target, LocalDate today, @Nullable LocalDate dueOn) {
        var readings = target.standing();
        var months = new TreeMap<YearMonth, BigDecimal>();
        readings.forEach(each -> months.put(YearMonth.from(each.on()), new BigDecimal(each.value())));
        if (readings.isEmpty()) {
            return new Reach(false, null, null, null, new Light(Light.Colour.NONE, "还没有填报数据"), List.of());
        }
        var current = new BigDecimal(readings.get(readings.size() - 1).value());
        var base = target.base() == null ? new BigDecimal(readings.get(0).value()) : new BigDecimal(target.base());
        if (target.goal() == null) {
            var rising = current.compareTo(base) > 0;
            var compared = target.base() != null || readings.size() > 1;
            var words = !compared
                    ? "只有一期数据，还看不出变化"
                    : rising ? "比起步时提高了" + plain(current.subtract(base)) + target.unit() : "没有提高";
            var colour = !compared ? Light.Colour.NONE : rising ? Light.Colour.GREEN : Light.Colour.RED;
            return new Reach(rising, plain(current), null, null, new Light(colour, words), trend(months));
        }
        var goal = new BigDecimal(target.goal());
        var up = target.aim() != Target.Aim.AT_MOST;
        var met = up ? current.compareTo(goal) >= 0 : current.compareTo(goal) <= 0;
        var expected = even(base, goal, target.from(), today, dueOn);
        var pace = expected != null && (up ? current.compareTo(expected) >= 0 : current.compareTo(expected) <= 0);
        var light = light(met, pace, expected, today, dueOn, target.unit());
        return new Reach(met, plain(current), text(expected), percent(base, goal, current), light, trend(months));
    }

    private static Light light(
            boolean met,
            boolean onPace,
            @Nullable BigDecimal expected,
            LocalDate today,
            @Nullable LocalDate dueOn,
            String unit) {
        if (met) {
            return new Light(Light.Colour.GREEN, "已达到");
        }
        if (dueOn == null || expected == null) {
            return new Light(Light.Colour.NONE, "没有固定期限，不判断快慢");
        }
        if (today.isAfter(dueOn)) {
            return new Light(Light.Colour.RED, "到期没有达到");
        }
        var words = "按时间进度现在应为 %s%s".formatted(plain(expected), unit);
        return onPace ? new Light(Light.Colour.GREEN, words + "，不慢") : new Light(Light.Colour.YELLOW, words + "，慢了");
    }

    /** What an even advance would have brought by today. */
    private static @Nullable BigDecimal even(
            BigDecimal base, BigDecimal goal, LocalDate from, LocalDate today, @Nullable LocalDate dueOn) {
        if (dueOn == null) {
            return null;
        }
        var all = ChronoUnit.DAYS.between(from, dueOn);
        var gone = Math.max(0, ChronoUnit.DAYS.between(from, today));
        if (gone >= all) {
            return goal;
        }
        return base.add(goal.subtract(base)
                .multiply(BigDecimal.valueOf(gone))
                .divide(BigDecimal.valueOf(all), 1, RoundingMode.HALF_UP));
    }

    private static @Nullable Integer percent(BigDecimal base, BigDecimal goal, BigDecimal current) {
        var way = goal.subtract(base);
        if (way.signum() == 0) {
            return null;
        }
        var share = current.subtract(base).multiply(HUNDRED).divide(way, 0, RoundingMode.DOWN);
        return share.max(BigDecimal.ZERO).min(HUNDRED).intValue();
    }

    private static List<Period> trend(TreeMap<YearMonth, BigDecimal> months) {
        var found = new ArrayList<Period>();
        BigDecimal before = null;
        for (var month : months.entrySet()) {
            var change = before == null ? null : plain(month.getValue().subtract(before));
            found.add(new Period(month.getKey().toString(), plain(month.getValue()), change));
            before = month.getValue();
        }
        return found;
    }

    private static BigDecimal or(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one;
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : plain(number);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
