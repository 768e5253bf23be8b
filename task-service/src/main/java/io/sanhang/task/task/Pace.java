package io.sanhang.task.task;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task's plan against its progress (A104). The plan is the share of the time that is over between the day it was given
 * and its due date; the progress is what the units last stated.
 *
 * @param expected 0 to 100
 * @param actual 0 to 100
 */
record Pace(
        String id,
        String title,
        @Nullable String clause,
        @Nullable String voyage,
        @Nullable String groupName,
        String leadUnits,
        String stateText,
        LocalDate dueOn,
        int expected,
        int actual,
        boolean overdue,
        boolean behind) {

    /** So many points behind the plan are a matter of rounding, not of concern. */
    static final int TOLERATED = 20;

    static final Comparator<Pace> WORST_FIRST = Comparator.comparing(Pace::overdue)
            .reversed()
            .thenComparing(pace -> pace.actual - pace.expected)
            .thenComparing(Pace::dueOn)
            .thenComparing(Pace::id);

    /**
     * What the query brings of a task.
     *
     * @param given the day it was given
     * @param percents as they were reported, the newest last
     */
    record Facts(
            String id,
            String title,
            @Nullable String clause,
            @Nullable Voyage voyage,
            @Nullable String groupName,
            List<String> leadUnits,
            State state,
            LocalDate given,
            LocalDate dueOn,
            List<Integer> percents) {}

    static Pace of(Facts facts, LocalDate today) {
        var expected = expected(facts.given, facts.dueOn, today);
        var actual = actual(facts);
        var overdue = facts.state.isRunning() && facts.dueOn.isBefore(today);
        return new Pace(
                facts.id,
                facts.title,
                facts.clause,
                facts.voyage == null ? null : facts.voyage.code(),
                facts.groupName,
                String.join("、", facts.leadUnits),
                facts.state.words(),
                facts.dueOn,
                expected,
                actual,
                overdue,
                overdue || facts.state.isRunning() && expected - actual > TOLERATED);
    }

    private static int expected(LocalDate given, LocalDate dueOn, LocalDate today) {
        var whole = ChronoUnit.DAYS.between(given, dueOn);
        var over = ChronoUnit.DAYS.between(given, today);
        return whole <= 0 || over >= whole ? 100 : (int) Math.max(0, over * 100 / whole);
    }

    private static int actual(Facts facts) {
        if (facts.state == State.CLOSED || facts.state == State.CLOSE_OUT_APPLIED) {
            return 100;
        }
        return facts.percents.isEmpty() ? 0 : facts.percents.get(facts.percents.size() - 1);
    }

    /** Many at once: what they should have come to on average, and what they have. */
    record Line(String key, long n, int expected, int actual, long behind) {
        static Line of(String key, List<Pace> paces) {
            return new Line(
                    key,
                    paces.size(),
                    (int) Math.round(
                            paces.stream().mapToInt(Pace::expected).average().orElse(0)),
                    (int) Math.round(
                            paces.stream().mapToInt(Pace::actual).average().orElse(0)),
                    paces.stream().filter(Pace::behind).count());
        }
    }
}
