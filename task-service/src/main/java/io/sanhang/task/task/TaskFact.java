package io.sanhang.task.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other features may know of a task: what it is, whose, and when it ran. */
public record TaskFact(
        String id,
        String title,
        TaskKind kind,
        State state,
        List<Party> leadUnits,
        List<String> unitIds,
        @Nullable LocalDate dueOn,
        List<Turn> turns) {

    /** From this instant on it ran, or did not. */
    record Turn(Instant at, boolean running) {}

    static TaskFact of(Task task) {
        return new TaskFact(
                task.id(),
                task.duty().title(),
                task.duty().kind(),
                task.state(),
                task.assignment().ofHeirs().leadUnits(),
                task.assignment().units(),
                task.duty().dueOn(),
                task.history().stream().flatMap(entry -> turn(entry).stream()).toList());
    }

    private static Optional<Turn> turn(HistoryEntry entry) {
        return switch (entry.step()) {
            case ASSIGN, RESUME, REOPEN -> Optional.of(new Turn(entry.at(), true));
            case SUSPEND, CLOSE, SPLIT, END_MERGED, WITHDRAW -> Optional.of(new Turn(entry.at(), false));
            default -> Optional.empty();
        };
    }

    /** Assigned, and neither suspended nor closed at that instant. */
    public boolean ranAt(Instant instant) {
        var running = false;
        for (var turn : turns) {
            if (!turn.at.isAfter(instant)) {
                running = turn.running;
            }
        }
        return running;
    }

    public boolean existedBefore(Instant instant) {
        return !turns.isEmpty() && turns.get(0).at.isBefore(instant);
    }

    /** When it was last closed; empty while it is open. */
    public Optional<Instant> closedAt() {
        return state == State.CLOSED && !turns.isEmpty()
                ? Optional.of(turns.get(turns.size() - 1).at)
                : Optional.empty();
    }

    public List<String> leadIds() {
        return leadUnits.stream()
                .flatMap(unit -> Optional.ofNullable(unit.id()).stream())
                .toList();
    }
}
