package io.sanhang.task.task;

import java.util.Arrays;
import java.util.Optional;

/** The four stages of an item of a hundred-day drive, in their order (A052). */
public enum Stage {
    QUICK_START("quick-start", "快启动"),
    QUICK_PUSH("quick-push", "快推进"),
    QUICK_BREAKTHROUGH("quick-breakthrough", "快突破"),
    QUICK_RESULT("quick-result", "快见效");

    private final String code;
    private final String words;

    Stage(String code, String words) {
        this.code = code;
        this.words = words;
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    static Optional<Stage> of(String code) {
        return Arrays.stream(values()).filter(stage -> stage.code.equals(code)).findFirst();
    }
}
