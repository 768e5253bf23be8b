package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One thing the office does to many tasks, row by row. It is stored before the first row is done and after every few, so
 * that a lost answer or a restart can be looked up and gone on with; a row that was done already is not done again,
 * because its act is named by the batch.
 *
 * @param runsUntil nobody else goes on with it before
 * @param doneAt when the last row was done; the time to undo it counts from here
 */
public record Batch(
        @BsonId String id,
        long version,
        String fingerprint,
        Doer by,
        Order order,
        Instant at,
        Phase phase,
        Instant runsUntil,
        @Nullable Instant doneAt,
        List<Row> rows)
        implements Stored {

    static final int MOST = 500;
    static final Duration UNDO_WITHIN = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** What is done to every row. */
    public enum Action {
        ASSIGN,
        REMIND,
        TAG;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it stands. */
    public enum Phase {
        RUNNING,
        DONE,
        UNDOING,
        UNDONE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean busy() {
            return this == RUNNING || this == UNDOING;
        }
    }

    /** What became of a row; {@code KEPT} is one that could not be undone. */
    public enum Outcome {
        WAITING,
        DONE,
        REFUSED,
        UNDONE,
        KEPT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whoever asked for it, to go on in the same name. */
    public record Doer(
            String id,
            String name,
            Set<String> roles,
            @Nullable String unitId) {
        static Doer of(Caller caller) {
            return new Doer(caller.id(), caller.name(), caller.roles(), caller.unitId());
        }

        Caller caller() {
            return new Caller(id, name, roles, unitId, Set.of());
        }
    }

    /**
     * @param to the units, of an assignment
     * @param dueOn the day for those tasks of an assignment that have none
     * @param note of a reminder
     */
    public record Order(
            Action action,
            @Nullable Assignment to,
            @Nullable LocalDate dueOn,
            @Nullable String note,
            List<String> addTags,
            List<String> removeTags) {
        public Order {
            addTags = addTags == null ? List.of() : List.copyOf(addTags);
            removeTags = removeTags == null ? List.of() : List.copyOf(removeTags);
        }
    }

    /** How a task stood before its row was done. */
    public record Before(
            long version,
            State state,
            Assignment assignment,
            @Nullable LocalDate dueOn,
            @Nullable Term term,
            List<String> tags) {
        public Before {
            tags = tags == null ? List.of() : List.copyOf(tags);
        }

        static Before of(Task task) {
            return new Before(
                    task.version(),
                    task.state(),
                    task.assignment(),
                    task.duty().dueOn(),
                    task.schedule().term(),
                    task.duty().particulars().tags());
        }
    }

    /** @param reason in words, why it was refused or kept */
    public record Row(
            String taskId,
            String title,
            Outcome outcome,
            @Nullable String reason,
            @Nullable Before before) {

        static Row of(Task task) {
            return new Row(task.id(), task.duty().title(), Outcome.WAITING, null, null);
        }

        static Row missing(String taskId, String reason) {
            return new Row(taskId, taskId, Outcome.REFUSED, reason, null);
        }

        Row seen(Before how) {
            return new Row(taskId, title, outcome, reason, how);
        }

        Row ended(Outcome as, @Nullable String why) {
            return new Row(taskId, title, as, why, before);
        }
    }

    public Batch {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        runsUntil = runsUntil.truncatedTo(ChronoUnit.MILLIS);
        doneAt = doneAt == null ? null : doneAt.truncatedTo(ChronoUnit.MILLIS);
        rows = rows == null ? List.of() : List.copyOf(rows);
    }

    static Batch begun(String id, String fingerprint, Caller by, Order order, List<Row> rows, Instant at) {
        return new Batch(id, 1, fingerprint, Doer.of(by), order, at, Phase.RUNNING, at.plus(LEASE), null, rows);
    }

    /** The next rows that wait, as places in the list. */
    List<Integer> next(int most) {
        var waiting = phase == Phase.UNDOING ? Outcome.DONE : Outcome.WAITING;
        return IntStream.range(0, rows.size())
                .filter(at -> rows.get(at).outcome == waiting)
                .limit(most)
                .boxed()
                .toList();
    }

    Batch with(List<Integer> places, List<Row> others, Instant now) {
        var next = new ArrayList<>(rows);
        IntStream.range(0, places.size()).forEach(at -> next.set(places.get(at), others.get(at)));
        return new Batch(id, version + 1, fingerprint, by, order, at, phase, now.plus(LEASE), doneAt, next);
    }

    Batch ended(Instant now) {
        var over = phase == Phase.UNDOING ? Phase.UNDONE : Phase.DONE;
        return new Batch(id, version + 1, fingerprint, by, order, at, over, now, doneAt == null ? now : doneAt, rows);
    }

    /**
     * @throws Refusal {@code batch-running}, {@code batch-not-undoable} for what has gone out, {@code undo-too-late}
     */
    Batch undoing(Instant now) {
        if (phase == Phase.RUNNING) {
            throw Refusal.conflict("batch-running");
        }
        if (order.action == Action.REMIND) {
            throw Refusal.conflict("batch-not-undoable");
        }
        var until = undoUntil();
        if (until == null || now.isAfter(until)) {
            throw Refusal.conflict("undo-too-late", UNDO_WITHIN.toMinutes());
        }
        return new Batch(id, version + 1, fingerprint, by, order, at, Phase.UNDOING, now.plus(LEASE), doneAt, rows);
    }

    /** Null for what cannot be undone. */
    @Nullable
    Instant undoUntil() {
        return phase != Phase.DONE || doneAt == null || order.action == Action.REMIND || count(Outcome.DONE) == 0
                ? null
                : doneAt.plus(UNDO_WITHIN);
    }

    int count(Outcome outcome) {
        return (int) rows.stream().filter(has(outcome)).count();
    }

    static Predicate<Row> has(Outcome outcome) {
        return row -> row.outcome == outcome;
    }
}
