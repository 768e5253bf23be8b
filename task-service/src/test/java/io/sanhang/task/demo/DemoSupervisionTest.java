package io.sanhang.task.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.task.dictionary.Dictionaries;
import io.sanhang.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Problem lists and self-checks of the demo county: every page has something to show. */
class DemoSupervisionTest extends ComponentTest {

    @Test
    void every_page_has_something_to_show_and_loading_again_adds_nothing(
            @Autowired MockMvcTester http,
            @Autowired Tokens tokens,
            @Autowired Dictionaries dictionaries,
            @Autowired Map<String, DemoCounty> shares) {
        var calls = new Calls(http);
        // Not the whole share: other tests edit the other dictionaries.
        List.of("six-questions", "six-answers", "six-changes")
                .forEach(code -> dictionaries.fill(code, List.of("一", "二", "三"), "督查室"));
        for (var again = 0; again < 2; again++) {
            List.of("demoProblems", "demoSelfChecks")
                    .forEach(share -> Objects.requireNonNull(shares.get(share)).load());
        }

        var summary = calls.get(tokens.office(), "/api/task/problems/summary").body();
        assertThat(summary.path("byState").properties())
                .allSatisfy(state -> assertThat(state.getValue().asInt()).isPositive());
        assertThat(summary.path("overdue").asInt()).isPositive();
        var rounds =
                calls.get(tokens.office(), "/api/task/check-rounds?size=200").body();
        assertThat(rounds.path("items").values())
                .filteredOn(one -> one.path("id").asString().startsWith("demo-"))
                .extracting(one -> one.path("state").asString() + " "
                        + one.path("submitted").asInt() + "/"
                        + one.path("asked").asInt())
                .containsExactly("open 2/6", "closed 6/6");
        var edu = tokens.department("u-edu");
        assertThat(calls.get(edu, "/api/task/check-comparisons/u-edu")
                        .body()
                        .path("better")
                        .asInt())
                .isPositive();
    }
}
