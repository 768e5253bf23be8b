package io.sanhang.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ProblemTest {

    @ParameterizedTest
    @EnumSource(Problem.class)
    void every_refusal_is_a_problem_in_chinese(Problem problem) {
        var body = JsonMapper.shared().readTree(problem.body());

        assertThat(body.get("type").stringValue()).isEqualTo("/problems/" + problem.slug());
        assertThat(body.get("code").stringValue()).isEqualTo(problem.slug());
        assertThat(body.get("status").intValue()).isEqualTo(problem.status().value());
        assertThat(body.get("title").stringValue()).matches("[\\p{IsHan}]+");
        assertThat(body.get("detail").stringValue())
                .containsPattern("\\p{IsHan}")
                .endsWith("。");
    }

    @Test
    void no_text_is_left_over() throws Exception {
        var texts = new Properties();
        texts.load(Problem.class.getResourceAsStream("/problems.properties"));
        var slugs = Arrays.stream(Problem.values()).map(Problem::slug).collect(Collectors.toSet());

        assertThat(texts.stringPropertyNames())
                .allMatch(key -> slugs.contains(key.substring(0, key.lastIndexOf('.'))))
                .hasSize(2 * slugs.size());
    }
}
