package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Service;

/**
 * The quarterly rounds of supervision (A024). A round is nobody's act and is stored nowhere: it is read from the
 * histories of the matters, so that no restart, replica or late start can count one twice or leave one out.
 */
@Service
class RoundService {

    /** What a round came to, in numbers. */
    record Sums(Quarter quarter, int atStart, int added, Map<RoundEntry.Outcome, Integer> outcomes) {

        static Sums of(Quarter quarter, List<RoundEntry> entries) {
            var outcomes = new EnumMap<RoundEntry.Outcome, Integer>(RoundEntry.Outcome.class);
            entries.forEach(entry -> outcomes.merge(entry.outcome(), 1, Integer::sum));
            var atStart = (int) entries.stream().filter(RoundEntry::openAtStart).count();
            return new Sums(quarter, atStart, entries.size() - atStart, outcomes);
        }

        int count(RoundEntry.Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }
    }

    private final TaskRepository tasks;
    private final RoundProperties settings;
    private final Clock clock;

    RoundService(TaskRepository tasks, RoundProperties settings, Clock clock) {
        this.tasks = tasks;
        this.settings = settings;
        this.clock = clock;
    }

    /** Every round so far, the newest first. */
    List<Sums> rounds(Caller caller) {
        var found = new TreeMap<Quarter, List<RoundEntry>>(Comparator.reverseOrder());
        tasks.ofKinds(settings.taskKinds(), caller)
                .forEach(task -> of(task).forEach(
                                (quarter, entry) -> found.computeIfAbsent(quarter, none -> new ArrayList<>())
                                        .add(entry)));
        return found.entrySet().stream()
                .map(round -> Sums.of(round.getKey(), round.getValue()))
                .toList();
    }

    /**
     * The longest under supervision first.
     *
     * @throws Refusal {@code no-such-round} for what is no quarter, or one that has not begun
     */
    List<RoundEntry> round(Quarter quarter, Caller caller) {
        var found = new ArrayList<RoundEntry>();
        tasks.ofKinds(settings.taskKinds(), caller)
                .forEach(task -> RoundEntry.of(task, quarter, clock.instant(), clock.getZone())
                        .ifPresent(found::add));
        found.sort(Comparator.comparing(RoundEntry::rounds)
                .reversed()
                .thenComparing(entry -> entry.task().duty().order())
                .thenComparing(entry -> entry.task().id()));
        return found;
    }

    /** The rounds that one task has been through, the first one first; none when its kind is not gone through. */
    Map<Quarter, RoundEntry> roundsOf(Task task) {
        return settings.taskKinds().contains(task.duty().kind()) ? of(task) : Map.of();
    }

    Quarter quarter(String code) {
        return Quarter.of(code)
                .filter(quarter -> !quarter.from(clock.getZone()).isAfter(clock.instant()))
                .orElseThrow(() -> Refusal.missing("no-such-round", code));
    }

    private Map<Quarter, RoundEntry> of(Task task) {
        var found = new TreeMap<Quarter, RoundEntry>();
        RoundEntry.quarters(task, clock.instant(), clock.getZone())
                .forEach(quarter -> RoundEntry.of(task, quarter, clock.instant(), clock.getZone())
                        .ifPresent(entry -> found.put(quarter, entry)));
        return found;
    }
}
