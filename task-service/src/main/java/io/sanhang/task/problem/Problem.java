package io.sanhang.task.problem;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One line of a problem list (A019, A134), from found to confirmed. A unit and a post claim it: whoever holds the post
 * answers for it. It counts as resolved on evidence, when a second person of the office has confirmed it.
 *
 * @param at when it was found
 * @param claim absent until somebody claims it
 * @param taskId the task it was turned into
 * @param unitIds whose problem it is, besides a group's; always computed, stored because every scoped query asks for it
 */
public record Problem(
        @BsonId String id,
        long version,
        Instant at,
        ProblemState state,
        ProblemList list,
        Statement statement,
        @Nullable Claim claim,
        List<Resolution> resolutions,
        @Nullable String taskId,
        List<Entry> history,
        @Nullable List<String> unitIds)
        implements Stored {

    /** @param postId the post that answers; absent where the directory knows no head of the unit */
    public record Claim(
            String unitId,
            String unitName,
            @Nullable String postId,
            @Nullable String postTitle) {

        Claim in(String from, ProblemList into) {
            return unitId.equals(from) ? new Claim(into.id(), into.name(), postId, postTitle) : this;
        }

        Claim titled(String title) {
            return new Claim(unitId, unitName, postId, title);
        }
    }

    /** @param confirmed absent while the office has not decided */
    public record Resolution(
            Instant at,
            String by,
            String byName,
            String statement,
            List<Evidence> evidence,
            @Nullable Boolean confirmed,
            @Nullable String reason) {

        public Resolution {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }

        Resolution decided(boolean accepted, @Nullable String why) {
            return new Resolution(at, by, byName, statement, evidence, accepted, why);
        }
    }

    /** @param id of the act, by which a second click is known */
    public record Entry(
            String id,
            String fingerprint,
            Instant at,
            String by,
            String byName,
            ProblemStep step,
            @Nullable String note) {}

    public Problem {
        resolutions = resolutions == null ? List.of() : List.copyOf(resolutions);
        history = history == null ? List.of() : List.copyOf(history);
        unitIds = Stream.concat(
                        list.group() ? Stream.of() : Stream.of(list.id()),
                        claim == null ? Stream.of() : Stream.of(claim.unitId))
                .distinct()
                .toList();
    }

    /** @throws Refusal {@code not-your-problem} for somebody who does not keep the list */
    static Problem find(String id, ProblemList list, Statement statement, Act act, Member by) {
        if (!by.caller().isOffice() && !by.keeps(list)) {
            throw Refusal.forbidden("not-your-problem");
        }
        return new Problem(
                id,
                1,
                act.at(),
                ProblemState.FOUND,
                list,
                statement,
                null,
                List.of(),
                null,
                List.of(entry(ProblemStep.FIND, act, statement.how().words())),
                null);
    }

    /** @param cause the words of a root cause's code. @throws Refusal {@code nothing-changed} */
    Problem edit(Statement to, Function<String, String> cause, Act act, Member by) {
        guard(ProblemStep.EDIT, by);
        var changes = statement.changes(to, cause).orElseThrow(() -> Refusal.invalid("nothing-changed"));
        return moved(state, to, claim, resolutions, ProblemStep.EDIT, act, changes);
    }

    /** A department claims for itself alone; the office may say whose it is. Claiming again changes unit or post. */
    Problem claim(Claim next, Act act, Member by) {
        guard(ProblemStep.CLAIM, by);
        var own = next.unitId.equals(by.caller().unitId());
        if (!by.caller().isOffice() && !own || !list.group() && !next.unitId.equals(list.id())) {
            throw Refusal.invalid("not-for-this-unit", next.unitName).at("/unitId");
        }
        var to = state == ProblemState.FOUND ? ProblemState.CLAIMED : state;
        var note = next.unitName + (next.postTitle == null ? "" : "，责任岗位：" + next.postTitle);
        return moved(to, statement, next, resolutions, ProblemStep.CLAIM, act, note);
    }

    Problem start(String remedy, LocalDate dueOn, Act act, Member by) {
        guard(ProblemStep.START, by);
        var note = "%s前：%s".formatted(dueOn, remedy);
        var next = statement.remedied(remedy, dueOn);
        return moved(ProblemState.PUTTING_RIGHT, next, claim, resolutions, ProblemStep.START, act, note);
    }

    /** @throws Refusal {@code resolution-evidence-required} without a file */
    Problem resolve(String how, List<Evidence> evidence, Act act, Member by) {
        guard(ProblemStep.RESOLVE, by);
        if (evidence.isEmpty()) {
            throw Refusal.invalid("resolution-evidence-required").at("/evidence");
        }
        var resolution = new Resolution(act.at(), act.by().id(), act.by().name(), how, evidence, null, null);
        var all = Stream.concat(resolutions.stream(), Stream.of(resolution)).toList();
        return moved(ProblemState.RESOLVED, statement, claim, all, ProblemStep.RESOLVE, act, how);
    }

    Problem confirm(@Nullable String note, Act act, Member by) {
        guard(ProblemStep.CONFIRM, by);
        return moved(ProblemState.CONFIRMED, statement, claim, decided(true, note), ProblemStep.CONFIRM, act, note);
    }

    Problem returned(String reason, Act act, Member by) {
        guard(ProblemStep.RETURN, by);
        var decided = decided(false, reason);
        return moved(ProblemState.PUTTING_RIGHT, statement, claim, decided, ProblemStep.RETURN, act, reason);
    }

    Problem reopen(String reason, Act act, Member by) {
        guard(ProblemStep.REOPEN, by);
        return moved(ProblemState.REOPENED, statement, claim, resolutions, ProblemStep.REOPEN, act, reason);
    }

    Problem withdraw(String reason, Act act, Member by) {
        guard(ProblemStep.WITHDRAW, by);
        return moved(ProblemState.WITHDRAWN, statement, claim, resolutions, ProblemStep.WITHDRAW, act, reason);
    }

    /** Nothing but the lineage changes: the problem goes on until it is confirmed. */
    Problem turnedInto(String task, Act act, Member by) {
        guard(ProblemStep.OPEN_TASK, by);
        return new Problem(
                id,
                version + 1,
                at,
                state,
                list,
                statement,
                claim,
                resolutions,
                task,
                after(ProblemStep.OPEN_TASK, act, null),
                null);
    }

    /** A unit is no more: its list and what it claimed are the other's; the history names both (A011). */
    Problem unitMerged(String from, ProblemList into, String note, Act act) {
        return new Problem(
                id,
                version + 1,
                at,
                state,
                list.of(from, into),
                statement,
                claim == null ? null : claim.in(from, into),
                resolutions,
                taskId,
                after(ProblemStep.UNIT_MERGED, act, note),
                null);
    }

    /** The post that answers is called something else. */
    Problem postRenamed(String title, String note, Act act) {
        var next = Objects.requireNonNull(claim).titled(title);
        return moved(state, statement, next, resolutions, ProblemStep.POST_RENAMED, act, note);
    }

    /** @throws Refusal why this step cannot be taken now, or not by this caller */
    void guard(ProblemStep step, Member by) {
        objection(step, by).ifPresent(refusal -> {
            throw refusal;
        });
    }

    List<ProblemStep> allowed(Member by) {
        return Arrays.stream(ProblemStep.values())
                .filter(step -> objection(step, by).isEmpty())
                .toList();
    }

    boolean isOverdue(LocalDate today) {
        return ProblemState.OPEN.contains(state)
                && statement.dueOn() != null
                && statement.dueOn().isBefore(today);
    }

    Optional<Entry> entryOf(String actId) {
        return history.stream().filter(entry -> entry.id.equals(actId)).findFirst();
    }

    Optional<Resolution> lastResolution() {
        return resolutions.isEmpty() ? Optional.empty() : Optional.of(resolutions.get(resolutions.size() - 1));
    }

    List<String> units() {
        return Objects.requireNonNull(unitIds);
    }

    private Optional<Refusal> objection(ProblemStep step, Member by) {
        if (!mayTake(step, by)) {
            return Optional.of(Refusal.forbidden("not-your-problem"));
        }
        if (!state.permits(step)) {
            return Optional.of(Refusal.conflict("illegal-problem-step", step.words(), state.words(), state.hint()));
        }
        if (step == ProblemStep.OPEN_TASK && taskId != null) {
            return Optional.of(Refusal.conflict("illegal-problem-step", step.words(), "已转为任务", "请在任务里办理。"));
        }
        var decides = step == ProblemStep.CONFIRM || step == ProblemStep.RETURN;
        return decides
                        && lastResolution()
                                .filter(last -> last.by.equals(by.caller().id()))
                                .isPresent()
                ? Optional.of(Refusal.forbidden("second-person-confirms"))
                : Optional.empty();
    }

    private boolean mayTake(ProblemStep step, Member by) {
        Caller caller = by.caller();
        return switch (step.by()) {
            case OFFICE -> caller.isOffice();
            case KEEPER -> caller.isOffice() || by.keeps(list) || isClaimant(caller);
            case CLAIMANT -> claim == null ? caller.isOffice() || by.keeps(list) : isClaimant(caller);
        };
    }

    private boolean isClaimant(Caller caller) {
        return claim != null && !caller.is("LEADER") && claim.unitId.equals(caller.unitId());
    }

    private List<Resolution> decided(boolean accepted, @Nullable String why) {
        var last = lastResolution().orElseThrow().decided(accepted, why);
        return Stream.concat(resolutions.stream().limit(resolutions.size() - 1L), Stream.of(last))
                .toList();
    }

    private Problem moved(
            ProblemState next,
            Statement said,
            @Nullable Claim claimed,
            List<Resolution> resolved,
            ProblemStep step,
            Act act,
            @Nullable String note) {
        return new Problem(
                id, version + 1, at, next, list, said, claimed, resolved, taskId, after(step, act, note), null);
    }

    private List<Entry> after(ProblemStep step, Act act, @Nullable String note) {
        return Stream.concat(history.stream(), Stream.of(entry(step, act, note)))
                .toList();
    }

    private static Entry entry(ProblemStep step, Act act, @Nullable String note) {
        return new Entry(
                act.id(), act.fingerprint(), act.at(), act.by().id(), act.by().name(), step, note);
    }
}
