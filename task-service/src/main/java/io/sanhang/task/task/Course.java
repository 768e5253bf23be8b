package io.sanhang.task.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has happened to a task so far. Lists only grow; the newest is last. */
public record Course(
        List<Receipt> receipts, List<Report> reports, List<Difficulty> difficulties, List<CloseOut> closeOuts) {

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
            @Nullable String answer) {}

    /** One application for close-out and, once taken, the office's decision on it. */
    public record CloseOut(
            Instant appliedAt,
            String appliedBy,
            String appliedByName,
            String statement,
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
    }

    static final Course EMPTY = new Course(List.of(), List.of(), List.of(), List.of());

    Course signedFor(Receipt receipt) {
        return new Course(plus(receipts, receipt), reports, difficulties, closeOuts);
    }

    Course reported(Report report) {
        return new Course(receipts, plus(reports, report), difficulties, closeOuts);
    }

    Course stuckOn(Difficulty difficulty) {
        return new Course(receipts, reports, plus(difficulties, difficulty), closeOuts);
    }

    Course appliedFor(CloseOut application) {
        return new Course(receipts, reports, difficulties, plus(closeOuts, application));
    }

    Course decided(CloseOut decision) {
        return new Course(receipts, reports, difficulties, plus(closeOuts.subList(0, closeOuts.size() - 1), decision));
    }

    Optional<CloseOut> lastCloseOut() {
        return closeOuts.isEmpty() ? Optional.empty() : Optional.of(closeOuts.get(closeOuts.size() - 1));
    }

    boolean hasReceiptOf(@Nullable String unitId) {
        return receipts.stream().anyMatch(receipt -> receipt.unitId().equals(unitId));
    }

    private static <T> List<T> plus(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
