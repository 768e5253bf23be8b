package io.sanhang.feedback.suggestion;

/** States and levels in the words that people read. */
final class Wording {

    private Wording() {}

    static String of(Suggestion suggestion) {
        var unit = suggestion.unit() == null ? "承办单位" : suggestion.unit().name();
        return switch (suggestion.state()) {
            case RECEIVED -> "已收到，等待受理";
            case ACCEPTED -> "已转交" + unit + "办理";
            case ANSWERED -> "已答复";
            case ADOPTED -> "已采纳，" + ofTask(suggestion);
            case REFUSED -> "不予受理";
        };
    }

    /** How far the task has come that the suggestion became. */
    static String ofTask(Suggestion suggestion) {
        return suggestion.taskClosedAt() == null ? "正在落实" : "已经落实";
    }

    /** The five words of the service rating standard GB/T 39735. */
    static String of(int level) {
        return switch (level) {
            case 5 -> "非常满意";
            case 4 -> "满意";
            case 3 -> "基本满意";
            case 2 -> "不满意";
            default -> "非常不满意";
        };
    }
}
