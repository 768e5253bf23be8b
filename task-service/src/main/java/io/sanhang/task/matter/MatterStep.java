package io.sanhang.task.matter;

/** What may happen to a matter. */
public enum MatterStep {
    REGISTER("register", "登记", By.HOLDER),
    PASS_ON("pass-on", "转交", By.HOLDER),
    PAUSE("pause", "暂停计时", By.HOLDER),
    RESUME("resume", "恢复计时", By.HOLDER),
    ASK_EXTENSION("ask-extension", "申请延期", By.HOLDER),
    GRANT("grant", "同意延期", By.OFFICE),
    REFUSE("refuse", "不同意延期", By.OFFICE),
    ANSWER("answer", "报办理结果", By.HOLDER),
    ACCEPT("accept", "确认办结", By.OFFICE),
    RETURN("return", "退回", By.OFFICE),
    REOPEN("reopen", "重新办理", By.OFFICE),
    OPEN_TASK("open-task", "转为任务", By.OFFICE),
    WITHDRAW("withdraw", "撤回", By.OFFICE);

    /** Who takes a step: the unit that has the matter, or the office for it; the office alone. */
    enum By {
        HOLDER,
        OFFICE
    }

    private final String code;
    private final String words;
    private final By by;

    MatterStep(String code, String words, By by) {
        this.code = code;
        this.words = words;
        this.by = by;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    By by() {
        return by;
    }
}
