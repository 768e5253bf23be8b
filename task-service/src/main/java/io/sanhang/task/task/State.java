package io.sanhang.task.task;

import static io.sanhang.task.task.Step.ANSWER_DIFFICULTY;
import static io.sanhang.task.task.Step.APPLY_CLOSE_OUT;
import static io.sanhang.task.task.Step.ASK_EXTENSION;
import static io.sanhang.task.task.Step.ASSIGN;
import static io.sanhang.task.task.Step.CLOSE;
import static io.sanhang.task.task.Step.GRANT_EXTENSION;
import static io.sanhang.task.task.Step.HAND_OVER;
import static io.sanhang.task.task.Step.RAISE_DIFFICULTY;
import static io.sanhang.task.task.Step.REFUSE_EXTENSION;
import static io.sanhang.task.task.Step.REMIND;
import static io.sanhang.task.task.Step.REOPEN;
import static io.sanhang.task.task.Step.REPORT_PROGRESS;
import static io.sanhang.task.task.Step.RESUME;
import static io.sanhang.task.task.Step.RETURN;
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
    DRAFT("draft", "待下达", "任务还没有明确到单位，请先由办公室下达。", ASSIGN),
    ASSIGNED("assigned", "待签收", "请先签收任务。", ASSIGN, SIGN_FOR, REMIND, SUSPEND),
    SIGNED_FOR("signed-for", "已签收", "请先报告进展。", Between.STEPS),
    IN_PROGRESS("in-progress", "推进中", "请先由承办单位申请销号。", with(Between.STEPS, APPLY_CLOSE_OUT)),
    CLOSE_OUT_APPLIED("close-out-applied", "申请销号", "销号申请正在等办公室审核。", SIGN_FOR, CLOSE, RETURN),
    CLOSED("closed", "已销号", "任务已经销号，要改动请先由办公室重新启动。", REOPEN),
    RETURNED("returned", "已退回", "请补充后重新申请销号。", with(Between.STEPS, APPLY_CLOSE_OUT)),
    SUSPENDED("suspended", "已暂停", "任务已经暂停，请先由办公室恢复。", RESUME);

    private final String code;
    private final String words;
    private final String hint;
    private final Set<Step> next;

    /** What is set between the first receipt and the application for close-out. */
    private static final class Between {
        static final Step[] STEPS = {
            SIGN_FOR,
            REPORT_PROGRESS,
            RAISE_DIFFICULTY,
            ANSWER_DIFFICULTY,
            ASK_EXTENSION,
            GRANT_EXTENSION,
            REFUSE_EXTENSION,
            REMIND,
            HAND_OVER,
            SUSPEND
        };
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

    /** What to do instead of a step that cannot be taken from here. */
    String hint() {
        return hint;
    }

    boolean permits(Step step) {
        return next.contains(step);
    }

    private static Step[] with(Step[] some, Step more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(Step[]::new);
    }

    static Optional<State> of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
