package io.sanhang.identity.audit;

/** What has changed, as one sentence: 名称：甲 → 乙；别名：无 → 丙. What stayed the same is not said. */
public final class Said {

    private final String words;

    private Said(String words) {
        this.words = words;
    }

    public static Said of(String field, String before, String after) {
        return new Said("").and(field, before, after);
    }

    public Said and(String field, String before, String after) {
        return before.equals(after) ? this : and("%s：%s → %s".formatted(field, orNone(before), orNone(after)));
    }

    public Said and(String more) {
        return new Said(words.isEmpty() ? more : words + "；" + more);
    }

    @Override
    public String toString() {
        return words.isEmpty() ? "没有变化" : words;
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "无" : value;
    }
}
