package io.sanhang.task.problem;

/** What may happen to a problem. */
public enum ProblemStep {
    FIND("find", "列入清单", By.KEEPER),
    EDIT("edit", "修改", By.KEEPER),
    CLAIM("claim", "认领", By.KEEPER),
    START("start", "开始整改", By.CLAIMANT),
    RESOLVE("resolve", "报整改完成", By.CLAIMANT),
    CONFIRM("confirm", "确认解决", By.OFFICE),
    RETURN("return", "退回", By.OFFICE),
    REOPEN("reopen", "重新整改", By.OFFICE),
    OPEN_TASK("open-task", "转为任务", By.OFFICE),
    WITHDRAW("withdraw", "撤下", By.OFFICE),
    UNIT_MERGED("unit-merged", "单位并入", By.OFFICE),
    POST_RENAMED("post-renamed", "岗位更名", By.OFFICE);

    /** Who takes a step: who keeps the list, or the office for them; the claiming unit alone; the office alone. */
    enum By {
        KEEPER,
        CLAIMANT,
        OFFICE
    }

    private final String code;
    private final String words;
    private final By by;

    ProblemStep(String code, String words, By by) {
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
