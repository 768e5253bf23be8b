package io.sanhang.task.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.RecordDue;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Assignment;
import io.sanhang.task.task.Charge;
import io.sanhang.task.task.Duty;
import io.sanhang.task.task.Evidence;
import io.sanhang.task.task.Party;
import io.sanhang.task.task.Task;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskRepository;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

class ActivityHttpTest extends ComponentTest {

    private static final String RECORDS = "/api/task/activities";
    private static final Charge CHARGE = new Charge(
            new Charge.Seat("p-vice", "副县长"), new Charge.Force("项目专班", List.of(new Charge.Seat("p-edu-head", "局长"))));
    private static final Instant JULY = Instant.parse("2026-07-20T02:00:00Z");

    private final Calls calls;
    private final String office;
    private final String edu;
    private final String health;
    private final String market;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private OwedRound round;

    @Autowired
    private TestClock clock;

    ActivityHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
        market = tokens.department("u-market");
    }

    @AfterEach
    void now() {
        clock.setTo(TestClock.START);
    }

    @Test
    @Covers({"A033", "A129"})
    void a_decision_becomes_one_task_however_often_it_is_clicked_and_both_know_of_each_other() {
        var id = written(office, "leading-group-decision", decided("建一个企业服务大厅"));
        var decision = calls.get(office, RECORDS + "/" + id)
                .body()
                .at("/saying/decisions/0/id")
                .asString();
        var button = RECORDS + "/" + id + "/decisions/" + decision + "/task";

        assertThat(calls.post(edu, button, Map.of()).status()).isEqualTo(403);
        calls.post(office, button, Map.of());
        var again = calls.post(office, button, Map.of());

        var taskId = again.body().at("/saying/decisions/0/taskId").asString();
        assertThat(again.body().at("/saying/decisions/0/stateText").asString()).isEqualTo("待签收");
        var task = calls.get(edu, "/api/task/tasks/" + taskId);
        assertThat(task.body().at("/origin/kind").asString()).isEqualTo("activity");
        assertThat(task.body().at("/origin/id").asString()).startsWith(id + "/");
        assertThat(task.text("text")).contains("领导小组议定事项");
        assertThat(task.text("dueOn")).isEqualTo("2026-10-31");
        assertThat(events.ofType(TaskAssigned.class).stream()
                        .filter(event -> event.taskId().equals(taskId)))
                .hasSize(1);
        assertThat(calls.post(office, RECORDS + "/" + id + "/decisions/nothing/task", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Covers("A033")
    void a_decision_without_a_unit_waits_and_one_of_a_withdrawn_record_becomes_nothing() {
        var id = written(edu, "progress-meeting", Map.of("decisions", List.of(Map.of("text", "抓紧"))));
        var decision = calls.get(office, RECORDS + "/" + id)
                .body()
                .at("/saying/decisions/0/id")
                .asString();
        var button = RECORDS + "/" + id + "/decisions/" + decision + "/task";
        assertThat(calls.post(office, button, Map.of()).code()).isEqualTo("decision-needs-unit");

        assertThat(calls.post(edu, RECORDS + "/" + id + "/withdrawal", Map.of("reason", "记错了会"))
                        .status())
                .isEqualTo(200);
        assertThat(calls.post(office, button, Map.of()).code()).isEqualTo("record-withdrawn");
        assertThat(ids(calls.get(edu, RECORDS + "?size=200"))).doesNotContain(id);
        assertThat(ids(calls.get(edu, RECORDS + "?size=200&withdrawn=true"))).contains(id);
    }

    @Test
    @Covers("A033")
    void a_record_is_seen_by_the_units_it_concerns_and_by_nobody_else() {
        var id = written(edu, "coordination-meeting", decided("共享数据"));

        assertThat(ids(calls.get(edu, RECORDS + "?size=200"))).contains(id);
        var concerned =
                written(edu, "coordination-meeting", Map.of("fields", meeting(Map.of("units", List.of("u-health")))));
        assertThat(ids(calls.get(health, RECORDS + "?size=200")))
                .contains(concerned)
                .doesNotContain(id);
        assertThat(ids(calls.get(market, RECORDS + "?size=200"))).doesNotContain(id, concerned);
        assertThat(calls.get(market, RECORDS + "/" + id).code()).isEqualTo("not-your-record");
        assertThat(calls.get(health, RECORDS + "/" + concerned).body().path("allowed"))
                .isEmpty();
        assertThat(calls.post(health, RECORDS + "/" + concerned + "/withdrawal", Map.of("reason", "不要了"))
                        .code())
                .isEqualTo("not-your-record");
        assertThat(calls.get(market, RECORDS + "/nothing").status()).isEqualTo(404);
    }

    @Test
    void the_same_key_writes_one_record_and_a_unit_records_for_itself_alone() {
        var body = body("on-site-meeting", Map.of("fields", meeting(Map.of("place", List.of("开发区工地")))));
        var first = calls.post(edu, RECORDS, body, "Idempotency-Key", "meet-1");
        var second = calls.post(edu, RECORDS, body, "Idempotency-Key", "meet-1");

        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(calls.post(
                                edu,
                                RECORDS,
                                body("on-site-meeting", Map.of("title", "另一个")),
                                "Idempotency-Key",
                                "meet-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
        var foreign = new HashMap<>(body);
        foreign.put("unitId", "u-health");
        assertThat(calls.post(edu, RECORDS, foreign).code()).isEqualTo("not-your-record");
        assertThat(calls.post(edu, RECORDS, body("leading-group-decision", Map.of()))
                        .code())
                .isEqualTo("not-your-record-type");
        assertThat(calls.post(edu, RECORDS, body("tea-party", Map.of())).code()).isEqualTo("unknown-record-type");
        assertThat(calls.post(edu, RECORDS, Map.of("type", "dispatch")).status())
                .isEqualTo(400);
    }

    @Test
    @Covers("A032")
    void an_opinion_that_lacks_a_part_is_refused_and_the_page_learns_which() {
        var half = Map.<String, Object>of("what", List.of("办好讲堂"), "measures", List.of("一月一次"));

        var refused = calls.post(edu, RECORDS, body("implementation-opinion", Map.of("fields", half)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("detail")).contains("责任、时限");
        assertThat(refused.body().path("errors").findValuesAsString("pointer"))
                .containsExactly("/fields/duty", "/fields/deadline");

        var whole = new HashMap<>(half);
        whole.put("duty", List.of("人事科"));
        whole.put("deadline", List.of("2026-12-31"));
        written(edu, "implementation-opinion", Map.of("fields", whole));
        assertThat(owed(office, "implementation-opinion", "2026", "done"))
                .contains("县教育和体育局")
                .doesNotContain("县卫生健康局");
    }

    @Test
    void a_correction_shows_the_earlier_version_and_does_not_overwrite_a_newer_one() {
        var id = written(edu, "coordination-meeting", decided("共享数据"));
        var next = content(Map.of("title", "改正的名称"));

        var corrected = put(edu, id, next, "\"1\"");

        assertThat(corrected.text("title")).isEqualTo("改正的名称");
        assertThat(corrected.body().at("/earlier/0/saying/decisions/0/text").asString())
                .isEqualTo("共享数据");
        assertThat(put(edu, id, content(Map.of("title", "晚了一步")), "\"1\"").code())
                .isEqualTo("changed-meanwhile");
        assertThat(put(market, id, next, "\"2\"").code()).isEqualTo("not-your-record");
    }

    @Test
    void files_of_a_record_are_open_to_whom_it_concerns() {
        var file = calls.upload(edu, "纪要.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII))
                .text("id");
        var more = Map.of("evidence", List.of(file), "fields", meeting(Map.of("units", List.of("u-health"))));
        var id = written(edu, "coordination-meeting", more);

        assertThat(calls.get(health, "/api/task/files/" + file).status()).isEqualTo(200);
        assertThat(calls.get(market, "/api/task/files/" + file).status()).isEqualTo(403);
        var stolen = new HashMap<String, Object>(more);
        assertThat(calls.post(health, RECORDS, body("coordination-meeting", stolen))
                        .code())
                .isEqualTo("unknown-file");
        assertThat(put(office, id, content(Map.of("evidence", List.of(file))), "\"1\"")
                        .body()
                        .at("/saying/evidence/0/id")
                        .asString())
                .isEqualTo(file);
    }

    @Test
    @Covers("A102")
    void units_without_an_agenda_item_in_the_quarter_are_listed() {
        written(
                health,
                "agenda-item",
                Map.of("fields", Map.of("meeting", List.of("办公会"), "chair", List.of("局长"), "result", List.of("明确分工"))));

        assertThat(owed(office, "agenda-item", "2026Q3", "done")).contains("县卫生健康局");
        assertThat(owed(office, "agenda-item", "2026Q3", "due")).contains("县市场监督管理局");
        assertThat(owed(office, "agenda-item", "2026Q2", "missed")).contains("县卫生健康局");
        assertThat(owed(market, "agenda-item", "2026Q3", "due")).containsExactly("县市场监督管理局");
        assertThat(calls.get(office, "/api/task/owed-records?type=agenda-item&period=2026Q9")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Covers("A029")
    void a_running_project_owes_a_dispatch_each_month_a_suspended_one_does_not() {
        var running = project("冷链物流园", JULY);
        var paused = act(office(), JULY.plus(Duration.ofDays(3)));
        tasks.open(task("等批复的项目", JULY).suspend("等批复", paused));
        project("本月才立项", Instant.parse("2026-09-10T02:00:00Z"));

        assertThat(owed(office, "dispatch", "2026-09", "due")).contains("冷链物流园").doesNotContain("等批复的项目", "本月才立项");
        assertThat(owed(office, "dispatch", "2026-08", "missed"))
                .contains("冷链物流园")
                .doesNotContain("等批复的项目");
        assertThat(owed(office, "dispatch", "2026-07", "missed")).doesNotContain("冷链物流园");

        written(edu, "dispatch", Map.of("fields", dispatch(running.id())));
        assertThat(owed(edu, "dispatch", "2026-09", "done")).contains("冷链物流园");
        assertThat(owed(market, "dispatch", "2026-09", "done")).isEmpty();
        assertThat(ids(calls.get(edu, RECORDS + "?about=" + running.id()))).hasSize(1);
        assertThat(calls.post(market, RECORDS, body("dispatch", Map.of("fields", dispatch(running.id()))))
                        .code())
                .isEqualTo("record-incomplete");
    }

    @Test
    @Covers("A029")
    void the_clock_reminds_before_the_month_ends_and_flags_what_was_missed_each_once() {
        var project = project("提醒的项目", JULY);
        clock.setTo(Instant.parse("2026-09-28T02:00:00Z"));

        round.go();
        round.go();
        clock.setTo(Instant.parse("2026-10-09T02:00:00Z"));
        round.go();

        assertThat(events.ofType(RecordDue.class, 2).stream()
                        .filter(event -> project.id().equals(event.taskId()))
                        .map(event -> event.period() + " " + event.kind()))
                .containsExactlyInAnyOrder("2026年8月 missed", "2026年9月 before", "2026年9月 missed");
    }

    @Test
    @Covers("A036")
    void the_result_report_of_a_closed_task_has_its_own_clock() {
        // Ten working days from Monday 3 August end on Monday 17 August.
        var late = closed("已销号未总结", Instant.parse("2026-08-03T02:00:00Z"));
        var fresh = closed("刚销号", Instant.parse("2026-09-11T02:00:00Z"));

        assertThat(owed(edu, "result-report", "2026Q3", "missed"))
                .contains("已销号未总结")
                .doesNotContain("刚销号");
        assertThat(owed(edu, "result-report", "2026Q3", "due")).contains("刚销号");
        var report = Map.of(
                "task",
                List.of(late.id()),
                "results",
                List.of("好"),
                "shortcomings",
                List.of("少"),
                "improvements",
                List.of("改"));
        written(edu, "result-report", Map.of("fields", report));
        assertThat(owed(edu, "result-report", "2026Q3", "late")).contains("已销号未总结");
        var open = project("没有销号", JULY);
        var early = new HashMap<>(report);
        early.put("task", List.of(open.id()));
        assertThat(calls.post(edu, RECORDS, body("result-report", Map.of("fields", early)))
                        .code())
                .isEqualTo("record-incomplete");
        assertThat(fresh.id()).isNotEmpty();
    }

    @Test
    void while_the_directory_is_down_nothing_is_written() {
        IDENTITY.goDown();
        assertThat(calls.post(edu, RECORDS, body("coordination-meeting", Map.of()))
                        .code())
                .isEqualTo("directory-unavailable");
    }

    private Task project(String title, Instant at) {
        var task = task(title, at);
        tasks.open(task);
        return task;
    }

    private static Task task(String title, Instant at) {
        var duty = Duty.of(title, title, TaskKind.KEY_PROJECT);
        return Task.open(Ids.random(), duty, between(), act(office(), at));
    }

    private Task closed(String title, Instant at) {
        var clerk = new Caller("a-u-edu", "王敏", Set.of("DEPARTMENT"), "u-edu", Set.of());
        var task = Task.open(Ids.random(), Duty.of(title, title, TaskKind.ROUTINE), between(), act(office(), JULY))
                .signFor(act(clerk, JULY))
                .reportProgress("办完", 100, List.of(), act(clerk, JULY))
                .applyCloseOut("办完了", List.of(new Evidence("f", "f.pdf", 1)), act(clerk, at))
                .close(null, act(office(), at));
        tasks.open(task);
        return task;
    }

    private static Assignment between() {
        return Assignment.of(List.of(new Party("u-edu", "县教育和体育局")), List.of()).under(CHARGE);
    }

    private static Caller office() {
        return new Caller("a-office", "张伟", Set.of("OFFICE"), "u-office", Set.of());
    }

    private static Act act(Caller by, Instant at) {
        return new Act(Ids.random(), "same", by, at);
    }

    private List<String> owed(String token, String type, String period, String standing) {
        var answer = calls.get(token, "/api/task/owed-records?size=200&type=" + type + "&period=" + period);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return StreamSupport.stream(answer.body().path("items").spliterator(), false)
                .filter(item -> item.path("standing").asString().equals(standing))
                .map(item -> item.path("title").asString())
                .toList();
    }

    private String written(String token, String type, Map<String, ?> more) {
        var answer = calls.post(token, RECORDS, body(type, more));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.text("id");
    }

    private Answer put(String token, String id, Object content, String etag) {
        return calls.put(token, RECORDS + "/" + id + "/content", content, "If-Match", etag);
    }

    private Map<String, Object> body(String type, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("type", type, "content", content(more)));
        if (type.equals("leading-group-decision")) {
            body.put("unitId", "u-env");
            @SuppressWarnings("unchecked")
            var content = (Map<String, Object>) body.get("content");
            content.put("fields", Map.of("chair", List.of("组长"), "summary", List.of("第二次会议")));
        }
        return body;
    }

    private static Map<String, Object> content(Map<String, ?> more) {
        var content =
                new HashMap<String, Object>(Map.of("title", "第一次会议", "on", "2026-09-10", "fields", meeting(Map.of())));
        content.putAll(more);
        return content;
    }

    private static Map<String, Object> meeting(Map<String, ?> more) {
        var fields = new HashMap<String, Object>(Map.of("chair", List.of("分管领导"), "problems", List.of("数据不通")));
        fields.putAll(more);
        return fields;
    }

    private static Map<String, Object> decided(String text) {
        return Map.of("decisions", List.of(Map.of("text", text, "unitId", "u-edu", "dueOn", "2026-10-31")));
    }

    private static Map<String, Object> dispatch(String projectId) {
        return Map.of(
                "project",
                List.of(projectId),
                "chair",
                List.of("包保领导"),
                "progress",
                List.of("封顶"),
                "next",
                List.of("装修"));
    }

    private static List<String> ids(Answer answer) {
        return StreamSupport.stream(answer.body().path("items").spliterator(), false)
                .map((JsonNode item) -> item.path("id").asString())
                .toList();
    }
}
