package io.sanhang.task.problem;

import java.util.Arrays;
import java.util.Optional;

/** How a problem came to light. */
public enum Found {
    SELF("self", "自己查摆"),
    GROUP("group", "推进组查摆"),
    INSPECTION("inspection", "督查检查"),
    PUBLIC("public", "群众企业反映");

    private final String code;
    private final String words;

    Found(String code, String words) {
        this.code = code;
        this.words = words;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    static Optional<Found> of(String code) {
        return Arrays.stream(values()).filter(how -> how.code.equals(code)).findFirst();
    }
}
