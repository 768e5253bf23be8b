package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.PlanConfirmed;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

class PlanHttpTest extends ComponentTest {

    private static final String PLAN = """
            清政办发〔2026〕12号
            一、重点任务
            （一）“领航”行动
            1.解难题。（1）9月30日前走访企业3户。（2）每季度督办一次。〔牵头部门：县教体局；责任部门：各乡（镇）政府〕
            2.没有单位的事。
            """;
    private static final String IMPORTS = "/api/task/plan-imports";

    private final MockMvcTester http;
    private final Calls calls;
    private final PublishedEvents events;
    private final String office;
    private final String edu;

    PlanHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        this.http = http;
        calls = new Calls(http);
        this.events = events;
        office = tokens.office();
        edu = tokens.department("u-edu");
    }

    private Answer upload(String token, String name, byte[] content, String key) throws Exception {
        var result = http.post()
                .uri(IMPORTS)
                .multipart()
                .file(new MockMultipartFile("file", name, "text/plain", content))
                .param("issuedOn", "2026-09-01")
                .header("Authorization", token)
                .header("Idempotency-Key", key)
                .exchange();
        var body = JsonMapper.shared().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
        return new Answer(result.getResponse().getStatus(), body, result);
    }

    private Answer uploaded() throws Exception {
        return upload(office, "方案.txt", PLAN.getBytes(StandardCharsets.UTF_8), Ids.random());
    }

    private Answer patch(String id, Map<String, Object> change, String ifMatch) throws Exception {
        var result = http.patch()
                .uri(IMPORTS + "/" + id + "/items")
                .header("Authorization", office)
                .header("If-Match", ifMatch)
                .contentType("application/json")
                .content(JsonMapper.shared().writeValueAsString(change))
                .exchange();
        var body = JsonMapper.shared().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
        return new Answer(result.getResponse().getStatus(), body, result);
    }

    @Test
    @Covers({"A001", "A003", "A005"})
    void a_plan_is_uploaded_corrected_decided_confirmed_and_is_the_ledger() throws Exception {
        var plan = uploaded();
        assertThat(plan.status()).isEqualTo(201);
        var id = plan.text("id");
        assertThat(plan.text("state")).isEqualTo("draft");
        assertThat(plan.body().at("/document/issuedOn").asString()).isEqualTo("2026-09-01");
        assertThat(plan.body().at("/items/3/ref").asString()).isEqualTo("一(一)1(1)");
        assertThat(plan.body().at("/items/3/kind").asString()).isEqualTo("sub-item");
        assertThat(plan.body().at("/items/3/leadUnits/0").asString()).isEqualTo("县教体局");
        assertThat(plan.body().at("/items/3/deadlines/0/date").asString()).isEqualTo("2026-09-30");
        assertThat(plan.body().toString()).contains("no-unit").doesNotContain("fingerprint\":null");

        var corrected = patch(id, Map.of("ref", "一(一)2", "leadUnits", List.of("县卫健局")), "\"1\"");
        assertThat(corrected.status()).isEqualTo(200);
        assertThat(corrected.body().at("/items/5/corrected").asBoolean()).isTrue();
        assertThat(patch(id, Map.of("ref", "一(一)2", "text", "别的"), "\"1\"").status())
                .isEqualTo(412);
        var decided = calls.post(
                office,
                IMPORTS + "/" + id + "/finding-decisions",
                Map.of("code", "no-unit", "ref", "一(一)2", "decision", "由县卫健局牵头"));
        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.body().toString()).contains("由县卫健局牵头");

        var confirmed = calls.post(office, IMPORTS + "/" + id + "/confirm", Map.of());
        assertThat(confirmed.body().path("tasksCreated").asInt()).isEqualTo(3);
        var again = calls.post(office, IMPORTS + "/" + id + "/confirm", Map.of());
        assertThat(again.body().path("tasksCreated").asInt()).isZero();
        assertThat(again.body().path("tasks").asInt()).isEqualTo(3);
        assertThat(calls.get(office, "/api/task/tasks?clause={clause}", "一(一)1(1)")
                        .body()
                        .path("total")
                        .asInt())
                .isPositive();
        assertThat(events.ofType(PlanConfirmed.class))
                .anySatisfy(event -> assertThat(event.importId()).isEqualTo(id));
        assertThat(patch(id, Map.of("ref", "一(一)2", "text", "迟了"), "*").code()).isEqualTo("plan-already-confirmed");
    }

    @Test
    void the_directory_being_down_confirms_nothing_and_a_later_try_does() throws Exception {
        var id = uploaded().text("id");
        IDENTITY.goDown();
        assertThat(calls.post(office, IMPORTS + "/" + id + "/confirm", Map.of()).status())
                .isEqualTo(503);
        assertThat(calls.get(office, IMPORTS + "/" + id).text("state")).isEqualTo("draft");
    }

    @Test
    void a_double_click_uploads_once_and_another_file_under_the_same_key_is_refused() throws Exception {
        var key = Ids.random();
        var bytes = PLAN.getBytes(StandardCharsets.UTF_8);
        var first = upload(office, "方案.txt", bytes, key);
        assertThat(upload(office, "方案.txt", bytes, key).text("id")).isEqualTo(first.text("id"));
        assertThat(upload(office, "方案.txt", (PLAN + "改").getBytes(StandardCharsets.UTF_8), key)
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(calls.get(office, IMPORTS).body().path("items").toString()).contains(first.text("id"));
    }

    @Test
    void only_the_office_imports_and_what_is_no_plan_is_refused() throws Exception {
        assertThat(upload(edu, "方案.txt", PLAN.getBytes(StandardCharsets.UTF_8), Ids.random())
                        .status())
                .isEqualTo(403);
        assertThat(upload(office, "空.txt", new byte[0], Ids.random()).code()).isEqualTo("empty-file");
        assertThat(upload(office, "随笔.txt", "今天天气不错".getBytes(StandardCharsets.UTF_8), Ids.random())
                        .code())
                .isEqualTo("no-clauses-found");
        assertThat(upload(office, "图.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0}, Ids.random())
                        .status())
                .isEqualTo(415);
        assertThat(calls.get(office, IMPORTS + "/none").status()).isEqualTo(404);
    }
}
