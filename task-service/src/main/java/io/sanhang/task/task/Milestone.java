package io.sanhang.task.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named step of a task with its day (A051).
 *
 * @param stage one of the four of a hundred-day item (A052)
 * @param workdays how many working days it was given when planned backwards; null for a day set by hand
 * @param moves where its day was moved, the oldest first
 * @param done null while it is not done
 */
public record Milestone(
        String id,
        String name,
        LocalDate dueOn,
        @Nullable Stage stage,
        @Nullable Integer workdays,
        List<Move> moves,
        @Nullable Done done) {

    public record Move(LocalDate from, LocalDate to, String reason, Instant at, String byName) {}

    /** @param on the day it was done, which may lie before the day it was told */
    public record Done(
            LocalDate on,
            Instant at,
            String by,
            String byName,
            @Nullable String unitId,
            String note,
            List<Evidence> evidence) {
        public Done {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    public Milestone {
        moves = moves == null ? List.of() : List.copyOf(moves);
    }

    boolean isDone() {
        return done != null;
    }

    /** The day that was first promised, as later ones are measured by it; a move forward leaves nothing to wait for. */
    LocalDate promisedOn() {
        var first = moves.isEmpty() ? dueOn : moves.get(0).from();
        return first.isAfter(dueOn) ? dueOn : first;
    }

    Milestone planned(MilestonePlan.Step as, LocalDate day, String reason, Act act) {
        var moved = day.equals(dueOn)
                ? moves
                : Stream.concat(
                                moves.stream(),
                                Stream.of(new Move(
                                        dueOn, day, reason, act.at(), act.by().name())))
                        .toList();
        return new Milestone(id, as.name(), day, as.stage(), as.workdays(), moved, done);
    }

    /** The last stage ends with its drive, and nothing ends later. */
    Milestone ending(LocalDate end, String reason, Act act) {
        if (isDone() || dueOn.equals(end) || stage != Stage.QUICK_RESULT && dueOn.isBefore(end)) {
            return this;
        }
        var move = new Move(dueOn, end, reason, act.at(), act.by().name());
        return new Milestone(
                id,
                name,
                end,
                stage,
                workdays,
                Stream.concat(moves.stream(), Stream.of(move)).toList(),
                null);
    }

    Milestone done(@Nullable Done how) {
        return new Milestone(id, name, dueOn, stage, workdays, moves, how);
    }

    String words() {
        return "%s%s（%s）".formatted(stage == null ? "" : stage.words() + "：", name, dueOn);
    }
}
