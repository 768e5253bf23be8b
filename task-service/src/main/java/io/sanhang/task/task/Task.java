package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A duty on its way from clause to close-out: draft, assigned, signed for, in progress, close-out applied, closed or
 * returned. Every step returns the next task or refuses; who did it, when and why goes into the history.
 *
 * <p>The steps of a unit belong to the lead and responsible units alone, and only after their own receipt. Closing
 * needs evidence and a second person from the supervising office (A024).
 */
public record Task(
        @BsonId String id,
        long version,
        State state,
        Duty duty,
        Assignment assignment,
        Course course,
        List<HistoryEntry> history)
        implements Stored {

    public Task {
        course = course == null ? Course.EMPTY : course;
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** A task is assigned at once, unless none of its units could be made out: then it is a draft for the office. */
    public static Task open(String id, Duty duty, Assignment assignment, Act act) {
        var assigned = !assignment.units().isEmpty();
        var first = HistoryEntry.after(List.of(), act, assigned ? Step.ASSIGN : Step.OPEN, null);
        return new Task(id, 1, assigned ? State.ASSIGNED : State.DRAFT, duty, assignment, Course.EMPTY, List.of(first));
    }

    /** The office names the units, also in place of others while nobody has signed. */
    public Task assign(List<Party> lead, List<Party> responsible, @Nullable String postId, Act act) {
        guard(Step.ASSIGN, act.by());
        var next = assignment.to(lead, responsible).answeredBy(postId);
        if (next.units().isEmpty()) {
            throw Refusal.invalid("unit-required").at("/leadUnitId");
        }
        return new Task(id, version + 1, State.ASSIGNED, duty, next, course, history(Step.ASSIGN, act, null));
    }

    /** The first receipt moves the task on; each unit gives its own (A002). */
    public Task signFor(Act act) {
        guard(Step.SIGN_FOR, act.by());
        var receipt = new Course.Receipt(
                String.valueOf(act.by().unitId()),
                act.at(),
                act.by().id(),
                act.by().name());
        var next = state == State.ASSIGNED ? State.SIGNED_FOR : state;
        return moved(next, course.signedFor(receipt), Step.SIGN_FOR, act, null);
    }

    /** @param percent 0 to 100, or null when not stated */
    public Task reportProgress(String text, @Nullable Integer percent, List<Evidence> evidence, Act act) {
        guard(Step.REPORT_PROGRESS, act.by());
        var by = act.by();
        var report = new Course.Report(act.id(), act.at(), by.id(), by.name(), by.unitId(), text, percent, evidence);
        return moved(State.IN_PROGRESS, course.reported(report), Step.REPORT_PROGRESS, act, text);
    }

    public Task raiseDifficulty(String text, Act act) {
        guard(Step.RAISE_DIFFICULTY, act.by());
        var by = act.by();
        var difficulty = new Course.Difficulty(act.id(), act.at(), by.id(), by.name(), by.unitId(), text, null);
        return moved(state, course.stuckOn(difficulty), Step.RAISE_DIFFICULTY, act, text);
    }

    /** @throws Refusal {@code evidence-required} without a file (A024) */
    public Task applyCloseOut(String statement, List<Evidence> evidence, Act act) {
        guard(Step.APPLY_CLOSE_OUT, act.by());
        if (evidence.isEmpty()) {
            throw Refusal.invalid("evidence-required").at("/evidence");
        }
        var application = new Course.CloseOut(
                act.at(), act.by().id(), act.by().name(), statement, evidence, null, null, null, null, null);
        return moved(State.CLOSE_OUT_APPLIED, course.appliedFor(application), Step.APPLY_CLOSE_OUT, act, statement);
    }

    public Task close(@Nullable String note, Act act) {
        guard(Step.CLOSE, act.by());
        return moved(State.CLOSED, decided(Step.CLOSE, note, act), Step.CLOSE, act, note);
    }

    /** @throws Refusal {@code reason-required} when the unit would not learn why */
    public Task returnToUnits(@Nullable String reason, Act act) {
        guard(Step.RETURN, act.by());
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("reason-required").at("/reason");
        }
        return moved(State.RETURNED, decided(Step.RETURN, reason, act), Step.RETURN, act, reason);
    }

    /** The post has a new holder: the duty stays, the history keeps both names (A011). */
    Task holderChanged(String note, Act act) {
        if (state == State.CLOSED) {
            return this;
        }
        return moved(state, course, Step.HOLDER_CHANGED, act, note);
    }

    /** What this caller may do now, in the order of a task's life. */
    List<Step> allowed(Caller caller) {
        return Arrays.stream(Step.values())
                .filter(step -> objection(step, caller).isEmpty())
                .toList();
    }

    /** The entry of an act that was carried out already. */
    Optional<HistoryEntry> entryOf(String actId) {
        return history.stream().filter(entry -> entry.id().equals(actId)).findFirst();
    }

    boolean historyIsIntact() {
        return HistoryEntry.intact(history);
    }

    /** May this caller see it: the office, its units, and who leads them. */
    boolean isVisibleTo(Caller caller) {
        return caller.isOffice() || assignment.units().stream().anyMatch(caller::seesUnit);
    }

    private void guard(Step step, Caller by) {
        objection(step, by).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private Optional<Refusal> objection(Step step, Caller by) {
        if (step.byOffice() ? !by.isOffice() : !assignment.includes(by.unitId())) {
            return Optional.of(Refusal.forbidden("not-your-task"));
        }
        if (!state.permits(step)) {
            return Optional.of(illegal(step, state.hint()));
        }
        return switch (step) {
            case SIGN_FOR ->
                course.hasReceiptOf(by.unitId()) ? Optional.of(illegal(step, "您的单位已经签收过了。")) : Optional.empty();
            case REPORT_PROGRESS, RAISE_DIFFICULTY, APPLY_CLOSE_OUT ->
                course.hasReceiptOf(by.unitId()) ? Optional.empty() : Optional.of(illegal(step, "请您的单位先签收。"));
            case CLOSE, RETURN -> appliedBy(by) ? Optional.of(Refusal.forbidden("second-person")) : Optional.empty();
            case OPEN, ASSIGN, HOLDER_CHANGED -> Optional.empty();
        };
    }

    private Refusal illegal(Step step, String hint) {
        return Refusal.conflict("illegal-step", step.words(), state.words(), hint);
    }

    private boolean appliedBy(Caller caller) {
        return course.lastCloseOut()
                .filter(closeOut -> closeOut.appliedBy().equals(caller.id()))
                .isPresent();
    }

    private Course decided(Step decision, @Nullable String why, Act act) {
        return course.decided(course.lastCloseOut().orElseThrow().decided(decision, act, why));
    }

    private Task moved(State next, Course then, Step step, Act act, @Nullable String note) {
        return new Task(id, version + 1, next, duty, assignment, then, history(step, act, note));
    }

    private List<HistoryEntry> history(Step step, Act act, @Nullable String note) {
        return Stream.concat(history.stream(), Stream.of(HistoryEntry.after(history, act, step, note)))
                .toList();
    }
}
