package io.sanhang.task.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.testing.Tokens;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo county's plan, uploaded and confirmed through the API, and the whole life of any of its tasks: given out,
 * signed, reported, shown, applied for and closed, with everything that must be refused on the way.
 */
final class Life {

    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(UTF_8);

    private final MockMvcTester http;
    private final Calls calls;
    private final Tokens tokens;
    private final String office;
    private final Map<String, JsonNode> tasks = new LinkedHashMap<>();

    Life(MockMvcTester http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
        calls = new Calls(http);
        office = tokens.office();
        var id = uploaded();
        var confirmed = calls.post(office, "/api/task/plan-imports/" + id + "/confirm", Map.of());
        assertThat(confirmed.body().path("tasksCreated").asInt()).isEqualTo(27 + 42);
        calls.get(office, "/api/task/plans/" + id)
                .body()
                .path("tasks")
                .valueStream()
                .forEach(task -> tasks.put(
                        task.path("clause").asString(),
                        get(office, task.path("id").asString()).body()));
    }

    private String uploaded() {
        try (var in = Objects.requireNonNull(Life.class.getResourceAsStream("/plan/qinghe-plan.txt"))) {
            var result = http.post()
                    .uri("/api/task/plan-imports")
                    .multipart()
                    .file(new MockMultipartFile("file", "方案.txt", "text/plain", in.readAllBytes()))
                    .header("Authorization", office)
                    .header("Idempotency-Key", Ids.random())
                    .exchange();
            return JsonMapper.shared()
                    .readTree(result.getResponse().getContentAsString(UTF_8))
                    .path("id")
                    .asString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The task as it was loaded. */
    JsonNode loaded(String clause) {
        return Objects.requireNonNull(tasks.get(clause), clause);
    }

    List<String> clauses() {
        return List.copyOf(tasks.keySet());
    }

    private Answer get(String token, String id) {
        return calls.get(token, "/api/task/tasks/" + id);
    }

    private Answer step(String token, String id, String step, Object body) {
        return calls.post(token, "/api/task/tasks/" + id + "/" + step, body);
    }

    /**
     * @param unit who gets a key task, which names a group and no unit; a measure has its lead unit already
     * @param shown what shows that it is done
     */
    void of(String clause, String unit, String shown) {
        var id = loaded(clause).path("id").asString();
        var own = tokens.department(unit);
        if (loaded(clause).path("state").asString().equals("draft")) {
            assertThat(get(own, id).code()).isEqualTo("not-your-task");
            assertThat(step(own, id, "receipt", Map.of()).status()).isEqualTo(403);
            var undated = loaded(clause).path("dueOn").isMissingNode();
            if (undated) {
                assertThat(step(office, id, "assignment", Map.of("leadUnitId", unit))
                                .code())
                        .isEqualTo("due-required");
            }
            var due = undated ? "2026-12-31" : loaded(clause).path("dueOn").asString();
            given(step(office, id, "assignment", Map.of("leadUnitId", unit, "dueOn", due)), "assigned");
        }
        assertThat(step(own, id, "progress-reports", Map.of("text", "还没签收")).code())
                .isEqualTo("illegal-step");
        given(step(own, id, "receipt", Map.of()), "signed-for");
        assertThat(step(tokens.department("u-none"), id, "progress-reports", Map.of("text", "别的单位"))
                        .code())
                .isEqualTo("not-your-task");
        given(step(own, id, "progress-reports", Map.of("text", shown, "percent", 60)), "in-progress");
        assertThat(step(own, id, "close-out", Map.of("statement", "办完了")).code())
                .isEqualTo("evidence-required");
        closed(id, unit, shown);
    }

    private void closed(String id, String unit, String shown) {
        var both = tokens.token(claims -> claims.subject("a-both-" + unit)
                .claim("name", "两头都管")
                .claim("roles", List.of("DEPARTMENT", "OFFICE"))
                .claim("unit", unit));
        var proof = calls.upload(both, shown + ".pdf", PDF).text("id");
        var application = Map.of("statement", shown, "evidence", List.of(proof));
        var targets = get(both, id).body().at("/schedule/targets");
        if (!targets.isEmpty()) {
            assertThat(step(both, id, "close-out", application).code()).isEqualTo("unmet-reason-required");
        }
        targets.forEach(target -> reached(both, id, target));
        given(step(both, id, "close-out", Map.of("statement", shown, "evidence", List.of(proof))), "close-out-applied");
        assertThat(step(both, id, "close-out/approval", Map.of()).code()).isEqualTo("second-person");
        assertThat(step(tokens.department(unit), id, "close-out/approval", Map.of())
                        .status())
                .isEqualTo(403);
        given(step(office, id, "close-out/return", Map.of("reason", "请补充说明")), "returned");
        given(step(both, id, "close-out", Map.of("statement", shown, "evidence", List.of(proof))), "close-out-applied");
        var closed = given(step(office, id, "close-out/approval", Map.of("note", "同意销号")), "closed");
        assertThat(closed.path("closeOut").path("evidence")).hasSize(1);
        assertThat(calls.get(office, "/api/task/tasks/" + id + "/history")
                        .body()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    /** The number that the plan asks for is read. */
    private void reached(String unit, String id, JsonNode target) {
        var reading = Map.of(
                "on", target.path("from").asString(),
                "value", target.path("goal").asString(),
                "source", "统计台账");
        given(step(unit, id, "targets/" + target.path("id").asString() + "/readings", reading), "in-progress");
    }

    private static JsonNode given(Answer answer, String state) {
        assertThat(answer.text("state")).as(answer.body().toString()).isEqualTo(state);
        return answer.body();
    }
}
