package io.sanhang.task.matter;

import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Until when, and why (A044, A047). What comes in after closing time or on a day off counts from the next working day;
 * zero working days mean that same day: 事不隔天、文不过夜.
 *
 * @param workdays within how many working days; −1 for a day that was set as such
 * @param startsOn the day from which is counted
 * @param explained a sentence, without its full stop
 */
public record Deadline(int workdays, LocalDate startsOn, LocalDate dueOn, String explained) {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int ON_A_DAY = -1;

    static Deadline within(int workdays, Instant receivedAt, LocalTime closesAt, WorkingCalendar calendar) {
        var received = receivedAt.atZone(ZONE);
        var day = received.toLocalDate();
        var start = calendar.isWorkday(day) && received.toLocalTime().isBefore(closesAt)
                ? day
                : calendar.addWorkdays(day, 1);
        var late = start.equals(day) ? "" : "（%s下班后或休息日收到，从下一个工作日算起）".formatted(words(day));
        return counted(workdays, start, calendar).saying(late);
    }

    private static Deadline counted(int workdays, LocalDate start, WorkingCalendar calendar) {
        if (workdays == 0) {
            return new Deadline(0, start, start, words(start) + "当天办结");
        }
        var explained = calendar.explain(start, workdays);
        return new Deadline(workdays, start, explained.dueOn(), explained.sentence());
    }

    static Deadline on(LocalDate day, LocalDate received) {
        return new Deadline(ON_A_DAY, received, day, "要求" + words(day) + "前办结");
    }

    /** Working days that are left at the end of a day; what is due today has none. */
    int left(LocalDate today, WorkingCalendar calendar) {
        return Math.max(0, calendar.workdaysBetween(today, dueOn));
    }

    /** After a pause there is as much time as there was before it. */
    Deadline resumed(int left, LocalDate today, WorkingCalendar calendar) {
        var next = counted(left, today, calendar);
        return new Deadline(workdays, startsOn, next.dueOn, next.explained + "（暂停后恢复）");
    }

    Deadline extended(LocalDate until) {
        return new Deadline(workdays, startsOn, until, "经批准延期到" + words(until) + "，原期限" + words(dueOn));
    }

    private Deadline saying(String more) {
        return new Deadline(workdays, startsOn, dueOn, explained + more);
    }

    private static String words(LocalDate day) {
        return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }
}
