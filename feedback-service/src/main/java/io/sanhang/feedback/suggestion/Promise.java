package io.sanhang.feedback.suggestion;

import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day by which the sender hears something, and the sentence that explains it. When the working calendar changes the
 * day is counted anew, and what was promised before stays visible.
 *
 * @param dueOn the last day of the promise, in Asia/Shanghai
 * @param basis what is counted; absent for a day that the office has named
 * @param earlierDue what was promised before the calendar changed, oldest first
 */
public record Promise(
        LocalDate dueOn, String explained, @Nullable Basis basis, List<Earlier> earlierDue) {

    /** So many working days after a day, in words. */
    public record Basis(LocalDate from, int workdays, String words) {}

    /** @param until when it was replaced */
    public record Earlier(LocalDate dueOn, String explained, Instant until) {}

    public Promise {
        earlierDue = earlierDue == null ? List.of() : List.copyOf(earlierDue);
    }

    /** From reception: the office decides first, then the unit answers. Both in working days. */
    public static Promise onReception(
            LocalDate received, int decideWithin, int answerWithin, WorkingCalendar calendar) {
        var words = "%s收到；%d个工作日内决定由谁办理，受理后%d个工作日内答复".formatted(ChineseDate.of(received), decideWithin, answerWithin);
        return counted(new Basis(received, decideWithin + answerWithin, words), calendar);
    }

    public static Promise onAcceptance(LocalDate accepted, int answerWithin, WorkingCalendar calendar) {
        var words = "%s受理，从下一个工作日起算，第%d个工作日前答复".formatted(ChineseDate.of(accepted), answerWithin);
        return counted(new Basis(accepted, answerWithin, words), calendar);
    }

    static Promise set(LocalDate dueOn, LocalDate today) {
        var words = "%s由办公室定为%s前答复".formatted(ChineseDate.of(today), ChineseDate.of(dueOn));
        return new Promise(dueOn, words, null, List.of());
    }

    /** The same promise under the calendar as it is now; itself when nothing changes. */
    Promise recounted(WorkingCalendar calendar, Instant at) {
        if (basis == null) {
            return this;
        }
        var now = counted(basis, calendar);
        if (now.dueOn().equals(dueOn)) {
            return now.explained().equals(explained) ? this : new Promise(dueOn, now.explained(), basis, earlierDue);
        }
        var history = new ArrayList<>(earlierDue);
        history.add(new Earlier(dueOn, explained, at));
        return new Promise(now.dueOn(), now.explained(), basis, history);
    }

    private static Promise counted(Basis basis, WorkingCalendar calendar) {
        var explained = calendar.explain(basis.from(), basis.workdays());
        var words = explained.remark().isEmpty() ? basis.words() : basis.words() + "；" + explained.remark();
        return new Promise(explained.dueOn(), words, basis, List.of());
    }
}
