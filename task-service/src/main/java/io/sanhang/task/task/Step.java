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
    HOLDER_CHANGED("holder-changed", "责任人变更", true),
    UNIT_MERGED("unit-merged", "单位并入", true),
    POST_RENAMED("post-renamed", "岗位更名", true),
    EDIT("edit", "修改", true),
    SET_LISTS("set-lists", "填写三张清单", true),
    SET_CHARGE("set-charge", "确定包保领导和专班", true),
    CHANGE_LEADER("change-leader", "更换包保领导", true),
    CHANGE_FORCE("change-force", "调整专班", true),
    CONSTRAIN("constrain", "登记制约因素", Whose.EITHER),
    LIFT_CONSTRAINT("lift-constraint", "解除制约", Whose.EITHER),
    CHECK("check", "复查合格", true),
    FAIL_CHECK("fail-check", "复查不合格", true),
    SPLIT("split", "拆分", true),
    MERGE("merge", "合并", true),
    END_MERGED("end-merged", "并入", true),
    WITHDRAW("withdraw", "撤回下达", true),
    SET_MILESTONES("set-milestones", "安排节点", Whose.EITHER),
    DO_MILESTONE("do-milestone", "完成节点", false),
    RETURN_MILESTONE("return-milestone", "退回节点", true),
    SET_TARGETS("set-targets", "调整指标", true),
    RECORD_READING("record-reading", "填报数据", Whose.EITHER),
    KEEP_LIST("keep-list", "办理清单", Whose.EITHER),
    RECOUNT("recount", "期限重算", true),
    MOVE_DRIVE("move-drive", "会战改期", true);

    /** Who may take a step, as far as the step decides it. */
    private enum Whose {
        OFFICE,
        UNITS,
        EITHER
    }

    private final String code;
    private final String words;
    private final Whose whose;

    Step(String code, String words, boolean office) {
        this(code, words, office ? Whose.OFFICE : Whose.UNITS);
    }

    Step(String code, String words, Whose whose) {
        this.code = code;
        this.words = words;
        this.whose = whose;
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    /** True for what the supervising office does, false for what a lead or responsible unit does. */
    boolean byOffice() {
        return whose == Whose.OFFICE;
    }

    /** True for what the office does as well as a unit. */
    boolean byEither() {
        return whose == Whose.EITHER;
    }

    /** True for what only a unit does. */
    boolean isOfUnits() {
        return whose == Whose.UNITS;
    }

    static Optional<Step> of(String code) {
        return Arrays.stream(values()).filter(step -> step.code.equals(code)).findFirst();
    }
}
