package io.sanhang.task.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.contracts.task.TaskDifficultyRaised;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class TaskHttpTest extends ComponentTest {

    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(UTF_8);

    private final Calls calls;
    private final PublishedEvents events;
    private final EventSender sender;
    private final TaskRepository tasks;
    private final String office;
    private final String edu;
    private final String health;
    private final String market;
    private final String leader;
    private final String service;

    TaskHttpTest(
            @Autowired MockMvcTester http,
            @Autowired Tokens tokens,
            @Autowired PublishedEvents events,
            @Autowired EventSender sender,
            @Autowired TaskRepository tasks) {
        calls = new Calls(http);
        this.events = events;
        this.sender = sender;
        this.tasks = tasks;
        office = tokens.office();
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
        market = tokens.department("u-market");
        leader = tokens.leader("u-edu");
        service = tokens.service();
    }

    @Test
    @Covers("A024")
    void a_task_is_signed_for_reported_shown_and_closed() {
        var id = opened("开展一次业务测试");
        assertThat(events.ofType(TaskAssigned.class)).anySatisfy(event -> {
            assertThat(event.taskId()).isEqualTo(id);
            assertThat(event.leadUnitIds()).containsExactly("u-edu");
        });
        assertThat(words(calls.get(edu, task(id)), "allowed")).containsExactly("sign-for");

        step(edu, id, "receipt", Map.of());
        var reported = step(edu, id, "progress-reports", Map.of("text", "考了第一场", "percent", 40));
        assertThat(reported.text("state")).isEqualTo("in-progress");
        assertThat(calls.post(edu, task(id) + "/close-out", Map.of("statement", "完成"))
                        .code())
                .isEqualTo("evidence-required");
        var file = calls.upload(edu, "成绩单.pdf", PDF).text("id");
        step(edu, id, "close-out", Map.of("statement", "全部完成", "evidence", List.of(file)));
        var closed = step(office, id, "close-out/approval", Map.of("note", "同意销号"));

        assertThat(closed.text("state")).isEqualTo("closed");
        assertThat(closed.body().path("closeOut").path("decision").asString()).isEqualTo("close");
        assertThat(words(closed, "allowed")).containsExactly("reopen");
        assertThat(closed.body().path("history").values())
                .extracting(line -> line.path("step").asString())
                .containsExactly("assign", "sign-for", "report-progress", "apply-close-out", "close");
        await().untilAsserted(() -> assertThat(events.ofType(TaskClosed.class))
                .anyMatch(event -> event.taskId().equals(id)));
    }

    @Test
    @Covers("A024")
    void the_office_returns_a_close_out_with_a_reason_and_both_read_it() {
        var id = applied("编制政策汇编");
        assertThat(calls.post(office, task(id) + "/close-out/return", Map.of()).code())
                .isEqualTo("reason-required");

        step(office, id, "close-out/return", Map.of("reason", "缺少推送记录"));

        for (var reader : List.of(office, edu)) {
            var seen = calls.get(reader, task(id));
            assertThat(seen.text("state")).isEqualTo("returned");
            assertThat(seen.body().path("closeOut").path("reason").asString()).isEqualTo("缺少推送记录");
        }

        var more = calls.upload(edu, "推送记录.pdf", PDF).text("id");
        var again = step(edu, id, "close-out", Map.of("statement", "补上了推送记录", "evidence", List.of(more)));

        assertThat(again.body().path("closeOut").path("statement").asString()).isEqualTo("补上了推送记录");
        assertThat(again.body().path("earlierCloseOuts").values())
                .singleElement()
                .satisfies(first -> {
                    assertThat(first.path("statement").asString()).isNotBlank().isNotEqualTo("补上了推送记录");
                    assertThat(first.path("evidence").size()).isOne();
                    assertThat(first.path("reason").asString()).isEqualTo("缺少推送记录");
                });
    }

    @Test
    @Covers("A035")
    void a_difficulty_reaches_the_lead_unit() {
        var id = opened("协调讲师");
        step(health, id, "receipt", Map.of());
        var seen = step(health, id, "difficulties", Map.of("text", "请不到讲师"));

        assertThat(seen.body().path("difficulties").path(0).path("text").asString())
                .isEqualTo("请不到讲师");
        assertThat(events.ofType(TaskDifficultyRaised.class)).anySatisfy(event -> {
            assertThat(event.unitId()).isEqualTo("u-health");
            assertThat(event.leadUnitIds()).containsExactly("u-edu");
        });
    }

    @Test
    void a_double_click_opens_one_task_and_reports_once() {
        var body = newTask("双击");
        var first = calls.post(office, "/api/task/tasks", body, "Idempotency-Key", "open-1");
        var second = calls.post(office, "/api/task/tasks", body, "Idempotency-Key", "open-1");
        assertThat(List.of(first.status(), second.status())).containsOnly(201);
        var id = first.text("id");
        assertThat(second.text("id")).isEqualTo(id);
        assertThat(calls.post(office, "/api/task/tasks", newTask("另一件"), "Idempotency-Key", "open-1")
                        .code())
                .isEqualTo("idempotency-key-reused");

        step(edu, id, "receipt", Map.of());
        var report = Map.of("text", "办了第一期");
        for (var again = 0; again < 3; again++) {
            calls.post(edu, task(id) + "/progress-reports", report, "Idempotency-Key", "report-1");
        }
        var reused =
                calls.post(edu, task(id) + "/progress-reports", Map.of("text", "别的"), "Idempotency-Key", "report-1");

        assertThat(reused.status()).isEqualTo(422);
        assertThat(calls.get(edu, task(id)).body().path("progress")).hasSize(1);
        assertThat(calls.post(edu, task(id) + "/receipt", Map.of()).code()).isEqualTo("illegal-step");
    }

    @Test
    void eight_clicks_at_once_leave_one_report_and_two_people_at_once_are_both_kept() throws Exception {
        var id = signed("同时提交");
        step(health, id, "receipt", Map.of());
        Callable<Answer> click =
                () -> calls.post(edu, task(id) + "/progress-reports", Map.of("text", "第一期"), "Idempotency-Key", "once");
        Callable<Answer> other = () -> calls.post(health, task(id) + "/progress-reports", Map.of("text", "第二期"));

        var statuses = atOnce(List.of(click, click, other, click, click));

        assertThat(statuses).allMatch(answer -> answer.status() == 200);
        assertThat(calls.get(office, task(id)).body().path("progress").values())
                .extracting(report -> report.path("text").asString())
                .containsExactlyInAnyOrder("第一期", "第二期");
    }

    @Test
    void of_two_decisions_at_once_one_counts_and_the_other_learns_why_not() throws Exception {
        var id = applied("两人同时审核");
        Callable<Answer> close = () -> calls.post(office, task(id) + "/close-out/approval", Map.of());
        Callable<Answer> back = () -> calls.post(office, task(id) + "/close-out/return", Map.of("reason", "再补材料"));

        var answers = atOnce(List.of(close, back));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(no -> {
            assertThat(no.code()).isEqualTo("illegal-step");
            assertThat(no.text("detail")).contains("任务现在是");
        });
    }

    @Test
    void a_step_on_a_version_that_is_no_more_is_refused() {
        var id = opened("看的是旧版本");
        var etag = calls.get(edu, task(id)).raw().getResponse().getHeader("ETag");
        step(edu, id, "receipt", Map.of());

        var late = calls.post(health, task(id) + "/receipt", Map.of(), "If-Match", String.valueOf(etag));

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("changed-meanwhile");
        assertThat(late.body().path("errors").values())
                .extracting(change -> change.path("message").asString())
                .containsExactly("9月14日 09:00 测试DEPARTMENT 签收");
        assertThat(calls.get(health, task(id)).body().path("receipts")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt", "progress-reports", "difficulties", "close-out"})
    void another_department_is_refused_not_told_that_nothing_is_there(String step) {
        var id = opened("范围");
        var body = Map.of("text", "进展", "statement", "完成");

        assertThat(calls.get(market, task(id)).code()).isEqualTo("not-your-task");
        var no = calls.post(market, task(id) + "/" + step, body);
        assertThat(no.status()).isEqualTo(403);
        assertThat(no.code()).isEqualTo("not-your-task");
        assertThat(calls.post(edu, task("no-such-task") + "/receipt", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void each_sees_the_own_scope_in_the_list_and_in_the_numbers() {
        var ours = opened("范围内");
        var id = calls.post(office, "/api/task/tasks", Map.of("title", "环境", "text", "环境", "leadUnitId", "u-env"))
                .text("id");

        for (var reader : List.of(edu, health, leader)) {
            assertThat(ids(calls.get(reader, "/api/task/tasks?q=范围内"))).contains(ours);
            assertThat(ids(calls.get(reader, "/api/task/tasks?q=环境"))).doesNotContain(id);
        }
        assertThat(ids(calls.get(office, "/api/task/tasks?q=范围内"))).contains(ours);
        assertThat(ids(calls.get(office, "/api/task/tasks?q=环境"))).contains(id);
        // Of a unit that no other test gives anything to.
        var stranger = new Tokens().department("u-stranger");
        assertThat(ids(calls.get(stranger, "/api/task/tasks?size=200"))).isEmpty();
        assertThat(calls.get(stranger, "/api/task/overview")
                        .body()
                        .path("total")
                        .asLong())
                .isZero();
        var overview = calls.get(office, "/api/task/overview").body();
        assertThat(overview.path("byState").values().stream()
                        .mapToLong(count -> count.asLong())
                        .sum())
                .isEqualTo(calls.get(office, "/api/task/tasks")
                        .body()
                        .path("total")
                        .asLong());
        assertThat(calls.get(leader, task(ours)).status()).isEqualTo(200);
        assertThat(calls.post(leader, task(ours) + "/receipt", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void without_a_token_or_with_the_wrong_role_nothing_is_answered() {
        assertThat(calls.http()
                        .get()
                        .uri("/api/task/tasks")
                        .exchange()
                        .getResponse()
                        .getStatus())
                .isEqualTo(401);
        assertThat(calls.post(edu, "/api/task/tasks", newTask("越权")).status()).isEqualTo(403);
        assertThat(calls.post(edu, task(applied("越权")) + "/close-out/approval", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(calls.post(office, "/api/task/internal/tasks", taskFor("s-0"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.get(service, "/api/task/tasks").status()).isEqualTo(403);
    }

    @Test
    @Covers("A007")
    void the_ledger_is_filtered_paged_and_in_order() {
        for (var day = 1; day <= 5; day++) {
            var body = new HashMap<>(newTask("分页第" + day + "件"));
            body.put("dueOn", "2099-01-0" + (6 - day));
            body.put("voyage", "escort");
            body.put("clause", "三（三）1(" + day + ")");
            assertThat(calls.post(office, "/api/task/tasks", body).status()).isEqualTo(201);
        }
        var first = calls.get(office, "/api/task/tasks?q=分页第&size=2");
        var last = calls.get(office, "/api/task/tasks?q=分页第&size=2&page=2");

        assertThat(first.body().path("total").asInt()).isEqualTo(5);
        assertThat(titles(first)).containsExactly("分页第5件", "分页第4件");
        assertThat(titles(last)).containsExactly("分页第1件");
        assertThat(titles(calls.get(office, "/api/task/tasks?q=分页第&voyage=escort&clause={c}", "三(三)1(3)")))
                .containsExactly("分页第3件");
        assertThat(titles(calls.get(office, "/api/task/tasks?unit={u}&state=assigned&q=分页第1", "县教育和体育局")))
                .containsExactly("分页第1件");
        assertThat(titles(calls.get(office, "/api/task/tasks?unit=u-market&q=分页第")))
                .isEmpty();
        assertThat(titles(calls.get(office, "/api/task/tasks?due=overdue&q=分页第")))
                .isEmpty();
        assertThat(calls.get(office, "/api/task/tasks?size=100000")
                        .body()
                        .path("size")
                        .asInt())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q={x}&x=.*",
                "q={\"$gt\":\"\"}",
                "unit[$ne]=u-edu&q=不可能有的词",
                "q=(((((",
                "clause=^.*$",
                "unit={\"$ne\":null}",
                "group=' || '1'=='1"
            })
    void what_people_type_is_only_text(String query) {
        opened("注入");
        var uri = org.springframework.web.util.UriComponentsBuilder.fromUriString("/api/task/tasks");
        for (var pair : query.split("&")) {
            uri.queryParam(pair.substring(0, pair.indexOf('=')), "{v" + pair.hashCode() + "}");
        }
        var values = new ArrayList<String>();
        for (var pair : query.split("&")) {
            values.add(pair.substring(pair.indexOf('=') + 1));
        }
        var found = calls.get(office, uri.build().toUriString(), values.toArray());
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("total").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=open", "voyage=LEAD'", "due=tomorrow", "page=x"})
    void an_unknown_filter_value_is_named(String query) {
        var no = calls.get(office, "/api/task/tasks?" + query);
        assertThat(no.status()).isEqualTo(400);
        assertThat(no.body().path("errors").path(0).path("pointer").asString())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_remark_of_ten_megabytes_or_none_is_refused_and_leaves_no_trace() {
        var id = signed("超长");
        for (var text : List.of("长".repeat(5001), "x".repeat(10 << 20), "", "   ")) {
            var no = calls.post(edu, task(id) + "/progress-reports", Map.of("text", text));
            assertThat(no.status()).isIn(400, 413);
        }
        assertThat(calls.post(edu, task(id) + "/progress-reports", Map.of("text", "x", "percent", 101))
                        .status())
                .isEqualTo(400);
        assertThat(calls.send(edu, task(id) + "/progress-reports", "{\"text\":").status())
                .isEqualTo(400);
        assertThat(calls.get(edu, task(id)).body().path("progress")).isEmpty();
    }

    @Test
    void a_task_for_an_unknown_unit_or_a_day_gone_by_is_refused() {
        var unknown = new HashMap<>(newTask("未知单位"));
        unknown.put("leadUnitId", "u-nobody");
        assertThat(calls.post(office, "/api/task/tasks", unknown).code()).isEqualTo("unknown-unit");
        var late = new HashMap<>(newTask("过期"));
        late.put("dueOn", "2020-01-01");
        assertThat(calls.post(office, "/api/task/tasks", late).code()).isEqualTo("due-before-start");
    }

    @Test
    void while_the_directory_is_away_nothing_is_opened_and_afterwards_the_same_key_works() {
        IDENTITY.goDown();
        var no = calls.post(office, "/api/task/tasks", newTask("名录停用"), "Idempotency-Key", "later");
        assertThat(no.status()).isEqualTo(503);
        assertThat(no.code()).isEqualTo("directory-unavailable");
        assertThat(titles(calls.get(office, "/api/task/tasks?q=名录停用"))).isEmpty();

        IDENTITY.comeBack();
        assertThat(calls.post(office, "/api/task/tasks", newTask("名录停用"), "Idempotency-Key", "later")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void one_origin_opens_one_task_and_closing_it_tells_the_origin() {
        var first = calls.post(service, "/api/task/internal/tasks", taskFor("s-1"));
        var again = calls.post(service, "/api/task/internal/tasks", taskFor("s-1"));
        var id = first.text("id");
        assertThat(again.text("id")).isEqualTo(id).isNotEmpty();
        var task = calls.get(office, task(id));
        assertThat(task.text("kind")).isEqualTo("suggestion");
        assertThat(task.body().path("origin").path("id").asString()).isEqualTo("s-1");

        step(edu, id, "receipt", Map.of());
        step(edu, id, "progress-reports", Map.of("text", "已改"));
        close(id);

        assertThat(events.ofType(TaskClosed.class)).anySatisfy(event -> {
            assertThat(event.originKind()).isEqualTo("suggestion");
            assertThat(event.originId()).isEqualTo("s-1");
        });
    }

    @Test
    @Covers({"A011", "A101"})
    void a_successor_is_noted_once_on_the_open_tasks_of_the_post() {
        var open = ofPost("p-edu-head");
        var other = ofPost("p-health-head");
        var event = new PostHolderChanged("p-edu-head", "县教育和体育局局长", "u-edu", "王敏", "李红");
        sender.send(event);

        await().untilAsserted(() -> assertThat(notes(open)).containsExactly("县教育和体育局局长：由 王敏 变更为 李红"));
        assertThat(notes(other)).isEmpty();
        assertThat(calls.get(office, task(open)).text("postId")).isEqualTo("p-edu-head");
    }

    @Test
    void a_file_is_given_to_its_uploader_and_to_who_sees_the_task_it_is_shown_on() {
        var file = calls.upload(edu, "../签到 表.pdf", PDF);
        assertThat(file.status()).isEqualTo(201);
        assertThat(file.text("name")).isEqualTo("签到 表.pdf");
        var uri = "/api/task/files/" + file.text("id");
        assertThat(calls.get(edu, uri).status()).isEqualTo(200);
        assertThat(calls.get(health, uri).code()).isEqualTo("not-your-file");
        assertThat(calls.get(office, uri).code()).isEqualTo("not-your-file");

        var id = signed("附件");
        step(edu, id, "progress-reports", Map.of("text", "见附件", "evidence", List.of(file.text("id"))));

        var got = calls.get(health, uri).raw().getResponse();
        assertThat(got.getContentAsByteArray()).isEqualTo(PDF);
        assertThat(got.getHeader("Content-Disposition")).startsWith("attachment;");
        assertThat(got.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(calls.get(market, uri).status()).isEqualTo(403);
        assertThat(calls.get(market, "/api/task/files/none").status()).isEqualTo(404);
    }

    @Test
    void an_upload_sent_twice_is_one_file_also_when_both_arrive_together() throws Exception {
        Callable<Answer> upload = () -> calls.upload(edu, "签到.pdf", PDF, "Idempotency-Key", "upload-1");
        var answers = atOnce(List.of(upload, upload, upload));
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.get(0).text("id"));
        assertThat(calls.get(edu, "/api/task/files/" + answers.get(0).text("id"))
                        .raw()
                        .getResponse()
                        .getContentAsByteArray())
                .isEqualTo(PDF);
    }

    @Test
    void a_file_of_somebody_else_is_no_evidence() {
        var id = signed("借用附件");
        var theirs = calls.upload(health, "他人.pdf", PDF).text("id");
        for (var file : List.of(theirs, "no-such-file")) {
            var no = calls.post(edu, task(id) + "/progress-reports", Map.of("text", "见附件", "evidence", List.of(file)));
            assertThat(no.code()).isEqualTo("unknown-file");
        }
    }

    @Test
    void pages_empty_files_and_large_ones_are_refused() {
        var html = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        assertThat(calls.upload(edu, "a.pdf", html).code()).isEqualTo("file-type-not-allowed");
        assertThat(calls.upload(edu, "a.pdf", new byte[0]).code()).isEqualTo("empty-file");
        assertThat(calls.upload(edu, "a.pdf", new byte[20 * 1024 * 1024 + 1]).code())
                .isEqualTo("file-too-large");
    }

    private String ofPost(String post) {
        var id = Ids.random();
        var answered = People.between().answeredBy(post);
        tasks.open(Task.open(id, People.duty(), answered, People.act(People.OFFICE)));
        return id;
    }

    private List<String> notes(String id) {
        return calls.get(office, task(id)).body().path("history").values().stream()
                .filter(line -> line.path("step").asString().equals("holder-changed"))
                .map(line -> line.path("note").asString())
                .toList();
    }

    private String opened(String title) {
        return calls.post(office, "/api/task/tasks", newTask(title)).text("id");
    }

    private String signed(String title) {
        var id = opened(title);
        step(edu, id, "receipt", Map.of());
        return id;
    }

    private String applied(String title) {
        var id = signed(title);
        step(edu, id, "progress-reports", Map.of("text", "办了第一期"));
        var file = calls.upload(edu, "总结.pdf", PDF).text("id");
        step(edu, id, "close-out", Map.of("statement", "完成", "evidence", List.of(file)));
        return id;
    }

    private void close(String id) {
        var file = calls.upload(edu, "总结.pdf", PDF).text("id");
        step(edu, id, "close-out", Map.of("statement", "完成", "evidence", List.of(file)));
        step(office, id, "close-out/approval", Map.of());
    }

    private Answer step(String who, String id, String step, Object body) {
        var answer = calls.post(who, task(id) + "/" + step, body);
        assertThat(answer.status()).as(step + ": " + answer.body()).isEqualTo(200);
        return answer;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var threads = Executors.newFixedThreadPool(calls.size());
        try {
            var answers = new ArrayList<T>();
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    private static Map<String, Object> newTask(String title) {
        return Map.of(
                "title", title, "text", "按方案要求办理。", "leadUnitId", "u-edu", "responsibleUnitIds", List.of("u-health"));
    }

    private static Map<String, Object> taskFor(String suggestion) {
        return Map.of(
                "origin",
                Map.of("kind", "suggestion", "id", suggestion),
                "title",
                "窗口午间不断岗",
                "text",
                "群众建议窗口午间轮值。",
                "leadUnitId",
                "u-edu",
                "responsibleUnitIds",
                List.of(),
                "decidedBy",
                "a-office");
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }

    private static List<String> ids(Answer page) {
        return column(page, "id");
    }

    private static List<String> titles(Answer page) {
        return column(page, "title");
    }

    private static List<String> column(Answer page, String name) {
        return page.body().path("items").values().stream()
                .map(item -> item.path(name).asString())
                .toList();
    }

    private static List<String> words(Answer answer, String field) {
        return answer.body().path(field).values().stream()
                .map(word -> word.asString())
                .toList();
    }
}
