package io.sanhang.task.problem;

import static io.sanhang.task.problem.ProblemStep.CLAIM;
import static io.sanhang.task.problem.ProblemStep.CONFIRM;
import static io.sanhang.task.problem.ProblemStep.EDIT;
import static io.sanhang.task.problem.ProblemStep.OPEN_TASK;
import static io.sanhang.task.problem.ProblemStep.REOPEN;
import static io.sanhang.task.problem.ProblemStep.RESOLVE;
import static io.sanhang.task.problem.ProblemStep.RETURN;
import static io.sanhang.task.problem.ProblemStep.START;
import static io.sanhang.task.problem.ProblemStep.WITHDRAW;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a problem stands, and which steps it may take from there. */
public enum ProblemState {
    FOUND("found", "待认领", "请先由单位认领。", EDIT, CLAIM, WITHDRAW),
    CLAIMED("claimed", "已认领", "请先定下整改措施和期限。", EDIT, CLAIM, START, OPEN_TASK, WITHDRAW),
    PUTTING_RIGHT("putting-right", "整改中", "请先由认领单位报整改完成。", EDIT, CLAIM, RESOLVE, OPEN_TASK),
    RESOLVED("resolved", "待确认", "正在等督查室确认。", CONFIRM, RETURN),
    CONFIRMED("confirmed", "已解决", "已经确认解决，问题又出现时请由督查室重新整改。", REOPEN),
    REOPENED("reopened", "重新整改", "请重新整改后再报。", EDIT, CLAIM, RESOLVE, OPEN_TASK),
    WITHDRAWN("withdrawn", "已撤下", "问题已经撤下，不能再改。");

    /** Somebody still has to put it right, so that it can be overdue. */
    static final List<ProblemState> OPEN = List.of(FOUND, CLAIMED, PUTTING_RIGHT, REOPENED);

    private final String code;
    private final String words;
    private final String hint;
    private final Set<ProblemStep> next;

    ProblemState(String code, String words, String hint, ProblemStep... next) {
        this.code = code;
        this.words = words;
        this.hint = hint;
        this.next = Set.of(next);
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    /** What to do instead of a step that cannot be taken from here. */
    String hint() {
        return hint;
    }

    boolean permits(ProblemStep step) {
        return next.contains(step);
    }

    static Optional<ProblemState> of(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
