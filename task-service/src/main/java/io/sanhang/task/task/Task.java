package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import io.sanhang.support.time.WorkingCalendar;
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
        Schedule schedule,
        List<HistoryEntry> history)
        implements Stored {

    public Task {
        course = course == null ? Course.EMPTY : course;
        schedule = schedule == null ? Schedule.EMPTY : schedule;
        history = history == null ? List.of() : List.copyOf(history);
    }

    /**
     * A task is assigned at once, unless none of its units could be made out or it is not valid yet: then it is a draft
     * for the office.
     */
    public static Task open(String id, Duty duty, Assignment assignment, Act act) {
        var draft = new Task(id, 0, State.DRAFT, duty, assignment, Course.EMPTY, Schedule.EMPTY, List.of());
        var assigned = !assignment.units().isEmpty() && draft.unready().isEmpty();
        return assigned
                ? draft.moved(State.ASSIGNED, Step.ASSIGN, act, null)
                : draft.moved(State.DRAFT, Step.OPEN, act, null);
    }

    public Task assign(List<Party> lead, List<Party> responsible, @Nullable String postId, Act act) {
        return assign(lead, responsible, postId, null, act);
    }

    /**
     * The office names the units and the day, also in place of others while nobody has signed.
     *
     * @param dueOn null for the day that it has
     * @throws Refusal {@code unit-required}; {@code due-required} for a key task that would have no day, as nobody
     *     could ever ask for an extension
     */
    public Task assign(
            List<Party> lead, List<Party> responsible, @Nullable String postId, @Nullable LocalDate dueOn, Act act) {
        guard(Step.ASSIGN, act.by());
        var next = assignment.to(lead, responsible).answeredBy(postId);
        if (next.units().isEmpty()) {
            throw Refusal.invalid("unit-required").at("/leadUnitId");
        }
        unready().ifPresent(refusal -> {
            throw refusal;
        });
        var dated = dueOn == null || dueOn.equals(duty.dueOn()) ? this : dated(dueOn, "下达时定为", act);
        if (duty.kind() == TaskKind.KEY_TASK && dated.isUndated()) {
            throw Refusal.invalid("due-required").at("/dueOn");
        }
        var note = dated.duty.dueOn() == duty.dueOn() ? null : Edits.due(duty.dueOn(), dueOn);
        return dated.with(next).moved(State.ASSIGNED, Step.ASSIGN, act, note);
    }

    /** Neither a day nor working days to count one from. */
    boolean isUndated() {
        return duty.dueOn() == null && schedule.term() == null;
    }

    private Task dated(LocalDate day, String why, Act act) {
        if (schedule.place() != null) {
            throw illegal(Step.ASSIGN, "百日会战的任务在同一天结束，不单独定期限。");
        }
        var before = duty.dueOn();
        var said = why + Days.words(day);
        var term = before == null
                ? Term.said(said)
                : Term.named(said, schedule.term(), before, String.valueOf(whyDue()), act.at());
        return with(schedule.with(term)).due(day);
    }

    /**
     * As if it had not been given out, as long as nobody has signed and nothing else was decided since.
     *
     * @param assignActId what is taken back
     * @param before how the task stood, by when and whose it was
     */
    Task withdraw(String assignActId, Batch.Before before, Act act) {
        if (!act.by().isOffice()) {
            throw Refusal.forbidden("not-your-task");
        }
        if (state != State.ASSIGNED || !course.receipts().isEmpty()) {
            throw illegal(Step.WITHDRAW, "已有单位签收，或已经不在待签收状态。");
        }
        var last = history.stream().filter(entry -> entry.step() == Step.ASSIGN).reduce((one, next) -> next);
        if (last.filter(entry -> entry.id().equals(assignActId)).isEmpty()) {
            throw illegal(Step.WITHDRAW, "之后又重新下达过。");
        }
        return with(before.assignment())
                .with(schedule.with(before.term()))
                .due(before.dueOn())
                .moved(before.state(), course, Step.WITHDRAW, act, null);
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

    public Task applyCloseOut(String statement, List<Evidence> evidence, Act act) {
        return applyCloseOut(statement, null, evidence, act);
    }

    /**
     * @param unmet why targets are not reached
     * @throws Refusal {@code evidence-required} without a file (A024), {@code unmet-reason-required} when a target is
     *     not reached and nobody says why
     */
    public Task applyCloseOut(String statement, @Nullable String unmet, List<Evidence> evidence, Act act) {
        guard(Step.APPLY_CLOSE_OUT, act.by());
        if (evidence.isEmpty()) {
            throw Refusal.invalid("evidence-required").at("/evidence");
        }
        var why = Scheduling.unmet(schedule, unmet);
        var application = new Course.CloseOut(
                act.at(), act.by().id(), act.by().name(), statement, why, evidence, null, null, null, null, null);
        return moved(State.CLOSE_OUT_APPLIED, course.appliedFor(application), Step.APPLY_CLOSE_OUT, act, statement);
    }

    /** A rectification is looked at once more after it was closed (A119). */
    public Task close(@Nullable String note, Act act) {
        guard(Step.CLOSE, act.by());
        var closed = decided(Step.CLOSE, note, act);
        var then = duty.kind() == TaskKind.RECTIFICATION
                ? closed.overseen(closed.oversight().checkDue(act.at()))
                : closed;
        return moved(State.CLOSED, then, Step.CLOSE, act, note);
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
                .postponed(extension.until(), "经申请同意，" + words, act.at());
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
        return with(course.reminded(reminder)).next(state, history);
    }

    /** Other units take over, and sign anew; what was done stays on record. */
    public Task handOver(List<Party> lead, List<Party> responsible, @Nullable String postId, String reason, Act act) {
        guard(Step.HAND_OVER, act.by());
        var next = assignment.to(lead, responsible).answeredBy(postId);
        var note = "由%s移交%s：%s".formatted(names(assignment.leadUnits()), names(lead), reason);
        return with(next).moved(State.ASSIGNED, course.withoutReceipts(), Step.HAND_OVER, act, note);
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
                .postponed(dueOn, "暂停后恢复，" + note, act.at());
    }

    /**
     * What was split or merged stands again where it stood before.
     *
     * @throws Refusal {@code reason-required}
     */
    public Task reopen(@Nullable String reason, Act act) {
        guard(Step.REOPEN, act.by());
        var why = given(reason);
        var ending = course.oversight().ending();
        var then = course.overseen(course.oversight().withoutOpenCheck().ended(null));
        for (var heir : assignment.heirs()) {
            then = then.signedInstead(
                    heir.from(), Objects.requireNonNull(heir.into().id()));
        }
        return with(assignment.ofHeirs())
                .moved(ending == null ? State.IN_PROGRESS : ending.before(), then, Step.REOPEN, act, why);
    }

    /**
     * In other words; and by a day, where none was set.
     *
     * @throws Refusal {@code nothing-changed}; {@code due-by-extension} for another day than was promised
     */
    Task edit(Duty next, Act act) {
        guard(Step.EDIT, act.by());
        var note = Edits.between(duty, next).orElseThrow(() -> Refusal.invalid("nothing-changed"));
        var day = next.dueOn();
        if (day == null || day.equals(duty.dueOn())) {
            return with(next).moved(state, course, Step.EDIT, act, note);
        }
        if (!isUndated()) {
            throw Refusal.conflict("due-by-extension").at("/dueOn");
        }
        return dated(day, "补定为", act).with(next).moved(state, course, Step.EDIT, act, note);
    }

    /**
     * The three lists of a legacy matter at once, as they are one document (A023).
     *
     * @throws Refusal {@code lists-incomplete} for one that units work on already
     */
    public Task list(List<Legacy.Item> items, Act act) {
        guard(Step.SET_LISTS, act.by());
        var particulars = duty.particulars();
        var before = Objects.requireNonNull(particulars.legacy());
        var note = Edits.between(before, before.listing(items)).orElseThrow(() -> Refusal.invalid("nothing-changed"));
        var next = with(duty.with(particulars.about(before.listing(items))));
        if (state != State.DRAFT) {
            next.unready().ifPresent(refusal -> {
                throw refusal;
            });
        }
        return next.moved(state, course, Step.SET_LISTS, act, note);
    }

    /**
     * One leader and one task force for a key project (A028).
     *
     * @throws Refusal {@code charge-taken} when it has them
     */
    public Task putInCharge(Charge charge, Act act) {
        guard(Step.SET_CHARGE, act.by());
        return with(assignment.under(charge)).moved(state, course, Step.SET_CHARGE, act, charge.words());
    }

    /** @throws Refusal {@code same-leader}, {@code reason-required} */
    public Task changeLeader(Charge.Seat leader, @Nullable String reason, Act act) {
        guard(Step.CHANGE_LEADER, act.by());
        var charge = Objects.requireNonNull(assignment.charge());
        if (charge.leader().postId().equals(leader.postId())) {
            throw Refusal.invalid("same-leader", leader.title()).at("/postId");
        }
        var note = "由%s更换为%s：%s".formatted(charge.leader().title(), leader.title(), given(reason));
        return with(assignment.under(charge.ledBy(leader))).moved(state, course, Step.CHANGE_LEADER, act, note);
    }

    Task changeForce(Charge.Force force, @Nullable String reason, Act act) {
        guard(Step.CHANGE_FORCE, act.by());
        var charge = Objects.requireNonNull(assignment.charge()).with(force);
        var note = "%s：%s".formatted(charge.force().words(), given(reason));
        return with(assignment.under(charge)).moved(state, course, Step.CHANGE_FORCE, act, note);
    }

    /** What holds a key project up, and what would remove it (A031). */
    public Task constrain(String text, String needed, Act act) {
        guard(Step.CONSTRAIN, act.by());
        var constraint = new Oversight.Constraint(act.id(), act.at(), act.by().name(), text, needed, null, null, null);
        var note = "%s\n需要：%s".formatted(text, needed);
        return oversaw(course.oversight().constrained(constraint), Step.CONSTRAIN, act, note);
    }

    /** @throws Refusal {@code no-such-constraint} for one that is not there or lifted */
    public Task liftConstraint(String constraintId, String how, Act act) {
        guard(Step.LIFT_CONSTRAINT, act.by());
        if (course.oversight().openConstraint(constraintId).isEmpty()) {
            throw Refusal.missing("no-such-constraint");
        }
        var next = course.oversight().lifted(constraintId, constraint -> constraint.lifted(act, how));
        return oversaw(next, Step.LIFT_CONSTRAINT, act, how);
    }

    /**
     * The office looks at a closed rectification once more; what has not held goes back to its units (A119).
     *
     * @throws Refusal {@code reason-required} when the units would not learn why
     */
    Task check(boolean passed, @Nullable String note, Act act) {
        guard(Step.CHECK, act.by());
        var words = passed ? note : given(note);
        var then = course.overseen(course.oversight().checked(passed, words, act));
        return passed
                ? moved(State.CLOSED, then, Step.CHECK, act, words)
                : moved(State.RETURNED, then, Step.FAIL_CHECK, act, words);
    }

    /**
     * Several tasks take its place; what was done stays readable here.
     *
     * @throws Refusal {@code split-in-two} for fewer than two parts, {@code split-has-origin} when somebody outside
     *     waits for this very task
     */
    Task split(List<Oversight.Part> parts, @Nullable String reason, Act act) {
        guard(Step.SPLIT, act.by());
        if (parts.size() < 2) {
            throw Refusal.invalid("split-in-two").at("/parts");
        }
        var origin = duty.origin();
        if (origin != null && origin.isOutside()) {
            throw Refusal.conflict("split-has-origin");
        }
        var into = parts.stream().map(Oversight.Part::link).toList();
        return ended(State.SPLIT, Step.SPLIT, "拆成", into, parts, given(reason), act);
    }

    /** It goes on within another task; what was done stays readable here. */
    Task mergedInto(Oversight.Link other, @Nullable String reason, Act act) {
        guard(Step.MERGE, act.by());
        return ended(State.MERGED, Step.END_MERGED, "并入", List.of(other), List.of(), given(reason), act);
    }

    /** Others are merged into it. */
    Task absorb(List<Task> others, @Nullable String reason, Act act) {
        guard(Step.MERGE, act.by());
        var more = others.stream()
                .map(other -> new Oversight.Absorbed(other.id, other.duty.title(), other.duty.origin()))
                .toList();
        var titles = more.stream().map(each -> "“" + each.title() + "”").toList();
        var note = "并入%s：%s".formatted(String.join("、", titles), given(reason));
        return oversaw(course.oversight().absorbing(more), Step.MERGE, act, note);
    }

    /** One that was merged into it is not any more; no step of this task, which may be over itself. */
    Task letGo(Task other, Act act) {
        var note = "“%s”不再并在这里".formatted(other.duty.title());
        return oversaw(course.oversight().without(other.id), Step.MERGE, act, note);
    }

    private Task ended(
            State as,
            Step step,
            String words,
            List<Oversight.Link> into,
            List<Oversight.Part> parts,
            String why,
            Act act) {
        var titles = into.stream().map(link -> "“" + link.title() + "”").toList();
        var ending =
                new Oversight.Ending(as, state, into, parts, act.at(), act.by().name(), why);
        var note = "%s%s：%s".formatted(words, String.join("、", titles), why);
        return moved(as, course.overseen(course.oversight().ended(ending)), step, act, note);
    }

    /** What a step makes of the schedule, and what the history says of it. */
    record Scheduled(Schedule next, String note) {}

    /** A step that changes nothing but time and numbers, see {@link Scheduling}. */
    Task scheduledAs(Step step, Act act, Function<Schedule, Scheduled> change) {
        guard(step, act.by());
        var done = change.apply(schedule);
        return with(done.next()).moved(state, step, act, done.note());
    }

    /** As it is opened: with the numbers and days that are known from the beginning. */
    public Task scheduled(Schedule known) {
        return with(known);
    }

    /** A due date in working days is counted from the day on which the task was given to its units. */
    Task counted(LocalDate today, WorkingCalendar calendar) {
        var term = schedule.term();
        if (term == null || !term.waits() || state != State.ASSIGNED) {
            return this;
        }
        var explained = term.counted(calendar, today);
        return with(schedule.with(term.from(today, explained))).due(explained.dueOn());
    }

    /** Counted anew under a changed calendar; itself when nothing changes. The earlier promise stays visible. */
    Task recounted(WorkingCalendar calendar, Act act) {
        var term = schedule.term();
        var before = duty.dueOn();
        if (term == null || !term.counts() || before == null || state.isOver() || state == State.SUSPENDED) {
            return this;
        }
        var now = term.recounted(calendar);
        if (now.sentence().equals(term.explained())) {
            return this;
        }
        var next = with(schedule.with(term.saying(now, before, act.at()))).due(now.dueOn());
        var note = now.dueOn().equals(before)
                ? now.sentence()
                : "由%s改为%s：%s".formatted(before, now.dueOn(), now.sentence());
        return next.moved(state, Step.RECOUNT, act, note);
    }

    /** The end of its hundred-day drive has moved, and with it the last stage (A050). */
    Task endingWithDrive(LocalDate end, String reason, Act act) {
        var words = "会战结束日由%s改为%s：%s".formatted(duty.dueOn(), end, reason);
        var next = schedule.milestones().stream()
                .map(each -> each.ending(end, reason, act))
                .toList();
        return with(schedule.planning(next))
                .moved(state, Step.MOVE_DRIVE, act, words)
                .postponed(end, words, act.at());
    }

    /** One sentence that says why it is due when it is; null when it is not. */
    @Nullable
    String whyDue() {
        var term = schedule.term();
        var dueOn = duty.dueOn();
        if (term != null) {
            return term.explained();
        }
        if (dueOn == null) {
            return null;
        }
        return duty.requirements().deadlines().stream()
                .filter(deadline -> dueOn.equals(deadline.date()))
                .findFirst()
                .map(deadline -> "方案写明“%s”，即%s".formatted(deadline.text(), Days.words(dueOn)))
                .orElseGet(() -> "立项时定为" + Days.words(dueOn));
    }

    private Task postponed(@Nullable LocalDate day, String why, Instant at) {
        var before = duty.dueOn();
        if (before == null || day == null || day.equals(before)) {
            return due(day);
        }
        var term = Term.named(why, schedule.term(), before, String.valueOf(whyDue()), at);
        return with(schedule.with(term)).due(day);
    }

    /** The same duty by another day; nobody's step. */
    public Task due(@Nullable LocalDate day) {
        return with(duty.due(day));
    }

    private Task with(Duty other) {
        return new Task(id, version, state, other, assignment, course, schedule, history);
    }

    private Task with(Assignment other) {
        return new Task(id, version, state, duty, other, course, schedule, history);
    }

    private Task with(Course other) {
        return new Task(id, version, state, duty, assignment, other, schedule, history);
    }

    private Task with(Schedule other) {
        return new Task(id, version, state, duty, assignment, course, other, history);
    }

    /** As it is to be written next. */
    Task next(State then, List<HistoryEntry> entries) {
        return new Task(id, version + 1, then, duty, assignment, course.recorded(entries.size()), schedule, entries);
    }

    private Task oversaw(Oversight next, Step step, Act act, String note) {
        return moved(state, course.overseen(next), step, act, note);
    }

    /** What keeps it from being given to units: no leader and task force (A028), or a gap in the lists (A023). */
    private Optional<Refusal> unready() {
        return switch (duty.kind()) {
            case KEY_PROJECT ->
                assignment.charge() == null ? Optional.of(Refusal.conflict("charge-required")) : Optional.empty();
            case LEGACY_MATTER -> Legacy.gaps(duty.particulars().legacy());
            default -> Optional.empty();
        };
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
        if (state.isOver()) {
            return this;
        }
        return moved(state, course, Step.HOLDER_CHANGED, act, note);
    }

    /** A unit is no more and another answers in its place: what was signed and reported stays as it was (A011). */
    Task unitMerged(String from, Party into, String note, Act act) {
        return with(assignment.instead(from, into))
                .moved(
                        state,
                        course.signedInstead(from, Objects.requireNonNull(into.id())),
                        Step.UNIT_MERGED,
                        act,
                        note);
    }

    /** A unit is no more, and this was over: another answers for it, under the old name. */
    Task inherited(String from, Party into, String note, Act act) {
        return with(assignment.inheritedBy(from, into)).moved(state, Step.UNIT_MERGED, act, note);
    }

    /** The titles that the task carries follow the post. */
    Task postRenamed(String postId, String title, String note, Act act) {
        var charge = Objects.requireNonNull(assignment.charge()).renamed(postId, title);
        return with(assignment.under(charge)).moved(state, Step.POST_RENAMED, act, note);
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

    /** Also the last lines are all there. */
    boolean historyIsIntact() {
        var lines = course.lines();
        return HistoryEntry.intact(history) && (lines == null || lines == history.size());
    }

    /** The line that is new in this version, sealed as the setting wants it. */
    Task sealedWith(Digest digest) {
        var last = history.size() - 1;
        if (last < 0
                || history.get(last).digest() == digest
                || !Objects.equals(history.get(last).version(), version)) {
            return this;
        }
        var before = history.subList(0, last);
        var previous = last == 0 ? "" : history.get(last - 1).hash();
        var line = Stream.of(history.get(last).sealed(digest, previous));
        var entries = Stream.concat(before.stream(), line).toList();
        return new Task(id, version, state, duty, assignment, course, schedule, entries);
    }

    /** What others did since a version was seen, oldest first. */
    List<HistoryEntry> since(long seen) {
        return history.stream()
                .filter(entry -> entry.version() != null && entry.version() > seen)
                .toList();
    }

    /** Its day is over, and it is neither closed nor suspended: the light is red. */
    boolean isOverdue(LocalDate today) {
        var dueOn = duty.dueOn();
        return state.isRunning() && dueOn != null && dueOn.isBefore(today);
    }

    /** May this caller see it: the office, and once it was given out its units and who leads them. */
    boolean isVisibleTo(Caller caller) {
        return caller.isOffice()
                || state != State.DRAFT && assignment.units().stream().anyMatch(caller::seesUnit);
    }

    private void guard(Step step, Caller by) {
        objection(step, by).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private Optional<Refusal> objection(Step step, Caller by) {
        if (!concerns(step, by)) {
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
            case SET_LISTS ->
                duty.particulars().legacy() == null ? Optional.of(illegal(step, "只有历史遗留问题有三张清单。")) : Optional.empty();
            case SET_CHARGE -> charged();
            case CHANGE_LEADER, CHANGE_FORCE ->
                assignment.charge() == null ? Optional.of(illegal(step, "还没有确定包保领导和专班。")) : Optional.empty();
            case CONSTRAIN ->
                duty.kind() == TaskKind.KEY_PROJECT ? Optional.empty() : Optional.of(illegal(step, "只有重点项目登记制约因素。"));
            case LIFT_CONSTRAINT ->
                course.oversight().hasOpenConstraint() ? Optional.empty() : Optional.of(illegal(step, "现在没有要解除的制约因素。"));
            case SET_MILESTONES -> ledBy(step, by);
            case DO_MILESTONE ->
                signedBy(step, by)
                        .or(() -> schedule.next().isEmpty()
                                ? Optional.of(illegal(step, "现在没有要完成的节点。"))
                                : Optional.empty());
            case RETURN_MILESTONE ->
                schedule.milestones().stream().noneMatch(Milestone::isDone)
                        ? Optional.of(illegal(step, "还没有完成的节点。"))
                        : Optional.empty();
            case RECORD_READING, KEEP_LIST -> {
                var any = schedule.hasTarget(step == Step.KEEP_LIST);
                yield signedBy(step, by).or(() -> any ? Optional.empty() : Optional.of(illegal(step, "这项任务没有这样的指标。")));
            }
            case CHECK ->
                course.oversight().hasOpenCheck() ? Optional.empty() : Optional.of(illegal(step, "现在没有要复查的事项。"));
            default -> Optional.empty();
        };
    }

    private boolean concerns(Step step, Caller by) {
        return (step.byOffice() || step.byEither()) && by.isOffice()
                || !step.byOffice() && assignment.includes(by.unitId());
    }

    /** The office, or a lead unit that has signed. */
    private Optional<Refusal> ledBy(Step step, Caller by) {
        return by.isOffice() || assignment.leadIds().contains(String.valueOf(by.unitId()))
                ? signedBy(step, by)
                : Optional.of(Refusal.forbidden("lead-unit-only"));
    }

    private Optional<Refusal> signedBy(Step step, Caller by) {
        return by.isOffice() && !step.isOfUnits() || course.hasReceiptOf(by.unitId())
                ? Optional.empty()
                : Optional.of(illegal(step, "请您的单位先签收。"));
    }

    private Optional<Refusal> charged() {
        var charge = assignment.charge();
        if (duty.kind() != TaskKind.KEY_PROJECT) {
            return Optional.of(illegal(Step.SET_CHARGE, "只有重点项目确定包保领导和专班。"));
        }
        return Optional.ofNullable(charge)
                .map(one -> Refusal.conflict(
                        "charge-taken", one.leader().title(), one.force().name()));
    }

    private Optional<Refusal> noExtension(Caller by) {
        if (schedule.place() != null) {
            return Optional.of(illegal(Step.ASK_EXTENSION, "百日会战的任务在同一天结束，不单独延期。"));
        }
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

    private Task moved(State next, Step step, Act act, @Nullable String note) {
        return next(next, history(step, act, note));
    }

    private Task moved(State next, Course then, Step step, Act act, @Nullable String note) {
        return with(then).moved(next, step, act, note);
    }

    private List<HistoryEntry> history(Step step, Act act, @Nullable String note) {
        return Stream.concat(history.stream(), Stream.of(HistoryEntry.after(history, act, version + 1, step, note)))
                .toList();
    }
}
