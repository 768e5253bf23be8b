package io.sanhang.task.task;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code sanhang.task.rounds.*}.
 *
 * @param kinds codes of the kinds of tasks that every quarter goes through
 */
@Validated
@ConfigurationProperties("sanhang.task.rounds")
record RoundProperties(
        @DefaultValue("legacy-matter") @NotEmpty List<String> kinds) {

    /** @throws IllegalArgumentException for a kind that there is not, at the start */
    RoundProperties {
        kinds = List.copyOf(kinds);
        taskKinds(kinds);
    }

    List<TaskKind> taskKinds() {
        return taskKinds(kinds);
    }

    private static List<TaskKind> taskKinds(List<String> codes) {
        return codes.stream()
                .map(code -> TaskKind.of(code)
                        .orElseThrow(() -> new IllegalArgumentException("sanhang.task.rounds.kinds: no kind " + code)))
                .toList();
    }
}
