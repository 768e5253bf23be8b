package io.sanhang.notification.template;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The texts of {@code templates.properties}, by the name of what happened. {@code {title}} is filled in; a part in
 * square brackets falls away when a word in it is unknown.
 */
@Component
public class Templates {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]+)}");

    /** Longer words make a text message expensive. */
    private static final int LONGEST_IN_SMS = 40;

    private final Properties texts = new Properties();

    Templates() {
        try (var in = Templates.class.getClassLoader().getResourceAsStream("templates.properties")) {
            if (in == null) {
                throw new IllegalStateException("templates.properties is missing");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Template get(String name) {
        return new Template(name);
    }

    /** The texts for one happening; each is absent where nothing is sent that way. */
    public final class Template {

        private final String name;

        private Template(String name) {
            this.name = name;
        }

        /** @throws IllegalStateException when there is none: what happened cannot be told */
        public String title(Map<String, String> words) {
            return text("title")
                    .map(text -> filled(text, words))
                    .orElseThrow(() -> new IllegalStateException("No title for " + name));
        }

        public Optional<String> body(Map<String, String> words) {
            return text("text").map(text -> filled(text, words));
        }

        public Optional<String> link(Map<String, String> words) {
            return text("link").map(text -> filled(text, words));
        }

        /** To staff of a unit, or for a code to whoever asked for it. */
        public Optional<String> sms(Map<String, String> words) {
            return text("sms").map(text -> filled(text, brief(words)));
        }

        /** To the sender of a suggestion. */
        public Optional<String> senderSms(Map<String, String> words) {
            return text("sender-sms").map(text -> filled(text, brief(words)));
        }

        /** At most one text message of this kind to one person in this time; the inbox has them all. */
        public Optional<Duration> smsEvery() {
            return text("sms-every").map(Duration::parse);
        }

        private Optional<String> text(String part) {
            return Optional.ofNullable(texts.getProperty(name + "." + part));
        }
    }

    private static Map<String, String> brief(Map<String, String> words) {
        return words.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, word -> Words.shortened(word.getValue(), LONGEST_IN_SMS)));
    }

    private static String filled(String pattern, Map<String, String> words) {
        var known = OPTIONAL.matcher(pattern)
                .replaceAll(part -> Matcher.quoteReplacement(allKnown(part.group(1), words) ? part.group(1) : ""));
        return WORD.matcher(known).replaceAll(word -> Matcher.quoteReplacement(word(word.group(1), words)));
    }

    private static boolean allKnown(String part, Map<String, String> words) {
        return WORD.matcher(part).results().allMatch(word -> words.containsKey(word.group(1)));
    }

    private static String word(String name, Map<String, String> words) {
        @Nullable String word = words.get(name);
        if (word == null) {
            throw new IllegalStateException("No word for {" + name + "}");
        }
        return word;
    }
}
