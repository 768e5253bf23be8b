package io.sanhang.task.drive;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A hundred-day drive (百日会战, A050): a hundred calendar days, counted with the first, at whose end all its tasks are due.
 *
 * @param endsOn the hundredth day, or the day that the office moved it to
 * @param lead the unit that runs it, where one does
 * @param closing set when the office has summed it up; from then on nothing is added or moved
 * @param fingerprint of the request that made it
 */
public record Drive(
        @BsonId String id,
        long version,
        String name,
        LocalDate startsOn,
        LocalDate endsOn,
        String fingerprint,
        List<Move> moves,
        @Nullable Party lead,
        @Nullable Closing closing)
        implements Stored {

    static final int DAYS = 100;

    /** @param actId names the request, so that a repeated one moves nothing */
    public record Move(String actId, LocalDate from, LocalDate to, String reason, Instant at, String byName) {}

    /**
     * @param actId names the request, so that a repeated one closes nothing anew
     * @param carriedTo when what was still open is due now; absent when nothing was
     */
    public record Closing(
            String actId, String summary, @Nullable LocalDate carriedTo, List<Open> open, Instant at, String byName) {
        public Closing {
            open = open == null ? List.of() : List.copyOf(open);
        }
    }

    /** A line that was not done when the drive was closed. */
    public record Open(String taskId, String title, String line, String field) {}

    public Drive {
        moves = moves == null ? List.of() : List.copyOf(moves);
    }

    static Drive start(String name, LocalDate startsOn, @Nullable Party lead, Act act) {
        var endsOn = startsOn.plusDays(DAYS - 1L);
        return new Drive(act.id(), 1, name, startsOn, endsOn, act.fingerprint(), List.of(), lead, null);
    }

    /** The day of the drive, from 1; 0 before it begins. */
    int dayOn(LocalDate today) {
        return today.isBefore(startsOn) ? 0 : (int) ChronoUnit.DAYS.between(startsOn, today) + 1;
    }

    int days() {
        return dayOn(endsOn);
    }

    boolean isOver(LocalDate today) {
        return today.isAfter(endsOn);
    }

    /**
     * @throws Refusal {@code drive-closed}, {@code drive-not-begun}, {@code bad-carry-day} for open lines without a later
     *     day
     */
    Drive close(String summary, @Nullable LocalDate carriedTo, List<Open> open, LocalDate today, Act act) {
        requireNotClosed();
        if (today.isBefore(startsOn)) {
            throw Refusal.conflict("drive-not-begun", startsOn);
        }
        if (!open.isEmpty() && (carriedTo == null || !carriedTo.isAfter(today) || !carriedTo.isAfter(endsOn))) {
            throw Refusal.invalid("bad-carry-day", open.size(), endsOn).at("/carriedTo");
        }
        var until = open.isEmpty() ? null : carriedTo;
        var done =
                new Closing(act.id(), summary, until, open, act.at(), act.by().name());
        return new Drive(id, version + 1, name, startsOn, endsOn, fingerprint, moves, lead, done);
    }

    void requireNotClosed() {
        if (closing != null) {
            throw Refusal.conflict("drive-closed", name);
        }
    }

    boolean moved(String actId) {
        return moves.stream().anyMatch(move -> move.actId.equals(actId));
    }

    boolean isLedBy(String unitId) {
        return lead != null && unitId.equals(lead.id());
    }

    /** Another unit runs it. */
    Drive ledBy(Party unit) {
        return new Drive(id, version + 1, name, startsOn, endsOn, fingerprint, moves, unit, closing);
    }

    /** @throws Refusal {@code bad-drive-end} for a day that is past, before the start, or the same */
    Drive move(LocalDate to, String reason, LocalDate today, Act act) {
        requireNotClosed();
        if (to.isBefore(today) || !to.isAfter(startsOn) || to.equals(endsOn) || to.isAfter(startsOn.plusYears(1))) {
            throw Refusal.invalid("bad-drive-end", startsOn, endsOn).at("/endsOn");
        }
        var move = new Move(act.id(), endsOn, to, reason, act.at(), act.by().name());
        return new Drive(
                id,
                version + 1,
                name,
                startsOn,
                to,
                fingerprint,
                Stream.concat(moves.stream(), Stream.of(move)).toList(),
                lead,
                null);
    }
}
