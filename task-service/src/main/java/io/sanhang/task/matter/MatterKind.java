package io.sanhang.task.matter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came in. An instruction (A082) needs evidence with its answer; the others need none. */
public enum MatterKind {
    INSTRUCTION("领导批示"),
    PAPER("来文"),
    SERVICE("限时事项");

    private final String words;

    MatterKind(String words) {
        this.words = words;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    static Optional<MatterKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
