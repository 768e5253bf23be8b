package io.sanhang.task.matter;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Something that came in and has to be answered in time: a leader's instruction (A082), a paper (K40), a matter of the
 * catalogue of time limits (A047). It is at one unit at a time; every leg of its way is kept.
 *
 * @param late answered after its day, at least once: it stays in the list of breaches
 * @param reminded which reminder went out last, and for which day
 * @param doneOn the day of the answer that was accepted
 * @param unitId the unit that has it; computed, stored because queries ask for it, as {@code unitIds}, all it was at, and
 *     {@code handlerId}, the post of that unit whose duty it is
 */
public record Matter(
        @BsonId String id,
        long version,
        MatterKind kind,
        Paper paper,
        Deadline deadline,
        MatterState state,
        List<Leg> legs,
        List<Pause> pauses,
        List<Extension> extensions,
        List<Answer> answers,
        @Nullable String taskId,
        boolean late,
        @Nullable String reminded,
        @Nullable LocalDate doneOn,
        List<Entry> history,
        @Nullable String unitId,
        @Nullable List<String> unitIds,
        @Nullable String handlerId)
        implements Stored {

    /**
     * What it says and from whom it is.
     *
     * @param leader whose instruction it is; absent otherwise
     * @param limit the entry of the catalogue that it falls under
     */
    public record Paper(
            String title,
            @Nullable String text,
            @Nullable String from,
            @Nullable Leader leader,
            @Nullable String limit,
            Instant receivedAt,
            List<Evidence> scan) {
        public Paper {
            scan = scan == null ? List.of() : List.copyOf(scan);
        }
    }

    /** The post that signed, not the person; {@code name} is who held it then. */
    public record Leader(
            String postId,
            String title,
            @Nullable String name,
            @Nullable Level level) {}

    /**
     * @param out when it was passed on or answered; absent while the unit has it
     * @param handler the post whose duty it is by the unit's duty map; absent where that names nobody, or several
     */
    public record Leg(
            String unitId,
            String unitName,
            Instant in,
            @Nullable Instant out,
            @Nullable Handler handler) {
        Leg ended(Instant at) {
            return out == null ? new Leg(unitId, unitName, in, at, handler) : this;
        }
    }

    /** @param duty why it is this post (A046) */
    public record Handler(String postId, String title, String duty) {}

    /** @param left working days that were left */
    public record Pause(LocalDate from, @Nullable LocalDate until, String reason, String byName, int left) {}

    /** @param granted absent while the office has not decided */
    public record Extension(
            Instant at,
            String byName,
            LocalDate until,
            String reason,
            @Nullable Boolean granted,
            @Nullable String decidedBy,
            @Nullable String note) {}

    /** @param accepted absent while the office has not decided */
    public record Answer(
            Instant at,
            String by,
            String byName,
            String unitName,
            String text,
            List<Evidence> evidence,
            @Nullable Boolean accepted,
            @Nullable String reason) {
        public Answer {
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /** @param id of the act, by which a second click is known */
    public record Entry(
            String id,
            String fingerprint,
            Instant at,
            String by,
            String byName,
            MatterStep step,
            @Nullable String note) {}

    public Matter {
        legs = List.copyOf(legs);
        pauses = pauses == null ? List.of() : List.copyOf(pauses);
        extensions = extensions == null ? List.of() : List.copyOf(extensions);
        answers = answers == null ? List.of() : List.copyOf(answers);
        history = history == null ? List.of() : List.copyOf(history);
        unitId = legs.get(legs.size() - 1).unitId;
        var handler = legs.get(legs.size() - 1).handler;
        handlerId = handler == null ? null : handler.postId;
        unitIds = legs.stream().map(Leg::unitId).distinct().toList();
    }

    /**
     * The office registers for anybody, a department papers and matters for itself.
     *
     * @throws Refusal {@code not-your-matter}
     */
    static Matter register(MatterKind kind, Paper paper, Deadline deadline, Leg first, Act act, Caller by) {
        var own = first.unitId.equals(by.unitId()) && kind != MatterKind.INSTRUCTION;
        if (!by.isOffice() && !own) {
            throw Refusal.forbidden("not-your-matter");
        }
        return new Matter(
                act.id(),
                1,
                kind,
                paper,
                deadline,
                MatterState.OPEN,
                List.of(first),
                List.of(),
                List.of(),
                List.of(),
                null,
                false,
                null,
                null,
                List.of(entry(MatterStep.REGISTER, act, deadline.explained())),
                null,
                null,
                null);
    }

    Matter passOn(String toId, String toName, @Nullable Handler to, @Nullable String note, Act act, Caller by) {
        guard(MatterStep.PASS_ON, by);
        if (toId.equals(unitId)) {
            throw Refusal.invalid("already-there", toName).at("/unitId");
        }
        var way = Stream.concat(ended(act.at()).stream(), Stream.of(new Leg(toId, toName, act.at(), null, to)))
                .toList();
        return step(MatterStep.PASS_ON, act, toName + (note == null ? "" : "：" + note), it -> it.legs = way);
    }

    /** The unit that had it is no more; the post that handles it came along. */
    Matter takenOver(String byId, String byName, String note, Act act) {
        var leg = new Leg(byId, byName, act.at(), null, holder().handler);
        return step(MatterStep.PASS_ON, act, note, it -> it.legs = plus(ended(act.at()), leg));
    }

    /** @throws Refusal {@code pause-overdue}: time that has run out cannot be stopped */
    Matter pause(String reason, LocalDate today, WorkingCalendar calendar, Act act, Caller by) {
        guard(MatterStep.PAUSE, by);
        if (deadline.dueOn().isBefore(today)) {
            throw Refusal.conflict("pause-overdue");
        }
        var pause = new Pause(today, null, reason, act.by().name(), deadline.left(today, calendar));
        return step(MatterStep.PAUSE, act, reason, it -> {
            it.state = MatterState.PAUSED;
            it.pauses = plus(pauses, pause);
        });
    }

    Matter resume(LocalDate today, WorkingCalendar calendar, Act act, Caller by) {
        guard(MatterStep.RESUME, by);
        var last = pauses.get(pauses.size() - 1);
        var ended = new Pause(last.from, today, last.reason, last.byName, last.left);
        var next = deadline.resumed(last.left, today, calendar);
        return step(MatterStep.RESUME, act, next.explained(), it -> {
            it.state = MatterState.OPEN;
            it.deadline = next;
            it.pauses = replaceLast(pauses, ended);
        });
    }

    Matter askExtension(LocalDate until, String reason, Act act, Caller by) {
        guard(MatterStep.ASK_EXTENSION, by);
        if (!until.isAfter(deadline.dueOn())) {
            throw Refusal.invalid("extension-not-later", deadline.dueOn()).at("/until");
        }
        var asked = new Extension(act.at(), act.by().name(), until, reason, null, null, null);
        return step(MatterStep.ASK_EXTENSION, act, until + "：" + reason, it -> it.extensions = plus(extensions, asked));
    }

    Matter decideExtension(boolean granted, @Nullable String note, Act act, Caller by) {
        var step = granted ? MatterStep.GRANT : MatterStep.REFUSE;
        guard(step, by);
        var asked = pendingExtension().orElseThrow();
        var decided = new Extension(
                asked.at,
                asked.byName,
                asked.until,
                asked.reason,
                granted,
                act.by().name(),
                note);
        return step(step, act, note, it -> {
            it.extensions = replaceLast(extensions, decided);
            it.deadline = granted ? deadline.extended(asked.until) : deadline;
        });
    }

    /** @throws Refusal {@code answer-evidence-required} for an instruction without a file */
    Matter answer(String text, List<Evidence> evidence, LocalDate today, Act act, Caller by) {
        guard(MatterStep.ANSWER, by);
        if (kind == MatterKind.INSTRUCTION && evidence.isEmpty()) {
            throw Refusal.invalid("answer-evidence-required").at("/evidence");
        }
        var answer =
                new Answer(act.at(), act.by().id(), act.by().name(), holder().unitName, text, evidence, null, null);
        return step(MatterStep.ANSWER, act, text, it -> {
            it.state = MatterState.ANSWERED;
            it.answers = plus(answers, answer);
            it.legs = ended(act.at());
            it.late = late || today.isAfter(deadline.dueOn());
            it.doneOn = today;
        });
    }

    Matter accept(@Nullable String note, Act act, Caller by) {
        guard(MatterStep.ACCEPT, by);
        return step(MatterStep.ACCEPT, act, note, it -> {
            it.state = MatterState.CLOSED;
            it.answers = replaceLast(answers, decided(true, note));
        });
    }

    Matter returned(String reason, Act act, Caller by) {
        guard(MatterStep.RETURN, by);
        return step(MatterStep.RETURN, act, reason, it -> {
            it.state = MatterState.OPEN;
            it.answers = replaceLast(answers, decided(false, reason));
            it.legs = again(act.at());
            it.doneOn = null;
        });
    }

    Matter reopen(String reason, Deadline next, Act act, Caller by) {
        guard(MatterStep.REOPEN, by);
        return step(MatterStep.REOPEN, act, reason, it -> {
            it.state = MatterState.OPEN;
            it.deadline = next;
            it.legs = again(act.at());
            it.doneOn = null;
        });
    }

    Matter turnedInto(String task, Act act, Caller by) {
        guard(MatterStep.OPEN_TASK, by);
        return step(MatterStep.OPEN_TASK, act, null, it -> it.taskId = task);
    }

    Matter withdraw(String reason, Act act, Caller by) {
        guard(MatterStep.WITHDRAW, by);
        return step(MatterStep.WITHDRAW, act, reason, it -> it.state = MatterState.WITHDRAWN);
    }

    /** What the clock has to say today and has not said yet for this day. */
    Optional<String> reminder(LocalDate today) {
        if (state != MatterState.OPEN || deadline.dueOn().isAfter(today)) {
            return Optional.empty();
        }
        var stage = deadline.dueOn().equals(today) ? "今天到期" : "已经超时";
        return Optional.of(stage + "：" + deadline.dueOn()).filter(words -> !words.equals(reminded));
    }

    Matter remind(String words) {
        var next = new Change(this);
        next.reminded = words;
        return next.done(history);
    }

    void guard(MatterStep step, Caller by) {
        objection(step, by).ifPresent(refusal -> {
            throw refusal;
        });
    }

    List<MatterStep> allowed(Caller by) {
        return Arrays.stream(MatterStep.values())
                .filter(step -> objection(step, by).isEmpty())
                .toList();
    }

    private Optional<Refusal> objection(MatterStep step, Caller by) {
        var holds = !by.is("LEADER") && Objects.equals(by.unitId(), unitId);
        if (!by.isOffice() && (step.by() == MatterStep.By.OFFICE || !holds)) {
            return Optional.of(Refusal.forbidden("not-your-matter"));
        }
        var undecided = pendingExtension().isPresent();
        var decides = step == MatterStep.GRANT || step == MatterStep.REFUSE;
        if (!state.permits(step) || decides && !undecided || step == MatterStep.ASK_EXTENSION && undecided) {
            var hint = decides ? "没有等着批的延期申请。" : undecided ? "上一次的延期申请还没有批。" : state.hint();
            return Optional.of(Refusal.conflict("illegal-matter-step", step.words(), state.words(), hint));
        }
        if (step == MatterStep.OPEN_TASK && taskId != null) {
            return Optional.of(Refusal.conflict("illegal-matter-step", step.words(), "已转为任务", "请在任务里办理。"));
        }
        var second = step == MatterStep.ACCEPT || step == MatterStep.RETURN;
        return second && answers.get(answers.size() - 1).by.equals(by.id())
                ? Optional.of(Refusal.forbidden("second-person-confirms"))
                : Optional.empty();
    }

    Leg holder() {
        return legs.get(legs.size() - 1);
    }

    Optional<Extension> pendingExtension() {
        return extensions.isEmpty()
                ? Optional.empty()
                : Optional.of(extensions.get(extensions.size() - 1)).filter(last -> last.granted == null);
    }

    Optional<Entry> entryOf(String actId) {
        return history.stream().filter(entry -> entry.id.equals(actId)).findFirst();
    }

    private Answer decided(boolean accepted, @Nullable String reason) {
        var last = answers.get(answers.size() - 1);
        return new Answer(last.at, last.by, last.byName, last.unitName, last.text, last.evidence, accepted, reason);
    }

    private List<Leg> ended(Instant at) {
        return replaceLast(legs, holder().ended(at));
    }

    /** Back at the unit that had it last. */
    private List<Leg> again(Instant at) {
        return plus(ended(at), new Leg(holder().unitId, holder().unitName, at, null, holder().handler));
    }

    private static <T> List<T> plus(List<T> some, T one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    private static <T> List<T> replaceLast(List<T> some, T one) {
        return plus(some.subList(0, some.size() - 1), one);
    }

    private Matter step(MatterStep step, Act act, @Nullable String note, Consumer<Change> what) {
        var change = new Change(this);
        what.accept(change);
        return change.done(plus(history, entry(step, act, note)));
    }

    private static Entry entry(MatterStep step, Act act, @Nullable String note) {
        return new Entry(
                act.id(), act.fingerprint(), act.at(), act.by().id(), act.by().name(), step, note);
    }

    /** The parts that steps change, while one is under way. */
    private static final class Change {
        private final Matter of;
        private Deadline deadline;
        private MatterState state;
        private List<Leg> legs;
        private List<Pause> pauses;
        private List<Extension> extensions;
        private List<Answer> answers;
        private @Nullable String taskId;
        private boolean late;
        private @Nullable String reminded;
        private @Nullable LocalDate doneOn;

        private Change(Matter of) {
            this.of = of;
            deadline = of.deadline;
            state = of.state;
            legs = of.legs;
            pauses = of.pauses;
            extensions = of.extensions;
            answers = of.answers;
            taskId = of.taskId;
            late = of.late;
            reminded = of.reminded;
            doneOn = of.doneOn;
        }

        private Matter done(List<Entry> history) {
            return new Matter(
                    of.id,
                    of.version + 1,
                    of.kind,
                    of.paper,
                    deadline,
                    state,
                    legs,
                    pauses,
                    extensions,
                    answers,
                    taskId,
                    late,
                    reminded,
                    doneOn,
                    history,
                    null,
                    null,
                    null);
        }
    }
}
