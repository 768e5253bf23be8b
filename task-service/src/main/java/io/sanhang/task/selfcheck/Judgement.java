package io.sanhang.task.selfcheck;

import io.sanhang.support.errors.Refusal;
import java.util.Arrays;

/** How a unit judges itself on one point; the best first. */
public enum Judgement {
    DONE("done", "已经做到"),
    PARTLY("partly", "部分做到"),
    NOT_YET("not-yet", "还没做到");

    private final String code;
    private final String words;

    Judgement(String code, String words) {
        this.code = code;
        this.words = words;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    static Judgement of(String code, String pointer) {
        return Arrays.stream(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed("invalid-request").at(pointer));
    }
}
