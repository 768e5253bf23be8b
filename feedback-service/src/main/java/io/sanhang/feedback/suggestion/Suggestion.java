package io.sanhang.feedback.suggestion;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Something a person said and what became of it: received, handed to a unit (accepted) or refused with a reason,
 * answered, perhaps adopted as a task; rated once by its sender, who may add to it (acceptance A061-A066). The sender
 * proves to be the sender by the query code, of which only {@code codeLookup}, a keyed hash, is stored.
 */
public record Suggestion(
        @BsonId String id,
        long version,
        String codeLookup,
        String fingerprint,
        Submission submission,
        State state,
        Promise promise,
        @Nullable Unit unit,
        @Nullable Rejection rejection,
        List<Answer> answers,
        @Nullable Adoption adoption,
        @Nullable Instant taskClosedAt,
        @Nullable Rating rating,
        List<FollowUp> followUps,
        List<Step> timeline)
        implements Stored {

    static final int FOLLOW_UPS_AT_MOST = 10;

    public enum State {
        RECEIVED,
        ACCEPTED,
        ANSWERED,
        ADOPTED,
        REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The unit in charge, with the name it had when it was put in charge. */
    public record Unit(String id, String name) {}

    /** Why the office did not take it up; stays when the sender has added something since. */
    public record Rejection(Instant at, String reason) {}

    public record Answer(Instant at, String unitName, String text) {}

    /** The task that a golden idea (金点子) became. */
    public record Adoption(Instant at, String taskId, String taskTitle, String leadUnitId) {}

    /** @param level 1 (very dissatisfied) to 5 (very satisfied) */
    public record Rating(Instant at, int level, @Nullable String reason) {}

    public record FollowUp(String id, Instant at, String text) {}

    /** @param byName who did it, for staff only; null when it was the sender or the platform */
    public record Step(
            Instant at,
            String step,
            String text,
            @Nullable String by,
            @Nullable String byName) {}

    public Suggestion {
        answers = answers == null ? List.of() : List.copyOf(answers);
        followUps = followUps == null ? List.of() : List.copyOf(followUps);
        timeline = timeline == null ? List.of() : List.copyOf(timeline);
    }

    public static Suggestion receive(
            String id, String codeLookup, String fingerprint, Submission submission, Promise promise) {
        var received = new Step(submission.at(), "received", "已收到，等待办公室受理", null, null);
        return new Suggestion(
                id,
                1,
                codeLookup,
                fingerprint,
                submission,
                State.RECEIVED,
                promise,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(received));
    }

    /** The office hands it to a unit, or to another unit while it is unanswered. */
    public Suggestion accept(Unit to, Promise until, Caller by, Instant at) {
        var elsewhere = state == State.ACCEPTED && unit != null && !unit.id().equals(to.id());
        require(state == State.RECEIVED || elsewhere, "转办");
        return next().unit(to)
                .promise(until)
                .state(State.ACCEPTED)
                .step(at, "accepted", "已受理，转交%s办理，承诺%s前答复".formatted(to.name(), ChineseDate.of(until.dueOn())), by)
                .done();
    }

    public Suggestion refuse(String reason, Caller by, Instant at) {
        require(state == State.RECEIVED || state == State.ACCEPTED, "不予受理");
        PlainText.block(reason, "/reason", 4, 500);
        return next().rejection(new Rejection(at, reason))
                .state(State.REFUSED)
                .step(at, "refused", "不予受理：" + reason, by)
                .done();
    }

    /** An adopted suggestion stays adopted when it is answered. */
    public Suggestion answer(String text, Caller by, Instant at) {
        requireHandler(by);
        require(state == State.ACCEPTED || state == State.ADOPTED, "答复");
        PlainText.block(text, "/text", 10, 2_000);
        var from = handlingUnit().name();
        return next().answer(new Answer(at, from, text))
                .state(state == State.ADOPTED ? State.ADOPTED : State.ANSWERED)
                .step(at, "answered", from + "已答复", by)
                .done();
    }

    /** Whether adoption is possible now; asked before the task is opened elsewhere. */
    void requireAdoptable(String taskTitle, String leadUnitId, Caller by) {
        requireHandler(by);
        require(state == State.ACCEPTED || state == State.ANSWERED, "采纳");
        PlainText.line(taskTitle, "/taskTitle", 4, 100);
        if (!by.isOffice() && !leadUnitId.equals(by.unitId())) {
            throw Refusal.forbidden("lead-unit-not-yours").at("/leadUnitId");
        }
    }

    public Suggestion adopt(Adoption task, Caller by) {
        requireAdoptable(task.taskTitle(), task.leadUnitId(), by);
        return next().adoption(task)
                .state(State.ADOPTED)
                .step(task.at(), "adopted", "建议被采纳，已立项：" + task.taskTitle(), by)
                .done();
    }

    /** The same adoption asked for again, for example after an answer that got lost. */
    boolean adoptedAs(String taskTitle, String leadUnitId) {
        return adoption != null
                && adoption.taskTitle().equals(taskTitle)
                && adoption.leadUnitId().equals(leadUnitId);
    }

    /** The task that this suggestion became is done. Told twice, it is done once. */
    public Suggestion taskClosed(Instant at) {
        return taskClosedAt != null
                ? this
                : next().taskClosedAt(at)
                        .step(at, "task-closed", "采纳后立项的任务已办结", null)
                        .done();
    }

    /** The working calendar has changed. A promise that is kept already stays as it was given. */
    Suggestion recounted(Promise now, Instant at) {
        var running =
                state == State.RECEIVED || state == State.ACCEPTED || (state == State.ADOPTED && answers.isEmpty());
        if (!running || now.equals(promise)) {
            return this;
        }
        var next = next().promise(now);
        return now.dueOn().equals(promise.dueOn())
                ? next.done()
                : next.step(
                                at,
                                "due-recounted",
                                "放假安排有变，答复期限由%s改为%s"
                                        .formatted(ChineseDate.of(promise.dueOn()), ChineseDate.of(now.dueOn())),
                                null)
                        .done();
    }

    /**
     * Once, after an answer.
     *
     * @throws Refusal {@code already-rated} when another rating is there
     */
    public Suggestion rate(int level, @Nullable String reason, Instant at) {
        if (rating != null) {
            if (rating.level() == level && Objects.equals(rating.reason(), reason)) {
                return this;
            }
            throw Refusal.conflict("already-rated");
        }
        require(mayRate(), "评价");
        if (reason != null) {
            PlainText.block(reason, "/reason", 0, 500);
        }
        return next().rating(new Rating(at, level, reason))
                .step(at, "rated", "您已评价：" + Wording.of(level), null)
                .done();
    }

    /**
     * The sender adds something. What was answered is open again for its unit until {@code again}; what was refused
     * goes back to the office; in every state those in charge are told.
     */
    public Suggestion followUp(FollowUp more, Promise again) {
        if (followUps.stream().anyMatch(known -> known.id().equals(more.id()))) {
            return this;
        }
        if (!mayFollowUp()) {
            throw Refusal.conflict("too-many-follow-ups", FOLLOW_UPS_AT_MOST);
        }
        PlainText.block(more.text(), "/text", 4, 1_000);
        var next = next().followUp(more).step(more.at(), "followed-up", "您补充了内容", null);
        return switch (state) {
            case ANSWERED -> next.state(State.ACCEPTED).promise(again).done();
            case REFUSED -> next.state(State.RECEIVED).promise(again).unit(null).done();
            case RECEIVED, ACCEPTED, ADOPTED -> next.done();
        };
    }

    boolean mayRate() {
        return rating == null && !answers.isEmpty() && (state == State.ANSWERED || state == State.ADOPTED);
    }

    boolean mayFollowUp() {
        return followUps.size() < FOLLOW_UPS_AT_MOST;
    }

    boolean contactKnown() {
        return submission.phone() != null;
    }

    @Nullable
    Answer lastAnswer() {
        return answers.isEmpty() ? null : answers.get(answers.size() - 1);
    }

    /** What this caller may do now, by the names of the routes. */
    List<String> allowed(Caller caller) {
        var allowed = new ArrayList<String>();
        if (caller.isOffice() && (state == State.RECEIVED || state == State.ACCEPTED)) {
            allowed.add("accept");
            allowed.add("refuse");
        }
        if (handles(caller) && (state == State.ACCEPTED || state == State.ADOPTED)) {
            allowed.add("answer");
        }
        if (handles(caller) && (state == State.ACCEPTED || state == State.ANSWERED)) {
            allowed.add("adopt");
        }
        return allowed;
    }

    @Nullable
    String unitId() {
        return unit == null ? null : unit.id();
    }

    Unit handlingUnit() {
        return Objects.requireNonNull(unit, "accepted without a unit");
    }

    private boolean handles(Caller caller) {
        return caller.isOffice() || (unit != null && unit.id().equals(caller.unitId()));
    }

    private void requireHandler(Caller by) {
        if (!handles(by)) {
            throw Refusal.forbidden("not-your-suggestion");
        }
    }

    private void require(boolean possible, String what) {
        if (!possible) {
            throw Refusal.conflict("illegal-step", Wording.of(this), what);
        }
    }

    private SuggestionChange next() {
        return new SuggestionChange(this);
    }
}
