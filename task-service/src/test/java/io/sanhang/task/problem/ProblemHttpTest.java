package io.sanhang.task.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.ProblemChanged;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class ProblemHttpTest extends ComponentTest {

    private static final String ALL = "/api/task/problems";
    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(UTF_8);

    private final Calls calls;
    private final PublishedEvents events;
    private final String office;
    private final String edu;
    private final String market;
    private final String member;
    private final String leader;
    private final String outsider;

    ProblemHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        calls = new Calls(http);
        this.events = events;
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
        member = tokens.member("u-ov2", "g-test");
        leader = tokens.leader("u-edu");
        outsider = tokens.department("u-ov1");
    }

    @Test
    @Covers("A019")
    void from_found_to_confirmed_with_evidence_that_those_concerned_may_read() {
        var id = listed(edu, "窗口中午没有人值班");
        var claimed = step(edu, id, "claim", Map.of());
        assertThat(claimed.body().path("claim").path("postId").asString()).isEqualTo("p-edu-head");
        step(edu, id, "remedy", Map.of("remedy", "班子轮流值守", "dueOn", "2036-12-31"));
        assertThat(post(edu, id, "resolution", Map.of("statement", "已整改")).code())
                .isEqualTo("resolution-evidence-required");
        var file = calls.upload(edu, "值班表.pdf", PDF).text("id");
        step(edu, id, "resolution", Map.of("statement", "已整改", "evidence", List.of(file)));
        assertThat(events.ofType(ProblemChanged.class))
                .anyMatch(event -> event.problemId().equals(id) && event.office());

        assertThat(calls.get(office, "/api/task/files/" + file).status()).isEqualTo(200);
        assertThat(calls.get(leader, "/api/task/files/" + file).status()).isEqualTo(200);
        assertThat(calls.get(market, "/api/task/files/" + file).code()).isEqualTo("not-your-file");
        assertThat(post(office, id, "resolution/return", Map.of()).code()).isEqualTo("invalid-request");
        step(office, id, "resolution/return", Map.of("reason", "值班表没有日期"));
        step(edu, id, "resolution", Map.of("statement", "补了日期", "evidence", List.of(file)));
        var done = step(office, id, "resolution/confirmation", Map.of());

        assertThat(done.text("state")).isEqualTo("confirmed");
        assertThat(done.body().path("allowed").values())
                .extracting(one -> one.asString())
                .containsExactly("reopen");
        step(office, id, "reopening", Map.of("reason", "暗访又发现没人"));
        assertThat(calls.get(edu, ALL + "/" + id).body().path("history")).hasSize(8);
    }

    @Test
    @Covers("A019")
    void another_unit_neither_sees_nor_touches_it_and_a_leader_reads_the_span() {
        var id = listed(edu, "只属于教体局");
        assertThat(calls.get(market, ALL + "/" + id).code()).isEqualTo("not-your-problem");
        assertThat(post(market, id, "claim", Map.of()).code()).isEqualTo("not-your-problem");
        assertThat(calls.get(market, ALL + "?q=只属于教体局").body().path("total").asInt())
                .isZero();
        for (var reader : List.of(edu, leader, office)) {
            assertThat(calls.get(reader, ALL + "?q=只属于教体局&unit=u-edu&state=open")
                            .body()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
        }
        assertThat(post(leader, id, "claim", Map.of()).status()).isEqualTo(403);
        assertThat(calls.post(edu, ALL, problem("u-market", "别人的")).code()).isEqualTo("not-your-problem");
        assertThat(calls.get(edu, ALL + "/nothing").code()).isEqualTo("not-found");
    }

    @Test
    @Covers("A134")
    void a_group_keeps_its_own_list() {
        var body = new HashMap<>(problem("u-edu", "推进组会议议而不决"));
        body.remove("unitId");
        body.put("groupId", "g-test");
        assertThat(calls.post(edu, ALL, body).code()).isEqualTo("not-your-problem");
        var id = calls.post(member, ALL, body).text("id");
        assertThat(calls.get(edu, ALL + "?list=g-test").body().path("total").asInt())
                .isZero();
        assertThat(calls.get(member, ALL + "?list=g-test").body().path("total").asInt())
                .isPositive();

        step(office, id, "claim", Map.of("unitId", "u-edu"));

        assertThat(calls.get(edu, ALL + "/" + id).body().path("allowed").values())
                .extracting(one -> one.asString())
                .contains("start");
        assertThat(events.ofType(ProblemChanged.class)).anySatisfy(event -> {
            assertThat(event.problemId()).isEqualTo(id);
            assertThat(event.unitIds()).containsExactly("u-edu");
        });
        body.put("unitId", "u-edu");
        assertThat(calls.post(office, ALL, body).code()).isEqualTo("whose-problem");
        body.remove("unitId");
        body.put("groupId", "g-none");
        assertThat(calls.post(office, ALL, body).code()).isEqualTo("unknown-group");
    }

    @Test
    @Covers("A014")
    void root_causes_come_from_the_dictionary_and_are_counted() {
        var body = new HashMap<>(problem("u-t3", "材料报得慢"));
        body.put("rootCauses", List.of("lazy"));
        var no = calls.post(office, ALL, body);
        assertThat(no.status()).isEqualTo(422);
        assertThat(no.code()).isEqualTo("unknown-dictionary-entry");
        body.put("rootCauses", List.of("fear", "leadership"));
        assertThat(calls.post(office, ALL, body)
                        .body()
                        .path("rootCauses")
                        .path(0)
                        .path("words")
                        .asString())
                .contains("怕");

        var summary = calls.get(office, ALL + "/summary").body();

        assertThat(summary.path("byCause").path("fear").asInt()).isPositive();
        assertThat(summary.path("lists").values())
                .filteredOn(line -> line.path("list").path("id").asString().equals("u-t3"))
                .singleElement()
                .satisfies(line -> assertThat(
                                line.path("byCause").path("leadership").asInt())
                        .isEqualTo(1));
        assertThat(summary.path("without").values())
                .extracting(list -> list.path("id").asString())
                .contains("u-tax")
                .doesNotContain("u-t3");
        assertThat(calls.get(outsider, ALL + "/summary").body().path("without").values())
                .extracting(list -> list.path("id").asString())
                .containsExactly("u-ov1");
    }

    @Test
    void a_double_click_lists_and_steps_once_and_a_stale_edit_is_refused() {
        var body = problem("u-edu", "双击");
        var key = Ids.random();
        var first = calls.post(edu, ALL, body, "Idempotency-Key", key);
        var second = calls.post(edu, ALL, body, "Idempotency-Key", key);
        assertThat(List.of(first.status(), second.status())).containsOnly(201);
        var id = first.text("id");
        assertThat(second.text("id")).isEqualTo(id);
        assertThat(calls.post(edu, ALL, problem("u-edu", "另一个"), "Idempotency-Key", key)
                        .code())
                .isEqualTo("idempotency-key-reused");

        for (var again = 0; again < 2; again++) {
            assertThat(calls.post(edu, ALL + "/" + id + "/claim", Map.of(), "Idempotency-Key", "claim-1")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(calls.get(edu, ALL + "/" + id).body().path("history")).hasSize(2);
        var wording = new HashMap<>(body);
        wording.remove("unitId");
        wording.put("sign", "点两次提交两次");
        var late = calls.put(edu, ALL + "/" + id, wording, "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("changed-meanwhile");
        assertThat(calls.put(edu, ALL + "/" + id, wording, "If-Match", "\"2\"").text("sign"))
                .isEqualTo("点两次提交两次");
        assertThat(post(edu, id, "resolution", Map.of("statement", "完成")).code())
                .isEqualTo("illegal-problem-step");
        assertThat(post(edu, id, "remedy", Map.of("remedy", "改", "dueOn", "2020-01-01"))
                        .code())
                .isEqualTo("due-before-start");
        assertThat(post(edu, id, "claim", Map.of("postId", "p-health-head")).code())
                .isEqualTo("unknown-post");
    }

    @Test
    @Covers("A019")
    void several_lines_are_pasted_all_or_none() {
        var body = Map.of("unitId", "u-edu", "how", "self", "lines", "粘贴一\t表现\tfear\n粘贴二\n");
        var key = Ids.random();
        calls.post(edu, ALL + "/lines", body, "Idempotency-Key", key);
        var again = calls.post(edu, ALL + "/lines", body, "Idempotency-Key", key);
        assertThat(again.body().path("ids")).hasSize(2);
        assertThat(calls.get(edu, ALL + "?q=粘贴").body().path("total").asInt()).isEqualTo(2);

        var wrong = calls.post(edu, ALL + "/lines", Map.of("unitId", "u-edu", "how", "self", "lines", "粘贴三\n粘贴四\t\t懒"));
        assertThat(wrong.code()).isEqualTo("bad-problem-lines");
        assertThat(wrong.body().path("errors").path(0).path("message").asString())
                .contains("第2行");
        assertThat(calls.get(edu, ALL + "?q=粘贴三").body().path("total").asInt()).isZero();
    }

    @Test
    @Covers("A019")
    void a_problem_becomes_one_task_and_both_know_of_each_other() {
        var id = listed(edu, "校园周边摊点占道");
        assertThat(post(office, id, "task", Map.of()).code()).isEqualTo("illegal-problem-step");
        step(edu, id, "claim", Map.of());
        assertThat(post(office, id, "task", Map.of()).code()).isEqualTo("due-required");
        assertThat(post(edu, id, "task", Map.of("dueOn", "2036-12-31")).status())
                .isEqualTo(403);

        var turned = step(office, id, "task", Map.of("dueOn", "2036-12-31"));

        var task = calls.get(edu, "/api/task/tasks/" + turned.text("taskId")).body();
        assertThat(task.path("origin").path("kind").asString()).isEqualTo("problem");
        assertThat(task.path("origin").path("id").asString()).isEqualTo(id);
        assertThat(task.path("kind").asString()).isEqualTo("rectification");
        assertThat(events.ofType(TaskAssigned.class))
                .anyMatch(event ->
                        event.leadUnitIds().contains("u-edu") && event.title().contains("占道"));
        assertThat(post(office, id, "task", Map.of("dueOn", "2036-12-31")).code())
                .isEqualTo("illegal-problem-step");
    }

    @Test
    void while_the_directory_is_away_lists_are_read_and_bad_questions_are_refused() {
        IDENTITY.goDown();
        assertThat(calls.get(member, ALL + "?list=g-test").status()).isEqualTo(200);
        assertThat(calls.get(office, ALL).status()).isEqualTo(200);
        IDENTITY.comeBack();
        for (var query : List.of("state=lost", "how=magic", "due=never", "q=" + "长".repeat(101))) {
            assertThat(calls.get(office, ALL + "?" + query).code()).isEqualTo("invalid-request");
        }
        assertThat(calls.post(edu, ALL, problem("u-edu", "长".repeat(501))).code())
                .isEqualTo("invalid-request");
        assertThat(calls.get(office, ALL + "?due=overdue&cause=fear&how=self").status())
                .isEqualTo(200);
    }

    private String listed(String by, String text) {
        var created = calls.post(by, ALL, problem("u-edu", text));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        return created.text("id");
    }

    private static Map<String, Object> problem(String unit, String text) {
        return Map.of("unitId", unit, "text", text, "how", "self");
    }

    private Answer step(String by, String id, String step, Map<String, ?> body) {
        var answer = post(by, id, step, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private Answer post(String by, String id, String step, Map<String, ?> body) {
        return calls.post(by, ALL + "/" + id + "/" + step, body);
    }
}
