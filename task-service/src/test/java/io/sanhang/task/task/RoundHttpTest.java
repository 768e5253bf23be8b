package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.Calls;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

class RoundHttpTest extends ComponentTest {

    private final Calls calls;
    private final String office;
    private final String edu;
    private final String market;

    @Autowired
    private TestClock clock;

    RoundHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
    }

    @AfterEach
    void now() {
        clock.setTo(TestClock.START);
    }

    @Test
    @Covers("A024")
    void a_quarter_tells_what_was_closed_on_evidence_by_a_second_person_and_what_goes_on() {
        var closed = opened("按季督办一");
        var carried = opened("按季督办二");
        assertThat(calls.get(office, "/api/task/rounds/2026-Q4").code()).isEqualTo("no-such-round");
        close(closed);
        clock.advance(Duration.ofDays(30));

        var third = matters("2026-Q3");
        assertThat(third.get(closed).path("outcome").asString()).isEqualTo("closed");
        assertThat(third.get(closed).path("evidence").asInt()).isOne();
        assertThat(third.get(closed).path("appliedBy").asString()).isNotEmpty();
        assertThat(third.get(closed).path("approvedBy").asString())
                .isNotEqualTo(third.get(closed).path("appliedBy").asString());
        assertThat(third.get(carried).path("outcome").asString()).isEqualTo("carried");
        var fourth = matters("2026-Q4");
        assertThat(fourth).doesNotContainKey(closed);
        assertThat(fourth.get(carried).path("outcome").asString()).isEqualTo("open");
        assertThat(fourth.get(carried).path("rounds").asInt()).isEqualTo(2);
        assertThat(fourth.get(carried).path("openAtStart").asBoolean()).isTrue();

        assertThat(calls.get(edu, "/api/task/tasks/" + carried + "/rounds")
                        .body()
                        .path("items")
                        .values())
                .extracting(round -> round.path("outcome").asString())
                .containsExactly("carried", "open");
        var list = calls.get(office, "/api/task/rounds").body().path("items");
        assertThat(list.path(0).path("code").asString()).isEqualTo("2026-Q4");
        assertThat(list.path(1).path("carried").asInt())
                .isEqualTo(list.path(0).path("atStart").asInt());
    }

    @Test
    void a_unit_sees_its_own_rounds_only_and_other_kinds_are_in_none() {
        var own = opened("只看自己的");
        var routine = calls.post(office, "/api/task/tasks", body("常规")).text("id");
        assertThat(matters("2026-Q3")).containsKey(own).doesNotContainKey(routine);
        assertThat(calls.get(office, "/api/task/tasks/" + routine + "/rounds")
                        .body()
                        .path("items"))
                .isEmpty();
        // Of a unit that no other test gives anything to.
        assertThat(calls.get(new Tokens().department("u-stranger"), "/api/task/rounds")
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(calls.get(market, "/api/task/tasks/" + own + "/rounds").status())
                .isEqualTo(403);
        assertThat(calls.get(office, "/api/task/rounds/2026-Q9").status()).isEqualTo(404);
        assertThat(calls.get(office, "/api/task/rounds/2026-Q3?size=1")
                        .body()
                        .path("matters")
                        .path("items"))
                .hasSize(1);
    }

    private Map<String, JsonNode> matters(String code) {
        var found = new HashMap<String, JsonNode>();
        calls.get(office, "/api/task/rounds/" + code + "?size=200")
                .body()
                .path("matters")
                .path("items")
                .values()
                .forEach(each -> found.put(each.path("taskId").asString(), each));
        return found;
    }

    private String opened(String title) {
        var body = new HashMap<>(body(title));
        body.put("kind", "legacy-matter");
        var items = List.of(Map.of("what", "补办手续", "who", "县教育和体育局", "how", "每周会商"));
        body.put("legacy", Map.of("type", "other", "since", "2019-01-01", "background", "久拖未决", "items", items));
        return calls.post(office, "/api/task/tasks", body).text("id");
    }

    private void close(String id) {
        var task = "/api/task/tasks/" + id;
        calls.post(edu, task + "/receipt", Map.of());
        calls.post(edu, task + "/progress-reports", Map.of("text", "在办"));
        var file = calls.upload(edu, "照片.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8))
                .text("id");
        calls.post(edu, task + "/close-out", Map.of("statement", "办完", "evidence", List.of(file)));
        assertThat(calls.post(office, task + "/close-out/approval", Map.of()).status())
                .isEqualTo(200);
    }

    private static Map<String, Object> body(String title) {
        return Map.of("title", title, "text", "按要求办理。", "leadUnitId", "u-edu");
    }
}
