package io.sanhang.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/task/tasks",
                "/api/task/tasks/",
                "/assets/citizen-DTtErNBO.js",
                "/.well-known/openid-configuration",
                "/api/task/files/..a",
                "/api/x/%E6%B8%85%E6%B2%B3",
                "/api/x/a%20b%22"
            })
    void one_spelling_of_a_path_passes(String path) {
        assertThat(PathGuard.accepts(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "//",
                "/api//task",
                "/api/task/..;/internal",
                "/api/task;x=1/tasks",
                "/api/task/../task/internal/tasks",
                "/api/task/./tasks",
                "/api/task/..",
                "/api/task%2Finternal",
                "/api/task/%2e%2e/internal",
                "/api/task/%2E/x",
                "/api/task/%69nternal/tasks",
                "/api/task/%5cinternal",
                "/api/task\\internal",
                "/api/task/%252e%252e/x",
                "/api/task/a%00",
                "/api/task/a%0d%0aX",
                "/api/task/a%3bb",
                "/api/task/a%7f",
                "/api/task/%",
                "/api/task/%4",
                "/api/task/%zz",
                "/api/task/清河",
                "/api/task/a b"
            })
    void every_other_spelling_is_refused(String path) {
        assertThat(PathGuard.accepts(path)).isFalse();
    }
}
