package io.sanhang.task.matter;

import static io.sanhang.task.matter.MatterStep.ACCEPT;
import static io.sanhang.task.matter.MatterStep.ANSWER;
import static io.sanhang.task.matter.MatterStep.ASK_EXTENSION;
import static io.sanhang.task.matter.MatterStep.GRANT;
import static io.sanhang.task.matter.MatterStep.OPEN_TASK;
import static io.sanhang.task.matter.MatterStep.PASS_ON;
import static io.sanhang.task.matter.MatterStep.PAUSE;
import static io.sanhang.task.matter.MatterStep.REFUSE;
import static io.sanhang.task.matter.MatterStep.REOPEN;
import static io.sanhang.task.matter.MatterStep.RESUME;
import static io.sanhang.task.matter.MatterStep.RETURN;
import static io.sanhang.task.matter.MatterStep.WITHDRAW;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a matter stands, and which steps it may take from there. */
public enum MatterState {
    OPEN("办理中", "请先报办理结果。", PASS_ON, PAUSE, ASK_EXTENSION, GRANT, REFUSE, ANSWER, OPEN_TASK, WITHDRAW),
    PAUSED("暂停计时", "请先恢复计时。", RESUME, WITHDRAW),
    ANSWERED("待确认", "正在等督查室确认。", ACCEPT, RETURN),
    CLOSED("已办结", "已经办结，有新情况时请由督查室重新办理。", REOPEN),
    WITHDRAWN("已撤回", "已经撤回，不能再办。");

    private final String words;
    private final String hint;
    private final Set<MatterStep> next;

    MatterState(String words, String hint, MatterStep... next) {
        this.words = words;
        this.hint = hint;
        this.next = Set.of(next);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    /** What to do instead of a step that cannot be taken from here. */
    String hint() {
        return hint;
    }

    boolean permits(MatterStep step) {
        return next.contains(step);
    }

    static Optional<MatterState> of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst();
    }
}
