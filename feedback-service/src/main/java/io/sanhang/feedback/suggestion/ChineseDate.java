package io.sanhang.feedback.suggestion;

import java.time.LocalDate;

/** Dates in sentences: 2026年9月30日, no leading zero. */
final class ChineseDate {

    private ChineseDate() {}

    static String of(LocalDate day) {
        return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }
}
