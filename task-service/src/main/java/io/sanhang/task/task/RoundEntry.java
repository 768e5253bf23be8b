package io.sanhang.task.task;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one matter in one quarter's round (A024).
 *
 * @param openAtStart it was there when the quarter began; otherwise it came in during it
 * @param closeOut what it was closed on, and by whom; present when it was closed
 * @param rounds how many quarters it has been under supervision, this one included
 */
record RoundEntry(
        Task task,
        boolean openAtStart,
        Outcome outcome,
        @Nullable Instant endedAt,
        Course.@Nullable CloseOut closeOut,
        int rounds) {

    enum Outcome {
        CLOSED("已销号"),
        ENDED("已拆分或合并"),
        OPEN("在办"),
        CARRIED("结转下季度");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        String words() {
            return words;
        }
    }

    /** Nothing for a task that units did not have in that quarter. */
    static Optional<RoundEntry> of(Task task, Quarter quarter, Instant now, ZoneId zone) {
        var from = quarter.from(zone);
        var until = quarter.until(zone);
        var stretches = Stretch.of(task);
        var within = stretches.stream()
                .filter(stretch -> stretch.touches(from, until))
                .toList();
        if (within.isEmpty()) {
            return Optional.empty();
        }
        var last = within.get(within.size() - 1);
        var end = last.endBefore(until);
        return Optional.of(new RoundEntry(
                task,
                within.get(0).start().at().isBefore(from),
                end != null ? outcome(end) : now.isBefore(until) ? Outcome.OPEN : Outcome.CARRIED,
                end == null ? null : end.at(),
                end == null ? null : closeOut(task, end),
                rounds(stretches, quarter, zone)));
    }

    /** The quarters in which units had the task, the first one first. */
    static List<Quarter> quarters(Task task, Instant now, ZoneId zone) {
        var stretches = Stretch.of(task);
        return stretches.isEmpty()
                ? List.of()
                : from(stretches, zone)
                        .takeWhile(quarter -> !quarter.from(zone).isAfter(now))
                        .filter(quarter -> touched(stretches, quarter, zone))
                        .toList();
    }

    private static int rounds(List<Stretch> stretches, Quarter upTo, ZoneId zone) {
        return (int) from(stretches, zone)
                .takeWhile(quarter -> quarter.compareTo(upTo) <= 0)
                .filter(quarter -> touched(stretches, quarter, zone))
                .count();
    }

    private static Stream<Quarter> from(List<Stretch> stretches, ZoneId zone) {
        return Stream.iterate(Quarter.at(stretches.get(0).start().at(), zone), Quarter::next);
    }

    private static boolean touched(List<Stretch> stretches, Quarter quarter, ZoneId zone) {
        return stretches.stream().anyMatch(stretch -> stretch.touches(quarter.from(zone), quarter.until(zone)));
    }

    private static Outcome outcome(HistoryEntry end) {
        return end.step() == Step.CLOSE ? Outcome.CLOSED : Outcome.ENDED;
    }

    private static Course.@Nullable CloseOut closeOut(Task task, HistoryEntry end) {
        return task.course().closeOuts().stream()
                .filter(each -> each.decision() == Step.CLOSE && end.at().equals(each.decidedAt()))
                .findFirst()
                .orElse(null);
    }
}
