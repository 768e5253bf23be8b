package io.sanhang.task.dictionary;

import io.sanhang.task.dictionary.Dictionary.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The dictionaries that the product knows by name. Only root causes (A014) come with entries: the plan spells out no
 * other list, and a guess would be taken for the plan's own words.
 */
enum Shipped {
    INDUSTRY("industry", "六大产业", "给任务分产业，按产业统计。"),
    CHANGE("change", "三个转变", "给任务标明服务于哪个转变，按转变统计。"),
    SIX_QUESTIONS("six-questions", "六问", "自查表第一部分：逐条对照发问。"),
    SIX_ANSWERS("six-answers", "六答", "自查表第二部分：逐条作答。"),
    SIX_CHANGES("six-changes", "六转变", "自查表第三部分：逐条说转变。"),
    ROOT_CAUSE(
            "root-cause",
            "问题根源",
            "给问题标明根子在哪里。",
            new Entry("leadership", "根子在上头：领导层面", false),
            new Entry("appearance", "表象在外头：外在表现", false),
            new Entry("internal", "问题在里头：内部原因", false),
            new Entry("fear", "“怕”字当头：不敢闯、怕担责", false)),
    FIVE_FINE("five-fine", "五细", "理顺流程时逐条对照的要求。"),
    METHOD_721("method-721", "721工作法", "执法检查时逐条对照的要求。"),
    CHIEF_OFFICER("chief-officer", "首席服务员职责", "首席服务员要做的事。"),
    BASIC_PLUS("basic-plus", "基本业务+", "业务学习的主题。");

    private static final String HINT = "方案里没有写出具体内容，请督查室按上级文件填写；没有填写以前，不能选用。";

    private final String code;
    private final String title;
    private final String purpose;
    private final List<Entry> entries;

    Shipped(String code, String title, String purpose, Entry... entries) {
        this.code = code;
        this.title = title;
        this.purpose = purpose;
        this.entries = List.of(entries);
    }

    static Optional<Shipped> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    /** What it is used for. */
    String purpose() {
        return purpose;
    }

    /** What to do while nothing is in it. */
    String hint() {
        return HINT;
    }

    Dictionary asShipped() {
        return Dictionary.shipped(code, entries);
    }
}
