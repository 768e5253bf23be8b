package io.sanhang.task.drive;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A hundred-day drive (百日会战, A050): a hundred calendar days, counted with the first, at whose end all its tasks are due.
 *
 * @param endsOn the hundredth day, or the day that the office moved it to
 * @param fingerprint of the request that made it
 */
public record Drive(
        @BsonId String id,
        long version,
        String name,
        LocalDate startsOn,
        LocalDate endsOn,
        String fingerprint,
        List<Move> moves)
        implements Stored {

    static final int DAYS = 100;

    /** @param actId names the request, so that a repeated one moves nothing */
    public record Move(String actId, LocalDate from, LocalDate to, String reason, Instant at, String byName) {}

    public Drive {
        moves = moves == null ? List.of() : List.copyOf(moves);
    }

    static Drive start(String name, LocalDate startsOn, Act act) {
        return new Drive(act.id(), 1, name, startsOn, startsOn.plusDays(DAYS - 1L), act.fingerprint(), List.of());
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

    boolean moved(String actId) {
        return moves.stream().anyMatch(move -> move.actId.equals(actId));
    }

    /** @throws Refusal {@code bad-drive-end} for a day that is past, before the start, or the same */
    Drive move(LocalDate to, String reason, LocalDate today, Act act) {
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
                Stream.concat(moves.stream(), Stream.of(move)).toList());
    }
}
