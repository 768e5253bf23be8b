package io.sanhang.support.errors;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The Chinese words of every problem, by slug. The common ones come from {@code problems-common.properties}, a
 * service's own from its {@code problems.properties}.
 */
public final class ProblemTexts {

    private final Properties texts = new Properties();

    public ProblemTexts() {
        this(ProblemTexts.class.getClassLoader());
    }

    ProblemTexts(ClassLoader loader) {
        for (var name : List.of("problems-common.properties", "problems.properties")) {
            try (var in = loader.getResourceAsStream(name)) {
                if (in != null) {
                    texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public boolean knows(String slug) {
        return texts.containsKey(slug + ".title");
    }

    /** What a refusal says, for those who keep it instead of answering it. */
    public String words(Refusal refusal) {
        return detail(refusal.slug(), refusal.args());
    }

    String title(String slug) {
        return texts.getProperty(slug + ".title", "无法完成这个操作");
    }

    /** The detail with its arguments filled in; falls back to the title. */
    String detail(String slug, List<Object> args) {
        var pattern = texts.getProperty(slug + ".detail", title(slug));
        return new MessageFormat(pattern.replace("'", "''"), Locale.CHINA).format(args.toArray());
    }
}
