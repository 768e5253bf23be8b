package io.sanhang.task.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A unit is merged into another: open work goes along, the record keeps the old name. */
class UnitMergerHttpTest extends ComponentTest {

    private final Calls calls;
    private final Tokens tokens;

    @Autowired
    private EventSender sender;

    UnitMergerHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        this.tokens = tokens;
    }

    @Test
    @Covers("A011")
    void open_tasks_and_matters_go_to_the_unit_that_takes_over_and_nothing_is_signed_anew() {
        var office = tokens.office();
        var old = tokens.department("u-health");
        var into = tokens.department("u-market");
        var signed = opened(office, "已签收的");
        assertThat(calls.post(old, signed + "/receipt", Map.of(), key(), Ids.random())
                        .status())
                .isEqualTo(200);
        var waiting = opened(office, "还没签收的");
        var matter = "/api/task/matters/"
                + calls.post(
                                office,
                                "/api/task/matters",
                                Map.of("kind", "paper", "title", "来函", "unitId", "u-health", "workdays", 3),
                                key(),
                                Ids.random())
                        .text("id");

        sender.send(new UnitMerged("u-health", "县卫生健康局", "u-market", "县市场监督管理局"));

        await().untilAsserted(() -> {
            assertThat(calls.get(into, matter).text("unitId")).isEqualTo("u-market");
            var task = calls.get(into, signed);
            assertThat(task.status()).isEqualTo(200);
            assertThat(task.body().at("/leadUnits/0/name").asString()).isEqualTo("县市场监督管理局");
            assertThat(task.body().path("leadUnits")).hasSize(1);
            assertThat(task.body().path("responsibleUnits")).isEmpty();
            assertThat(task.text("state")).isEqualTo("signed-for");
            assertThat(task.body().at("/receipts/0/unitId").asString()).isEqualTo("u-market");
            var last = task.body().path("history").values().stream()
                    .reduce((before, after) -> after)
                    .orElseThrow();
            assertThat(last.path("note").asString()).isEqualTo("县卫生健康局并入县市场监督管理局");
            assertThat(calls.get(into, waiting).text("state")).isEqualTo("assigned");
        });
        assertThat(calls.get(old, signed).status()).isEqualTo(403);
        // The old unit passed the matter on; it still reads what it had.
        assertThat(calls.get(old, matter).body().path("way")).hasSize(2);
        assertThat(calls.post(into, waiting + "/receipt", Map.of(), key(), Ids.random())
                        .status())
                .isEqualTo(200);
    }

    private String opened(String office, String title) {
        var wanted = Map.of(
                "title", title, "text", "办好它。", "leadUnitId", "u-health", "responsibleUnitIds", List.of("u-market"));
        return "/api/task/tasks/"
                + calls.post(office, "/api/task/tasks", wanted, key(), Ids.random())
                        .text("id");
    }

    private static String key() {
        return "Idempotency-Key";
    }
}
