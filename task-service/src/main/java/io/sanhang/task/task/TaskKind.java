package io.sanhang.task.task;

import java.util.Arrays;
import java.util.Optional;

/** What sort of duty a task is. A kind is data: it changes no step, only how the ledger is read. */
public enum TaskKind {
    ROUTINE("routine", "常规任务"),
    LEGACY_MATTER("legacy-matter", "历史遗留问题"),
    KEY_PROJECT("key-project", "重点项目"),
    ENTERPRISE_NEED("enterprise-need", "企业困难需求"),
    INSTRUCTION("instruction", "批示落实"),
    RECTIFICATION("rectification", "整改"),
    HUNDRED_DAYS("hundred-days", "百日会战"),
    KEY_TASK("key-task", "推进组重点任务"),
    SUGGESTION("suggestion", "采纳的金点子"),
    SUPERVISED("supervised", "重点督办事项"),
    AD_HOC("ad-hoc", "领导小组交办");

    private final String code;
    private final String words;

    TaskKind(String code, String words) {
        this.code = code;
        this.words = words;
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    static Optional<TaskKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
