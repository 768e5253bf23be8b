package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a clause asks for beyond its sentence: measures, numbers, rhythms and dates, each with its own wording. */
public record Requirements(
        List<String> measures, List<Quota> quotas, List<Cadence> cadences, List<Deadline> deadlines) {

    /** A number to be reached, for example 1,000 jobs; {@code per} says for whom or how often, when stated. */
    public record Quota(
            String text,
            long count,
            String measure,
            @Nullable String per) {

        /** Asked for once and in digits, or of all. */
        boolean isOnce() {
            return per == null && (measure.equals("%") || text.contains(String.valueOf(count)));
        }
    }

    /** A rhythm: {@code every} 1 {@code month} is once a month. */
    public record Cadence(String text, String unit, int every) {}

    /** A date as written, and the day it was read as; null when it names no day. */
    public record Deadline(String text, @Nullable LocalDate date) {}

    public Requirements {
        measures = measures == null ? List.of() : List.copyOf(measures);
        quotas = quotas == null ? List.of() : List.copyOf(quotas);
        cadences = cadences == null ? List.of() : List.copyOf(cadences);
        deadlines = deadlines == null ? List.of() : List.copyOf(deadlines);
    }

    public Requirements with(List<String> otherMeasures) {
        return new Requirements(otherMeasures, quotas, cadences, deadlines);
    }

    public static final Requirements NONE = new Requirements(List.of(), List.of(), List.of(), List.of());
}
