package io.sanhang.task.task;

import java.time.LocalDate;

/** Days as people write them in a sentence. */
final class Days {

    private Days() {}

    static String words(LocalDate day) {
        return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }
}
