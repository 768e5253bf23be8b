package io.sanhang.task.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a task so far. Lists only grow; the newest is last.
 *
 * @param lines how many lines the history has; null in tasks of before they were counted
 * @param waits what waits for the office, {@link #EXTENSION}, {@link #DIFFICULTY} and those of {@link Oversight}; always
 *     computed, stored to be asked for
 */
public record Course(
        List<Receipt> receipts,
        List<Report> reports,
        List<Difficulty> difficulties,
        List<CloseOut> closeOuts,
        List<Extension> extensions,
        List<Pause> pauses,
        List<Reminder> reminders,
        Oversight oversight,
        @Nullable Integer lines,
        @Nullable List<String> waits) {

    static final String EXTENSION = "extension-asked";
    static final String DIFFICULTY = "difficulty-raised";

    /** A unit has taken note that the task is its own (A002). */
    public record Receipt(String unitId, Instant at, String by, String byName) {}

    /** @param percent how far along, 0 to 100; null when not stated */
    public record Report(
            String id,
            Instant at,
            String by,
            String byName,
            @Nullable String unitId,
            String text,
            @Nullable Integer percent,
            List<Evidence> evidence) {
        public Report {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /** Something the unit cannot solve alone (A035). */
    public record Difficulty(
            String id,
            Instant at,
            String by,
            String byName,
            @Nullable String unitId,
            String text,
            @Nullable String answer) {

        Difficulty answered(String with) {
            return new Difficulty(id, at, by, byName, unitId, text, with);
        }
    }

    /**
     * A wish for more time and, once taken, the office's decision. The earlier promise stays on record.
     *
     * @param from the due date when it was asked for
     * @param until the due date that is asked for
     * @param granted null while nobody has decided
     */
    public record Extension(
            Instant at,
            String by,
            String byName,
            @Nullable String unitId,
            LocalDate from,
            LocalDate until,
            String reason,
            @Nullable Boolean granted,
            @Nullable Instant decidedAt,
            @Nullable String decidedByName,
            @Nullable String note) {

        boolean isOpen() {
            return granted == null;
        }

        Extension decided(boolean yes, Act act, @Nullable String why) {
            return new Extension(
                    at,
                    by,
                    byName,
                    unitId,
                    from,
                    until,
                    reason,
                    yes,
                    act.at(),
                    act.by().name(),
                    why);
        }
    }

    /**
     * A time in which the clock stood still.
     *
     * @param state where the task stood and will stand again
     * @param dueOn the due date before; it moves by the pause
     */
    public record Pause(
            Instant from,
            String byName,
            String reason,
            State state,
            @Nullable LocalDate dueOn,
            @Nullable Instant until) {

        Pause ended(Instant at) {
            return new Pause(from, byName, reason, state, dueOn, at);
        }
    }

    /** One reminder that went out, by the clock or by hand, for the due date of that time. */
    public record Reminder(
            Instant at,
            String kind,
            @Nullable LocalDate dueOn,
            @Nullable String note) {}

    /**
     * One application for close-out and, once taken, the office's decision on it.
     *
     * @param unmet why targets are not reached; null when all are
     */
    public record CloseOut(
            Instant appliedAt,
            String appliedBy,
            String appliedByName,
            String statement,
            @Nullable String unmet,
            List<Evidence> evidence,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String decidedByName,
            @Nullable Step decision,
            @Nullable String reason) {
        public CloseOut {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }

        CloseOut decided(Step as, Act act, @Nullable String why) {
            return new CloseOut(
                    appliedAt,
                    appliedBy,
                    appliedByName,
                    statement,
                    unmet,
                    evidence,
                    act.at(),
                    act.by().id(),
                    act.by().name(),
                    as,
                    why);
        }
    }

    public Course {
        receipts = receipts == null ? List.of() : List.copyOf(receipts);
        reports = reports == null ? List.of() : List.copyOf(reports);
        difficulties = difficulties == null ? List.of() : List.copyOf(difficulties);
        closeOuts = closeOuts == null ? List.of() : List.copyOf(closeOuts);
        extensions = extensions == null ? List.of() : List.copyOf(extensions);
        pauses = pauses == null ? List.of() : List.copyOf(pauses);
        reminders = reminders == null ? List.of() : List.copyOf(reminders);
        oversight = oversight == null ? Oversight.NONE : oversight;
        waits = waits(extensions, difficulties, oversight);
    }

    private static List<String> waits(List<Extension> extensions, List<Difficulty> difficulties, Oversight oversight) {
        if (oversight.ending() != null) {
            return List.of();
        }
        var found = new ArrayList<>(oversight.waits());
        if (extensions.stream().anyMatch(Extension::isOpen)) {
            found.add(EXTENSION);
        }
        if (difficulties.stream().anyMatch(each -> each.answer() == null)) {
            found.add(DIFFICULTY);
        }
        return List.copyOf(found);
    }

    static final Course EMPTY = new Course(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Oversight.NONE, null, null);

    Course signedFor(Receipt receipt) {
        return with(plus(receipts, receipt), reports, difficulties, closeOuts);
    }

    /** What a unit signed for counts for the one that took over, unless that one has signed itself. */
    Course signedInstead(String from, String into) {
        var next = receipts.stream()
                .filter(receipt -> !receipt.unitId.equals(from) || !hasReceiptOf(into))
                .map(receipt -> receipt.unitId.equals(from)
                        ? new Receipt(into, receipt.at, receipt.by, receipt.byName)
                        : receipt)
                .toList();
        return with(next, reports, difficulties, closeOuts);
    }

    Course reported(Report report) {
        return with(receipts, plus(reports, report), difficulties, closeOuts);
    }

    Course stuckOn(Difficulty difficulty) {
        return with(receipts, reports, plus(difficulties, difficulty), closeOuts);
    }

    Course answered(String difficultyId, String answer) {
        var next = difficulties.stream()
                .map(each -> each.id().equals(difficultyId) ? each.answered(answer) : each)
                .toList();
        return with(receipts, reports, next, closeOuts);
    }

    Course appliedFor(CloseOut application) {
        return with(receipts, reports, difficulties, plus(closeOuts, application));
    }

    Course decided(CloseOut decision) {
        return with(receipts, reports, difficulties, last(closeOuts, decision));
    }

    Course asked(Extension extension) {
        return with(plus(extensions, extension), pauses, reminders);
    }

    Course decided(Extension decision) {
        return with(last(extensions, decision), pauses, reminders);
    }

    Course paused(Pause pause) {
        return with(extensions, plus(pauses, pause), reminders);
    }

    Course resumed(Instant at) {
        return with(extensions, last(pauses, lastPause().ended(at)), reminders);
    }

    Course reminded(Reminder reminder) {
        return with(extensions, pauses, plus(reminders, reminder));
    }

    Course recorded(int historyLines) {
        return new Course(
                receipts,
                reports,
                difficulties,
                closeOuts,
                extensions,
                pauses,
                reminders,
                oversight,
                historyLines,
                null);
    }

    Course overseen(Oversight next) {
        return new Course(receipts, reports, difficulties, closeOuts, extensions, pauses, reminders, next, lines, null);
    }

    /** A unit that the task was handed to signs anew, also if it had it before. */
    Course withoutReceipts() {
        return with(List.of(), reports, difficulties, closeOuts);
    }

    Pause lastPause() {
        return pauses.get(pauses.size() - 1);
    }

    Optional<Extension> openExtension() {
        return extensions.stream().filter(Extension::isOpen).findFirst();
    }

    Optional<Difficulty> openDifficulty(String id) {
        return difficulties.stream()
                .filter(each -> each.id().equals(id) && each.answer() == null)
                .findFirst();
    }

    boolean hasOpenDifficulty() {
        return difficulties.stream().anyMatch(each -> each.answer() == null);
    }

    /** Reminded in this way of this due date already. */
    boolean hasReminder(String kind, @Nullable LocalDate dueOn) {
        return reminders.stream().anyMatch(each -> each.kind().equals(kind) && Objects.equals(each.dueOn(), dueOn));
    }

    private Course with(List<Receipt> one, List<Report> two, List<Difficulty> three, List<CloseOut> four) {
        return new Course(one, two, three, four, extensions, pauses, reminders, oversight, lines, null);
    }

    private Course with(List<Extension> one, List<Pause> two, List<Reminder> three) {
        return new Course(receipts, reports, difficulties, closeOuts, one, two, three, oversight, lines, null);
    }

    private static <T> List<T> last(List<T> before, T one) {
        return plus(before.subList(0, before.size() - 1), one);
    }

    Optional<CloseOut> lastCloseOut() {
        return closeOuts.isEmpty() ? Optional.empty() : Optional.of(closeOuts.get(closeOuts.size() - 1));
    }

    List<CloseOut> earlierCloseOuts() {
        return closeOuts.subList(0, Math.max(0, closeOuts.size() - 1));
    }

    boolean hasReceiptOf(@Nullable String unitId) {
        return receipts.stream().anyMatch(receipt -> receipt.unitId().equals(unitId));
    }

    private static <T> List<T> plus(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
