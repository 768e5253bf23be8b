package io.sanhang.task.sheet;

import java.util.Arrays;
import java.util.Optional;

/** A column that has a meaning, by the heading that people see; the order is that of the template. */
enum Column {
    TITLE("任务名称", 40),
    TEXT("任务内容", 60),
    KIND("类型", 16),
    VOYAGE("航向", 8),
    LEAD("牵头单位", 24),
    RESPONSIBLE("责任单位", 32),
    DUE("完成期限", 14),
    CLAUSE("条款", 14);

    /** Written into the table of refused rows; not read. */
    static final String PROBLEM = "问题";

    private final String heading;
    private final int width;

    Column(String heading, int width) {
        this.heading = heading;
        this.width = width;
    }

    String heading() {
        return heading;
    }

    /** In characters. */
    int width() {
        return width;
    }

    boolean required() {
        return this == TITLE || this == LEAD;
    }

    /** As somebody typed it: with spaces, or with the template's mark of a required column. */
    static Optional<Column> of(String heading) {
        var plain = heading.replaceAll("[\\s*＊　]", "");
        return Arrays.stream(values())
                .filter(column -> column.heading.equals(plain))
                .findFirst();
    }
}
