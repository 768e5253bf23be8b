package io.sanhang.task.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who set a supervised matter (A081). */
public enum Level {
    CITY_PARTY("市委"),
    CITY_GOVERNMENT("市政府"),
    COUNTY_PARTY("县委"),
    COUNTY_GOVERNMENT("县政府");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }

    public static Optional<Level> of(String code) {
        return Arrays.stream(values())
                .filter(level -> level.code().equals(code))
                .findFirst();
    }
}
