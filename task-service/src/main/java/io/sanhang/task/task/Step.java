package io.sanhang.task.task;

import java.util.Arrays;
import java.util.Optional;

/** What may happen to a task. The code is what programs read, the words are what people read. */
public enum Step {
    OPEN("open", "立项", false),
    ASSIGN("assign", "下达", true),
    SIGN_FOR("sign-for", "签收", false),
    REPORT_PROGRESS("report-progress", "报告进展", false),
    RAISE_DIFFICULTY("raise-difficulty", "反映困难", false),
    APPLY_CLOSE_OUT("apply-close-out", "申请销号", false),
    ASK_EXTENSION("ask-extension", "申请延期", false),
    GRANT_EXTENSION("grant-extension", "同意延期", true),
    REFUSE_EXTENSION("refuse-extension", "不同意延期", true),
    ANSWER_DIFFICULTY("answer-difficulty", "答复困难", true),
    CLOSE("close", "销号", true),
    RETURN("return", "退回", true),
    REMIND("remind", "催办", true),
    HAND_OVER("hand-over", "移交", true),
    SUSPEND("suspend", "暂停", true),
    RESUME("resume", "恢复", true),
    REOPEN("reopen", "重新启动", true),
    HOLDER_CHANGED("holder-changed", "责任人变更", true);

    private final String code;
    private final String words;
    private final boolean office;

    Step(String code, String words, boolean office) {
        this.code = code;
        this.words = words;
        this.office = office;
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    /** True for what the supervising office does, false for what a lead or responsible unit does. */
    boolean byOffice() {
        return office;
    }

    static Optional<Step> of(String code) {
        return Arrays.stream(values()).filter(step -> step.code.equals(code)).findFirst();
    }
}
