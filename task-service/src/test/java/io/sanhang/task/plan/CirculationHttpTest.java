package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.PlanIssued;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CirculationHttpTest extends ComponentTest {

    private static final String PLAN = """
            清政办发〔2026〕15号
            清河县人民政府办公室关于印发
            《清河县冬季服务方案》的通知
            各乡（镇）人民政府，县教体局，
            驻县有关单位：
            请照此办理。
            清河县人民政府办公室
            2026年9月1日
            一、重点任务
            （一）“领航”行动
            1.查供暖。〔牵头部门：县教体局；责任部门：各乡（镇）政府〕
            2.办急救班。〔牵头部门：县卫健局〕
            抄送：县委办公室，县卫健局，

            县人民法院。
            清河县人民政府办公室            2026年9月1日印发
            """;
    private static final String PLANS = "/api/task/plans";

    private final MockMvcTester http;
    private final Calls calls;
    private final Tokens tokens;
    private final PublishedEvents events;
    private final String office;
    private final String edu;

    CirculationHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        this.http = http;
        this.tokens = tokens;
        this.events = events;
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
    }

    private String uploaded() throws Exception {
        var result = http.post()
                .uri("/api/task/plan-imports")
                .multipart()
                .file(new MockMultipartFile("file", "方案.txt", "text/plain", PLAN.getBytes(StandardCharsets.UTF_8)))
                .header("Authorization", office)
                .header("Idempotency-Key", Ids.random())
                .exchange();
        return JsonMapper.shared()
                .readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8))
                .path("id")
                .asString();
    }

    private String confirmed() throws Exception {
        var id = uploaded();
        assertThat(calls.post(office, "/api/task/plan-imports/" + id + "/confirm", Map.of())
                        .status())
                .isEqualTo(200);
        return id;
    }

    private Answer sign(String token, String id) {
        return calls.post(token, PLANS + "/" + id + "/receipt", Map.of());
    }

    private Answer recipients(String token, String id) {
        return calls.get(token, PLANS + "/" + id + "/recipients");
    }

    private static Stream<JsonNode> items(Answer answer) {
        return answer.body().path("items").valueStream();
    }

    private static List<String> names(Answer answer) {
        return items(answer).map(each -> each.path("name").asString()).toList();
    }

    private boolean waitsFor(String token, String id) {
        return items(calls.get(token, PLANS + "?waiting=true&size=200"))
                .anyMatch(each -> each.path("id").asString().equals(id));
    }

    @Test
    @Covers("A002")
    void a_confirmed_document_goes_to_its_addressees_and_copies_and_each_signs_for_itself() throws Exception {
        var id = confirmed();
        var all = recipients(office, id);
        assertThat(names(all)).containsExactly("柳河镇", "东岗镇", "县教育和体育局", "驻县有关单位", "县委办公室", "县卫生健康局", "县人民法院");
        assertThat(items(all).map(each -> each.path("role").asString()))
                .containsExactly("addressee", "addressee", "addressee", "addressee", "copy", "copy", "copy");
        assertThat(events.ofType(PlanIssued.class)).anySatisfy(event -> {
            assertThat(event.importId()).isEqualTo(id);
            assertThat(event.unitIds()).containsExactly("u-t1", "u-t2", "u-edu", "u-health");
        });
        assertThat(waitsFor(edu, id)).isTrue();

        var signed = sign(edu, id);

        assertThat(signed.body().path("mine").path("signedBy").asString()).isEqualTo("测试DEPARTMENT");
        assertThat(waitsFor(edu, id)).isFalse();
        assertThat(signed.body().path("signed").asInt()).isEqualTo(1);
        var at = signed.body().path("mine").path("signedAt").asString();
        assertThat(sign(edu, id).body().path("mine").path("signedAt").asString())
                .isEqualTo(at);
        assertThat(items(recipients(office, id)).filter(each -> !each.has("signedAt")))
                .hasSize(6);
        assertThat(names(recipients(edu, id))).containsExactly("县教育和体育局");
    }

    @Test
    @Covers("A002")
    void who_was_not_addressed_cannot_sign_and_nobody_signs_for_a_draft() throws Exception {
        var draft = uploaded();
        assertThat(sign(edu, draft).status()).isEqualTo(404);
        var id = confirmed();
        assertThat(sign(tokens.department("u-market"), id).code()).isEqualTo("not-addressed");
        assertThat(sign(tokens.leader("u-edu"), id).status()).isEqualTo(403);
        assertThat(sign(tokens.citizen(), id).status()).isEqualTo(403);
        assertThat(calls.get(tokens.citizen(), PLANS).status()).isEqualTo(403);
        assertThat(waitsFor(tokens.leader("u-edu"), id)).isFalse();
    }

    @Test
    @Covers("A002")
    void the_office_enters_slips_of_those_without_an_account_and_adds_whom_a_vague_name_meant() throws Exception {
        var id = confirmed();
        var court = items(recipients(office, id))
                .filter(each -> each.path("name").asString().equals("县人民法院"))
                .findFirst()
                .orElseThrow()
                .path("key")
                .asString();
        var slips = PLANS + "/" + id + "/paper-receipts";
        assertThat(calls.post(edu, slips, Map.of("recipient", court, "signer", "收发室"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.post(office, slips, Map.of("recipient", "nobody", "signer", "收发室"))
                        .code())
                .isEqualTo("no-such-recipient");
        assertThat(calls.post(office, slips, Map.of("recipient", court, "signer", " "))
                        .status())
                .isEqualTo(400);
        assertThat(calls.post(office, slips, Map.of("recipient", court, "signer", "收发室小李"))
                        .body()
                        .toString())
                .contains("收发室小李");

        var more = PLANS + "/" + id + "/recipients";
        assertThat(names(calls.post(office, more, Map.of("name", "县气象局")))).endsWith("县气象局");
        assertThat(names(calls.post(office, more, Map.of("unitId", "u-env")))).endsWith("县气象局", "县营商环境局");
        assertThat(names(calls.post(office, more, Map.of("unitId", "u-env")))).hasSize(9);
        assertThat(calls.post(office, more, Map.of()).code()).isEqualTo("recipient-required");
        assertThat(calls.post(office, more, Map.of("unitId", "u-none")).code()).isEqualTo("unknown-unit");
        assertThat(waitsFor(tokens.department("u-env"), id)).isTrue();
    }

    @Test
    @Covers("A002")
    void units_that_sign_in_the_same_moment_are_all_kept() throws Exception {
        var id = confirmed();
        var signing = Stream.of("u-t1", "u-t2", "u-edu", "u-health")
                .<Callable<Answer>>map(unit -> () -> sign(tokens.department(unit), id))
                .toList();
        var pool = Executors.newFixedThreadPool(4);
        try {
            for (var done : pool.invokeAll(signing)) {
                assertThat(done.get().status()).isEqualTo(200);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(recipients(office, id).body().path("signed").asInt()).isEqualTo(4);
    }

    @Test
    @Covers("A001")
    void everybody_on_the_staff_reads_the_clauses_and_finds_their_own_tasks_and_the_whole_text() throws Exception {
        var id = confirmed();

        var read = calls.get(edu, PLANS + "/" + id);

        assertThat(read.body().path("document").path("number").asString()).isEqualTo("清政办发〔2026〕15号");
        assertThat(read.body().path("items")).hasSizeGreaterThan(3);
        assertThat(read.body()
                        .path("tasks")
                        .valueStream()
                        .map(each -> each.path("clause").asString()))
                .containsExactly("一(一)1");
        var task = read.body().path("tasks").path(0).path("id").asString();
        assertThat(calls.get(edu, "/api/task/tasks/" + task).status()).isEqualTo(200);
        assertThat(calls.get(office, PLANS + "/" + id).body().path("tasks")).hasSize(2);
        assertThat(calls.get(tokens.leader("u-health"), PLANS + "/" + id).body().path("tasks"))
                .hasSize(1);
        var text = calls.get(edu, PLANS + "/" + id + "/text").raw().getResponse();
        assertThat(text.getContentAsString(StandardCharsets.UTF_8)).isEqualTo(PLAN);
        assertThat(calls.get(edu, PLANS + "/" + uploaded()).status()).isEqualTo(404);
        assertThat(calls.get(edu, PLANS + "/none/text").status()).isEqualTo(404);
    }
}
