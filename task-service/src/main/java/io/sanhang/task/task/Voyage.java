package io.sanhang.task.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three lines of the plan: 领航, 启航, 护航 (A007). */
public enum Voyage {
    LEAD,
    START,
    ESCORT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Voyage> of(String code) {
        return Arrays.stream(values())
                .filter(voyage -> voyage.code().equals(code))
                .findFirst();
    }
}
