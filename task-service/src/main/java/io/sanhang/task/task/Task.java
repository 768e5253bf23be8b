package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
        var why = given(reason);
        return moved(State.RETURNED, decided(Step.RETURN, why, act), Step.RETURN, act, why);
    }

    /** @throws Refusal {@code no-such-difficulty} for one that is not there or answered */
    public Task answerDifficulty(String difficultyId, String text, Act act) {
        guard(Step.ANSWER_DIFFICULTY, act.by());
        if (course.openDifficulty(difficultyId).isEmpty()) {
            throw Refusal.missing("no-such-difficulty");
        }
        return moved(state, course.answered(difficultyId, text), Step.ANSWER_DIFFICULTY, act, text);
    }

    /** @throws Refusal {@code extension-not-later} for a day that is not after the due date */
    public Task askExtension(LocalDate until, String reason, Act act) {
        guard(Step.ASK_EXTENSION, act.by());
        var from = Objects.requireNonNull(duty.dueOn());
        if (!until.isAfter(from)) {
            throw Refusal.invalid("extension-not-later", from).at("/until");
        }
        var by = act.by();
        var extension = new Course.Extension(
                act.at(), by.id(), by.name(), by.unitId(), from, until, reason, null, null, null, null);
        return moved(state, course.asked(extension), Step.ASK_EXTENSION, act, "延到%s：%s".formatted(until, reason));
    }

    public Task grantExtension(@Nullable String note, Act act) {
        guard(Step.GRANT_EXTENSION, act.by());
        var extension = course.openExtension().orElseThrow().decided(true, act, note);
        var words = "由%s延到%s".formatted(extension.from(), extension.until());
        return moved(state, course.decided(extension), Step.GRANT_EXTENSION, act, words)
                .due(extension.until());
    }

    /** @throws Refusal {@code reason-required} */
    public Task refuseExtension(@Nullable String reason, Act act) {
        guard(Step.REFUSE_EXTENSION, act.by());
        var why = given(reason);
        var extension = course.openExtension().orElseThrow().decided(false, act, why);
        return moved(state, course.decided(extension), Step.REFUSE_EXTENSION, act, why);
    }

    /** By the office, as often as it likes. */
    public Task remind(@Nullable String note, Act act) {
        guard(Step.REMIND, act.by());
        var reminder = new Course.Reminder(act.at(), Reminding.BY_HAND, duty.dueOn(), note);
        return moved(state, course.reminded(reminder), Step.REMIND, act, note);
    }

    /** By the clock, once in each way for each due date; nobody's step, so the history is not touched. */
    Task reminded(Reminding reminding, Instant at) {
        var reminder = new Course.Reminder(at, reminding.code(), duty.dueOn(), null);
        return new Task(id, version + 1, state, duty, assignment, course.reminded(reminder), history);
    }

    /** Other units take over, and sign anew; what was done stays on record. */
    public Task handOver(List<Party> lead, List<Party> responsible, @Nullable String postId, String reason, Act act) {
        guard(Step.HAND_OVER, act.by());
        var next = assignment.to(lead, responsible).answeredBy(postId);
        var note = "由%s移交%s：%s".formatted(names(assignment.leadUnits()), names(lead), reason);
        var entries = history(Step.HAND_OVER, act, note);
        return new Task(id, version + 1, State.ASSIGNED, duty, next, course.withoutReceipts(), entries);
    }

    /** The clock stands still until the task is resumed. */
    public Task suspend(@Nullable String reason, Act act) {
        guard(Step.SUSPEND, act.by());
        var why = given(reason);
        var pause = new Course.Pause(act.at(), act.by().name(), why, state, duty.dueOn(), null);
        return moved(State.SUSPENDED, course.paused(pause), Step.SUSPEND, act, why);
    }

    /** @param dueOn the due date, later by the pause */
    public Task resume(@Nullable LocalDate dueOn, Act act) {
        guard(Step.RESUME, act.by());
        var note = dueOn == null ? null : "期限顺延到%s".formatted(dueOn);
        return moved(course.lastPause().state(), course.resumed(act.at()), Step.RESUME, act, note)
                .due(dueOn);
    }

    /** @throws Refusal {@code reason-required} */
    public Task reopen(@Nullable String reason, Act act) {
        guard(Step.REOPEN, act.by());
        return moved(State.IN_PROGRESS, course, Step.REOPEN, act, given(reason));
    }

    private Task due(@Nullable LocalDate day) {
        return new Task(id, version, state, duty.due(day), assignment, course, history);
    }

    private static String names(List<Party> parties) {
        return String.join("、", parties.stream().map(Party::name).toList());
    }

    private static String given(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw Refusal.invalid("reason-required").at("/reason");
        }
        return reason;
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
            case ASK_EXTENSION -> noExtension(by);
            case GRANT_EXTENSION, REFUSE_EXTENSION ->
                course.openExtension().isPresent() ? Optional.empty() : Optional.of(illegal(step, "现在没有延期申请。"));
            case ANSWER_DIFFICULTY ->
                course.hasOpenDifficulty() ? Optional.empty() : Optional.of(illegal(step, "现在没有要答复的困难。"));
            case CLOSE, RETURN -> appliedBy(by) ? Optional.of(Refusal.forbidden("second-person")) : Optional.empty();
            case OPEN, ASSIGN, HOLDER_CHANGED, REMIND, HAND_OVER, SUSPEND, RESUME, REOPEN -> Optional.empty();
        };
    }

    private Optional<Refusal> noExtension(Caller by) {
        if (!course.hasReceiptOf(by.unitId())) {
            return Optional.of(illegal(Step.ASK_EXTENSION, "请您的单位先签收。"));
        }
        if (duty.dueOn() == null) {
            return Optional.of(illegal(Step.ASK_EXTENSION, "任务没有固定期限，不用延期。"));
        }
        return course.openExtension().map(open -> illegal(Step.ASK_EXTENSION, "已有一个延期申请在等审核。"));
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
