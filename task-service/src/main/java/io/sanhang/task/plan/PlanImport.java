package io.sanhang.task.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded plan between upload and ledger (A001, A003): what was read of it, what people corrected and decided, and
 * whether it is confirmed. Once confirmed it stays as it is.
 *
 * @param text the whole document as it was read, kept as the source of every clause
 */
public record PlanImport(
        @BsonId String id,
        long version,
        State state,
        String fileName,
        String fingerprint,
        PlanDocument document,
        List<PlanItem> items,
        List<ParsedPlan.Bracket> brackets,
        List<ParsedPlan.WorkingGroup> groups,
        List<Finding> findings,
        @JsonIgnore String text,
        String importedBy,
        Instant importedAt,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt)
        implements Stored {

    /** Where an import stands. */
    public enum State {
        DRAFT,
        CONFIRMED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LONGEST_DECISION = 500;
    private static final int LONGEST_TEXT = 5_000;

    static PlanImport of(
            String id, String fileName, String fingerprint, String text, ParsedPlan read, String by, Instant at) {
        return new PlanImport(
                id,
                1,
                State.DRAFT,
                fileName,
                fingerprint,
                read.document(),
                read.items(),
                read.brackets(),
                read.groups(),
                read.findings(),
                text,
                by,
                at,
                null,
                null);
    }

    /** @throws Refusal {@code no-such-clause}, {@code plan-already-confirmed} or {@code clause-too-long} */
    PlanImport correct(String ref, PlanItem.Correction correction) {
        requireDraft();
        if (items.stream().noneMatch(item -> item.ref().equals(ref))) {
            throw Refusal.missing("no-such-clause", ref).at("/ref");
        }
        var words = correction.text();
        if (words != null && (words.isBlank() || words.length() > LONGEST_TEXT)) {
            throw Refusal.invalid("clause-too-long", LONGEST_TEXT).at("/text");
        }
        return next(
                state,
                items.stream()
                        .map(item -> item.ref().equals(ref) ? item.corrected(correction) : item)
                        .toList(),
                findings,
                null,
                null);
    }

    /** @throws Refusal {@code no-such-finding}, {@code decision-required} or {@code plan-already-confirmed} */
    PlanImport decide(String code, String ref, String decision) {
        requireDraft();
        if (decision.isBlank() || decision.length() > LONGEST_DECISION) {
            throw Refusal.invalid("decision-required", LONGEST_DECISION).at("/decision");
        }
        UnaryOperator<Finding> decided = finding ->
                finding.code().equals(code) && finding.ref().equals(ref) ? finding.decided(decision.strip()) : finding;
        var next = findings.stream().map(decided).toList();
        if (findings.stream()
                .noneMatch(
                        finding -> finding.code().equals(code) && finding.ref().equals(ref))) {
            throw Refusal.missing("no-such-finding").at("/code");
        }
        return next(state, items, next, null, null);
    }

    PlanImport confirm(String by, Instant at) {
        requireDraft();
        return next(State.CONFIRMED, items, findings, by, at);
    }

    @JsonIgnore
    public boolean isConfirmed() {
        return state == State.CONFIRMED;
    }

    /**
     * The clauses that become tasks: in the body the lowest ones that belong to a voyage or name units, in the annex the
     * groups' key tasks.
     */
    public List<PlanItem> taskItems() {
        var parents = new HashSet<String>();
        items.forEach(item -> {
            if (item.parentRef() != null) {
                parents.add(item.parentRef());
            }
        });
        return items.stream()
                .filter(item -> item.kind() == PlanItem.Kind.KEY_TASK
                        || item.kind() != PlanItem.Kind.ANNEX_SECTION
                                && item.kind() != PlanItem.Kind.VOYAGE
                                && !parents.contains(item.ref())
                                && (item.voyage() != null || item.hasUnits()))
                .toList();
    }

    private void requireDraft() {
        if (isConfirmed()) {
            throw Refusal.conflict("plan-already-confirmed");
        }
    }

    private PlanImport next(
            State next, List<PlanItem> newItems, List<Finding> newFindings, @Nullable String by, @Nullable Instant at) {
        return new PlanImport(
                id,
                version + 1,
                next,
                fileName,
                fingerprint,
                document,
                newItems,
                brackets,
                groups,
                newFindings,
                text,
                importedBy,
                importedAt,
                by,
                at);
    }
}
