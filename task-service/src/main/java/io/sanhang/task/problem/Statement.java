package io.sanhang.task.problem;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a problem, and may be put better while it is not resolved.
 *
 * @param sign how it shows (表现)
 * @param rootCauses codes of the dictionary (A014)
 * @param from where it comes from, such as the inspection; no names of persons
 */
public record Statement(
        String text,
        @Nullable String sign,
        List<String> rootCauses,
        Found how,
        @Nullable String from,
        @Nullable String remedy,
        @Nullable LocalDate dueOn) {

    public Statement {
        rootCauses = rootCauses == null ? List.of() : List.copyOf(rootCauses);
    }

    Statement remedied(String with, LocalDate by) {
        return new Statement(text, sign, rootCauses, how, from, with, by);
    }

    /** What another wording changes, from what to what, for the history; nothing when it is the same. */
    Optional<String> changes(Statement to, Function<String, String> cause) {
        var lines = Stream.of(
                        changed("问题", text, to.text),
                        changed("表现", sign, to.sign),
                        changed("根源", causes(cause), to.causes(cause)),
                        changed("发现方式", how.words(), to.how.words()),
                        changed("来源", from, to.from),
                        changed("整改措施", remedy, to.remedy),
                        changed("期限", dueOn, to.dueOn))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private String causes(Function<String, String> cause) {
        return rootCauses.stream().map(cause).collect(Collectors.joining("、"));
    }

    private static @Nullable String changed(String what, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after) ? null : "%s由“%s”改为“%s”".formatted(what, shown(before), shown(after));
    }

    private static Object shown(@Nullable Object value) {
        return Objects.requireNonNullElse(value, "");
    }
}
