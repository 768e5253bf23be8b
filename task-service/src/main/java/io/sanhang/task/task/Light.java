package io.sanhang.task.task;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How near a deadline is, as a colour and always also in words. Computed when read, never stored: green, yellow when
 * three working days or fewer are left, red when overdue (A024, A104).
 */
public record Light(Colour colour, String words) {

    public enum Colour {
        GREEN,
        YELLOW,
        RED,
        NONE;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public String code() {
        return colour.code();
    }

    static final int WARN_WORKDAYS = 3;

    /** Beyond this nobody counts working days on a screen; it bounds the counting too. */
    private static final int COUNTED_DAYS = 400;

    /** @param workday whether a date is a working day, make-up days and holidays considered */
    static Light of(State state, @Nullable LocalDate dueOn, LocalDate today, Predicate<LocalDate> workday) {
        if (state.isOver()) {
            return none(state.words());
        }
        if (state == State.SUSPENDED) {
            return none("已暂停，不计时");
        }
        return dueOn == null ? none("没有固定期限") : until(dueOn, today, workday);
    }

    /** Where no clock runs. */
    public static Light none(String words) {
        return new Light(Colour.NONE, words);
    }

    /** @param workday whether a date is a working day, make-up days and holidays considered */
    public static Light until(LocalDate dueOn, LocalDate today, Predicate<LocalDate> workday) {
        var days = ChronoUnit.DAYS.between(today, dueOn);
        if (days < 0) {
            return new Light(Colour.RED, "已逾期 %d 天".formatted(-days));
        }
        if (days > COUNTED_DAYS) {
            return new Light(Colour.GREEN, "还有 %d 天".formatted(days));
        }
        return upcoming(days, workdays(today, dueOn, workday));
    }

    private static Light upcoming(long days, long workdays) {
        if (days == 0) {
            return new Light(Colour.YELLOW, "今天到期");
        }
        if (workdays == 0) {
            return new Light(Colour.YELLOW, "还有 %d 天，都是休息日".formatted(days));
        }
        var colour = workdays <= WARN_WORKDAYS ? Colour.YELLOW : Colour.GREEN;
        return new Light(colour, "还有 %d 个工作日".formatted(workdays));
    }

    static long workdays(LocalDate today, LocalDate dueOn, Predicate<LocalDate> workday) {
        return today.plusDays(1).datesUntil(dueOn.plusDays(1)).filter(workday).count();
    }
}
