package io.sanhang.task.task;

import io.sanhang.support.time.Explained;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the due date is that day, and what was promised before. A date counted in working days is counted anew when the
 * calendar changes, until somebody names another day.
 *
 * @param workdays so many working days after the task was given to its units; null for a day that was named
 * @param from the day of counting; null while the task waits to be given to units
 * @param earlierDue earlier promises, the oldest first; they stay visible
 */
public record Term(@Nullable Integer workdays, @Nullable LocalDate from, String explained, List<Earlier> earlierDue) {

    /** @param until when it was replaced */
    public record Earlier(LocalDate dueOn, String explained, Instant until) {}

    public Term {
        earlierDue = earlierDue == null ? List.of() : List.copyOf(earlierDue);
    }

    static Term of(int workdays) {
        return new Term(workdays, null, "从下达之日起算%d个工作日".formatted(workdays), List.of());
    }

    /** A day that somebody named where there was none. */
    static Term said(String why) {
        return new Term(null, null, why, List.of());
    }

    /** A day that somebody named, and why; what was promised before stays. */
    static Term named(String why, @Nullable Term before, LocalDate dueOn, String explained, Instant at) {
        return new Term(null, null, why, plus(before, new Earlier(dueOn, explained, at)));
    }

    /** Still to be counted: the task has just been given to its units. */
    boolean waits() {
        return workdays != null && from == null;
    }

    /** Counted from a known day. */
    boolean counts() {
        return workdays != null && from != null;
    }

    Explained counted(WorkingCalendar calendar, LocalDate start) {
        return calendar.explain(start, Objects.requireNonNull(workdays));
    }

    Explained recounted(WorkingCalendar calendar) {
        return counted(calendar, Objects.requireNonNull(from));
    }

    Term from(LocalDate start, Explained now) {
        return new Term(workdays, start, now.sentence(), earlierDue);
    }

    /** The same count under another calendar. */
    Term saying(Explained now, LocalDate dueOn, Instant at) {
        var earlier = now.dueOn().equals(dueOn) ? earlierDue : plus(this, new Earlier(dueOn, explained, at));
        return new Term(workdays, from, now.sentence(), earlier);
    }

    private static List<Earlier> plus(@Nullable Term before, Earlier one) {
        return Stream.concat(before == null ? Stream.of() : before.earlierDue.stream(), Stream.of(one))
                .toList();
    }
}
