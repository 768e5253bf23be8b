package io.sanhang.task.selfcheck;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A self-check over some units or all (A018), from one day to another, both included. It keeps the form as it was on
 * the day of opening.
 *
 * @param unitIds always computed, stored because every scoped query asks for it
 */
public record CheckRound(
        @BsonId String id,
        long version,
        String title,
        String formCode,
        long formVersion,
        List<CheckForm.Part> parts,
        LocalDate opensOn,
        LocalDate closesOn,
        List<Party> units,
        List<Reminder> reminders,
        String fingerprint,
        String byName,
        Instant at,
        @Nullable List<String> unitIds)
        implements Stored {

    /** Units that had not handed in were told so. */
    public record Reminder(String id, Instant at, String byName, int units) {}

    enum State {
        PLANNED("planned", "未开始"),
        OPEN("open", "填报中"),
        CLOSED("closed", "已截止");

        private final String code;
        private final String words;

        State(String code, String words) {
            this.code = code;
            this.words = words;
        }

        String code() {
            return code;
        }

        String words() {
            return words;
        }
    }

    public CheckRound {
        parts = parts == null ? List.of() : List.copyOf(parts);
        units = units == null ? List.of() : List.copyOf(units);
        reminders = reminders == null ? List.of() : List.copyOf(reminders);
        unitIds = units.stream().map(Party::id).filter(Objects::nonNull).toList();
    }

    /** @throws Refusal {@code bad-check-days} when it would close before it opens, or has closed already */
    static CheckRound opened(
            String id,
            String title,
            CheckForm form,
            List<CheckForm.Part> parts,
            LocalDate opensOn,
            LocalDate closesOn,
            List<Party> units,
            Act act,
            LocalDate today) {
        if (closesOn.isBefore(opensOn) || closesOn.isBefore(today)) {
            throw Refusal.invalid("bad-check-days").at("/closesOn");
        }
        return new CheckRound(
                id,
                1,
                title,
                form.code(),
                form.version(),
                parts,
                opensOn,
                closesOn,
                units,
                List.of(),
                act.fingerprint(),
                act.by().name(),
                act.at(),
                null);
    }

    /** More time, or less: yesterday's date closes it. @throws Refusal {@code bad-check-days} */
    CheckRound closing(LocalDate day) {
        if (day.isBefore(opensOn)) {
            throw Refusal.invalid("bad-check-days").at("/closesOn");
        }
        return next(day, reminders);
    }

    CheckRound reminded(Reminder reminder) {
        return next(
                closesOn, Stream.concat(reminders.stream(), Stream.of(reminder)).toList());
    }

    /** Another unit fills in what one that is no more has not handed in; once, also if it was asked itself. */
    CheckRound askingInstead(String from, Party into) {
        var next = units.stream()
                .filter(unit -> !from.equals(unit.id()) || !asks(into.id()))
                .map(unit -> from.equals(unit.id()) ? into : unit)
                .toList();
        return new CheckRound(
                id,
                version + 1,
                title,
                formCode,
                formVersion,
                parts,
                opensOn,
                closesOn,
                next,
                reminders,
                fingerprint,
                byName,
                at,
                null);
    }

    State state(LocalDate today) {
        if (today.isBefore(opensOn)) {
            return State.PLANNED;
        }
        return today.isAfter(closesOn) ? State.CLOSED : State.OPEN;
    }

    boolean asks(@Nullable String unitId) {
        return unitId != null && ids().contains(unitId);
    }

    List<String> ids() {
        return Objects.requireNonNull(unitIds);
    }

    private CheckRound next(LocalDate closes, List<Reminder> told) {
        return new CheckRound(
                id,
                version + 1,
                title,
                formCode,
                formVersion,
                parts,
                opensOn,
                closes,
                units,
                told,
                fingerprint,
                byName,
                at,
                null);
    }
}
