package io.sanhang.identity.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a notice should have been imported by now. */
final class Missing {

    private Missing() {}

    /** From 1 November the next year is expected; this year always is. */
    static @Nullable String warning(LocalDate today, IntPredicate known) {
        var expected = new ArrayList<Integer>();
        expected.add(today.getYear());
        if (today.getMonthValue() >= Month.NOVEMBER.getValue()) {
            expected.add(today.getYear() + 1);
        }
        var missing = expected.stream()
                .filter(year -> !known.test(year))
                .map(year -> year + "年")
                .collect(Collectors.joining("、"));
        return missing.isEmpty()
                ? null
                : missing + "的放假安排还没有导入，落在这一年的期限暂时只除去了周末。国务院办公厅的通知印发后，请在这里导入；已经给出的期限会重新推算，原来的期限保留可查。";
    }
}
