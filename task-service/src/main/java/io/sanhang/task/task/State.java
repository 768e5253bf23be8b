package io.sanhang.task.task;

import static io.sanhang.task.task.Step.APPLY_CLOSE_OUT;
import static io.sanhang.task.task.Step.ASSIGN;
import static io.sanhang.task.task.Step.CLOSE;
import static io.sanhang.task.task.Step.RAISE_DIFFICULTY;
import static io.sanhang.task.task.Step.REPORT_PROGRESS;
import static io.sanhang.task.task.Step.RETURN;
import static io.sanhang.task.task.Step.SIGN_FOR;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where a task stands, and which steps it may take from there. A unit that comes later may still sign for a task that
 * another unit has moved on already: a receipt is each unit's own.
 */
public enum State {
    DRAFT("draft", "待下达", "任务还没有明确到单位，请先由办公室下达。", ASSIGN),
    ASSIGNED("assigned", "待签收", "请先签收任务。", ASSIGN, SIGN_FOR),
    SIGNED_FOR("signed-for", "已签收", "请先报告进展。", SIGN_FOR, REPORT_PROGRESS, RAISE_DIFFICULTY),
    IN_PROGRESS("in-progress", "推进中", "请先由承办单位申请销号。", SIGN_FOR, REPORT_PROGRESS, RAISE_DIFFICULTY, APPLY_CLOSE_OUT),
    CLOSE_OUT_APPLIED("close-out-applied", "申请销号", "销号申请正在等办公室审核。", SIGN_FOR, CLOSE, RETURN),
    CLOSED("closed", "已销号", "任务已经销号，不能再改动。"),
    RETURNED("returned", "已退回", "请补充后重新申请销号。", SIGN_FOR, REPORT_PROGRESS, RAISE_DIFFICULTY, APPLY_CLOSE_OUT);

    private final String code;
    private final String words;
    private final String hint;
    private final Set<Step> next;

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

    static Optional<State> of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
