package io.sanhang.task.task;

import static io.sanhang.task.task.Step.ANSWER_DIFFICULTY;
import static io.sanhang.task.task.Step.APPLY_CLOSE_OUT;
import static io.sanhang.task.task.Step.ASK_EXTENSION;
import static io.sanhang.task.task.Step.ASSIGN;
import static io.sanhang.task.task.Step.CHANGE_FORCE;
import static io.sanhang.task.task.Step.CHANGE_LEADER;
import static io.sanhang.task.task.Step.CHECK;
import static io.sanhang.task.task.Step.CLOSE;
import static io.sanhang.task.task.Step.CONSTRAIN;
import static io.sanhang.task.task.Step.DO_MILESTONE;
import static io.sanhang.task.task.Step.EDIT;
import static io.sanhang.task.task.Step.GRANT_EXTENSION;
import static io.sanhang.task.task.Step.HAND_OVER;
import static io.sanhang.task.task.Step.KEEP_LIST;
import static io.sanhang.task.task.Step.LIFT_CONSTRAINT;
import static io.sanhang.task.task.Step.MERGE;
import static io.sanhang.task.task.Step.RAISE_DIFFICULTY;
import static io.sanhang.task.task.Step.RECORD_READING;
import static io.sanhang.task.task.Step.REFUSE_EXTENSION;
import static io.sanhang.task.task.Step.REMIND;
import static io.sanhang.task.task.Step.REOPEN;
import static io.sanhang.task.task.Step.REPORT_PROGRESS;
import static io.sanhang.task.task.Step.RESUME;
import static io.sanhang.task.task.Step.RETURN;
import static io.sanhang.task.task.Step.RETURN_MILESTONE;
import static io.sanhang.task.task.Step.SET_CHARGE;
import static io.sanhang.task.task.Step.SET_LISTS;
import static io.sanhang.task.task.Step.SET_MILESTONES;
import static io.sanhang.task.task.Step.SET_TARGETS;
import static io.sanhang.task.task.Step.SIGN_FOR;
import static io.sanhang.task.task.Step.SUSPEND;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a task stands, and which steps it may take from there. A unit that comes later may still sign for a task that
 * another unit has moved on already: a receipt is each unit's own.
 */
public enum State {
    DRAFT("draft", "待下达", "任务还没有下达到单位，请先由办公室下达。", with(Shape.STEPS, ASSIGN)),
    ASSIGNED(
            "assigned",
            "待签收",
            "请先签收任务。",
            with(Shape.STEPS, ASSIGN, SIGN_FOR, REMIND, SUSPEND, CONSTRAIN, LIFT_CONSTRAINT)),
    SIGNED_FOR("signed-for", "已签收", "请先报告进展。", Between.STEPS),
    IN_PROGRESS("in-progress", "推进中", "请先由承办单位申请销号。", with(Between.STEPS, APPLY_CLOSE_OUT)),
    CLOSE_OUT_APPLIED("close-out-applied", "申请销号", "销号申请正在等办公室审核。", SIGN_FOR, CLOSE, RETURN),
    CLOSED("closed", "已销号", "任务已经销号，要改动请先由办公室重新启动。", REOPEN, CHECK),
    RETURNED("returned", "已退回", "请补充后重新申请销号。", with(Between.STEPS, APPLY_CLOSE_OUT)),
    SUSPENDED("suspended", "已暂停", "任务已经暂停，请先由办公室恢复。", RESUME),
    SPLIT("split", "已拆分", "任务已经拆成几项，请到拆出的任务里办理。", REOPEN),
    MERGED("merged", "已合并", "任务已经并入另一项，请到那一项里办理。", REOPEN);

    /** Where nothing more is to be done, unless it is reopened. */
    static final Set<State> OVER = Set.of(CLOSED, SPLIT, MERGED);

    private final String code;
    private final String words;
    private final String hint;
    private final Set<Step> next;

    /** What the office sets out before and while units work. */
    private static final class Shape {
        static final Step[] STEPS = {
            EDIT, SET_LISTS, SET_CHARGE, CHANGE_LEADER, CHANGE_FORCE, SET_MILESTONES, SET_TARGETS, Step.SPLIT, MERGE
        };
    }

    /** What is set between the first receipt and the application for close-out. */
    private static final class Between {
        static final Step[] STEPS = with(
                Shape.STEPS,
                CONSTRAIN,
                LIFT_CONSTRAINT,
                DO_MILESTONE,
                RETURN_MILESTONE,
                RECORD_READING,
                KEEP_LIST,
                SIGN_FOR,
                REPORT_PROGRESS,
                RAISE_DIFFICULTY,
                ANSWER_DIFFICULTY,
                ASK_EXTENSION,
                GRANT_EXTENSION,
                REFUSE_EXTENSION,
                REMIND,
                HAND_OVER,
                SUSPEND);
    }

    State(String code, String words, String hint, Step... next) {
        this.code = code;
        this.words = words;
        this.hint = hint;
        this.next = Set.of(next);
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    /** The clock runs: neither over nor suspended. */
    boolean isRunning() {
        return !isOver() && this != SUSPENDED;
    }

    /** What to do instead of a step that cannot be taken from here. */
    String hint() {
        return hint;
    }

    boolean permits(Step step) {
        return next.contains(step);
    }

    boolean isOver() {
        return OVER.contains(this);
    }

    private static Step[] with(Step[] some, Step... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(Step[]::new);
    }

    static Optional<State> of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
