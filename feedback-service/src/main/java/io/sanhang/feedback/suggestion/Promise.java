package io.sanhang.feedback.suggestion;

import io.sanhang.support.time.WorkingCalendar;
import java.time.LocalDate;

/**
 * A day by which the sender hears something, and the sentence that explains it.
 *
 * @param dueOn the last day of the promise, in Asia/Shanghai
 */
public record Promise(LocalDate dueOn, String explained) {

    /** From reception: the office decides first, then the unit answers. Both in working days. */
    public static Promise onReception(
            LocalDate received, int decideWithin, int answerWithin, WorkingCalendar calendar) {
        return new Promise(
                calendar.addWorkdays(received, decideWithin + answerWithin),
                "%s收到；%d个工作日内决定由谁办理，受理后%d个工作日内答复".formatted(ChineseDate.of(received), decideWithin, answerWithin));
    }

    public static Promise onAcceptance(LocalDate accepted, int answerWithin, WorkingCalendar calendar) {
        return new Promise(
                calendar.addWorkdays(accepted, answerWithin),
                "%s受理，从下一个工作日起算，第%d个工作日前答复".formatted(ChineseDate.of(accepted), answerWithin));
    }

    static Promise set(LocalDate dueOn, LocalDate today) {
        return new Promise(dueOn, "%s由办公室定为%s前答复".formatted(ChineseDate.of(today), ChineseDate.of(dueOn)));
    }
}
