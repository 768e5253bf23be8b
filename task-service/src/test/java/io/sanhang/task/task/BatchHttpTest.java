package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** One thing done to many tasks: row by row, once, looked up afterwards and taken back. */
class BatchHttpTest extends ComponentTest {

    private static final String BATCHES = "/api/task/batches";
    private static final Caller OFFICE = new Caller("a-office", "测试OFFICE", Set.of("OFFICE"), "u-office", Set.of());

    private final Calls calls;
    private final String office;
    private final String admin;
    private final String edu;

    @Autowired
    private TestClock clock;

    @Autowired
    private BatchRepository batches;

    @Autowired
    private BatchRunner runner;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private TaskService service;

    BatchHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        admin = tokens.admin();
        edu = tokens.department("u-edu");
    }

    @AfterEach
    void now() {
        clock.setTo(TestClock.START);
    }

    @Test
    void each_row_is_given_out_or_refused_with_its_reason_once_for_one_key() {
        var open = opened("批量一");
        var signed = opened("批量二");
        calls.post(edu, task(signed) + "/receipt", Map.of());
        var body = assign(List.of(open, signed, "no-such-task", open));

        var first = calls.post(office, BATCHES, body, "Idempotency-Key", "batch-1");
        var again = calls.post(office, BATCHES, body, "Idempotency-Key", "batch-1");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        var done = ended(first.text("id"));
        assertThat(done.body().path("total").asInt()).isEqualTo(3);
        assertThat(done.body().path("done").asInt()).isOne();
        assertThat(done.body().path("refused").asInt()).isEqualTo(2);
        assertThat(rows(first.text("id"), "refused"))
                .anyMatch(reason -> reason.contains("已签收"))
                .anyMatch(reason -> reason.contains("找不到") || reason.contains("没有"));
        assertThat(calls.get(office, task(open))
                        .body()
                        .path("leadUnits")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("u-market");
        assertThat(steps(open)).containsExactly("assign", "assign");
        assertThat(calls.post(office, BATCHES, assign(List.of(open)), "Idempotency-Key", "batch-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(calls.get(office, BATCHES).body().path("items").values())
                .anyMatch(each -> each.path("id").asString().equals(first.text("id")));
    }

    @Test
    void what_nobody_signed_for_is_taken_back_and_what_somebody_did_is_kept() {
        var free = opened("撤回一");
        var signed = opened("撤回二");
        var again = opened("撤回三");
        var id = begun(assign(List.of(free, signed, again)));
        calls.post(market(), task(signed) + "/receipt", Map.of());
        calls.post(office, task(again) + "/assignment", Map.of("leadUnitId", "u-health"));

        assertThat(calls.post(office, BATCHES + "/" + id + "/undo", Map.of()).status())
                .isEqualTo(200);
        var undone = ended(id);
        calls.post(office, BATCHES + "/" + id + "/undo", Map.of());

        assertThat(undone.text("phase")).isEqualTo("undone");
        assertThat(undone.body().path("undone").asInt()).isOne();
        assertThat(rows(id, "kept")).hasSize(2).anyMatch(reason -> reason.contains("之后又重新下达过"));
        assertThat(lead(free)).isEqualTo("u-edu");
        assertThat(steps(free)).containsExactly("assign", "assign", "withdraw");
        assertThat(lead(signed)).isEqualTo("u-market");
        assertThat(lead(again)).isEqualTo("u-health");
    }

    @Test
    void a_draft_that_is_taken_back_is_a_draft_again() {
        var id = Ids.random();
        tasks.open(Task.open(id, People.duty(), Assignment.of(List.of(), List.of()), People.act(People.OFFICE)));
        var batch = begun(assign(List.of(id)));
        assertThat(calls.get(office, task(id)).text("state")).isEqualTo("assigned");

        calls.post(office, BATCHES + "/" + batch + "/undo", Map.of());
        ended(batch);

        assertThat(calls.get(office, task(id)).text("state")).isEqualTo("draft");
    }

    @Test
    @Covers("A004")
    void what_has_no_day_gets_one_and_loses_it_when_the_batch_is_taken_back() {
        var none = Ids.random();
        var key = Duty.of("推进招商", "推进组的重点任务。", TaskKind.KEY_TASK);
        tasks.open(Task.open(none, key, Assignment.of(List.of(), List.of()), People.act(People.OFFICE)));
        var dated = Ids.random();
        tasks.open(Task.open(dated, People.duty(), Assignment.of(List.of(), List.of()), People.act(People.OFFICE)));
        var without = calls.post(office, BATCHES, assign(List.of(none)));
        assertThat(rows(ended(without.text("id")).text("id"), "refused"))
                .singleElement()
                .asString()
                .contains("期限");
        var body = new HashMap<String, Object>(assign(List.of(none, dated)));
        body.put("dueOn", "2026-01-01");
        assertThat(refused(body)).isEqualTo("due-before-start");

        body.put("dueOn", "2027-03-31");
        var id = begun(body);

        assertThat(calls.get(office, task(none)).text("dueOn")).isEqualTo("2027-03-31");
        assertThat(calls.get(office, task(dated)).text("dueOn")).isEqualTo("2026-12-31");
        calls.post(market(), task(none) + "/receipt", Map.of());
        assertThat(calls.get(market(), task(none)).body().path("allowed").toString())
                .contains("ask-extension");
        calls.post(office, BATCHES + "/" + id + "/undo", Map.of());
        ended(id);
        assertThat(calls.get(office, task(none)).text("dueOn")).isEqualTo("2027-03-31");

        var again = Ids.random();
        tasks.open(Task.open(again, key, Assignment.of(List.of(), List.of()), People.act(People.OFFICE)));
        var other = new HashMap<String, Object>(assign(List.of(again)));
        other.put("dueOn", "2027-03-31");
        var back = begun(other);
        calls.post(office, BATCHES + "/" + back + "/undo", Map.of());
        ended(back);
        var draft = calls.get(office, task(again));
        assertThat(draft.text("state")).isEqualTo("draft");
        assertThat(draft.body().has("dueOn")).isFalse();
        assertThat(draft.body().path("schedule").has("whyDue")).isFalse();
    }

    @Test
    void after_ten_minutes_or_for_a_reminder_there_is_no_way_back() {
        var id = opened("过时");
        var late = begun(assign(List.of(id)));
        clock.advance(Duration.ofMinutes(11));
        assertThat(calls.post(office, BATCHES + "/" + late + "/undo", Map.of()).code())
                .isEqualTo("undo-too-late");
        var reminder = begun(Map.of("action", "remind", "taskIds", List.of(id), "note", "请抓紧"));
        assertThat(calls.post(office, BATCHES + "/" + reminder + "/undo", Map.of())
                        .code())
                .isEqualTo("batch-not-undoable");
        assertThat(steps(id)).endsWith("remind");
    }

    @Test
    @Covers("A015")
    void all_that_match_a_filter_are_tagged_found_by_the_tag_and_untagged() {
        calls.put(
                office,
                "/api/task/dictionaries/industry",
                Map.of("entries", List.of(Map.of("words", "粮食加工"), Map.of("words", "木业家具"))));
        var one = opened("贴标签甲");
        var two = opened("贴标签乙");
        var other = opened("不贴");
        var body = Map.of("action", "tag", "filter", Map.of("q", "贴标签"), "addTags", List.of("industry-1"));
        var id = begun(body);

        assertThat(found("tag=industry-1")).contains(one, two).doesNotContain(other);
        calls.post(office, BATCHES + "/" + id + "/undo", Map.of());
        ended(id);
        assertThat(found("tag=industry-1")).doesNotContain(one, two);
        assertThat(calls.post(
                                office,
                                BATCHES,
                                Map.of("action", "tag", "taskIds", List.of(one), "addTags", List.of("steel")))
                        .code())
                .isEqualTo("unknown-dictionary-entry");

        var tagged = new HashMap<String, Object>(newTask("带标签"));
        tagged.put("tags", List.of("industry-2"));
        var made = calls.post(office, "/api/task/tasks", tagged);
        assertThat(found("tag=industry-2")).contains(made.text("id"));
        tagged.put("tags", List.of("steel"));
        assertThat(calls.post(office, "/api/task/tasks", tagged).code()).isEqualTo("unknown-dictionary-entry");
        assertThat(calls.patch(office, task(made.text("id")), Map.of("tags", List.of("steel")))
                        .code())
                .isEqualTo("unknown-dictionary-entry");
    }

    @Test
    void what_holds_for_every_row_is_refused_at_once() {
        var id = opened("整批拒绝");
        assertThat(refused(Map.of("action", "assign", "taskIds", List.of(id)))).isEqualTo("unit-required");
        var unknown = Map.of("action", "assign", "taskIds", List.of(id), "leadUnitId", "u-none");
        assertThat(refused(unknown)).isEqualTo("unknown-unit");
        assertThat(refused(Map.of("action", "tag", "taskIds", List.of(id)))).isEqualTo("tags-required");
        assertThat(refused(Map.of("action", "remind", "filter", Map.of("q", "没有这样的任务"))))
                .isEqualTo("batch-empty");
        assertThat(refused(Map.of("action", "close", "taskIds", List.of(id)))).isEqualTo("invalid-request");
        assertThat(refused(Map.of("action", "remind"))).isEqualTo("invalid-request");
        var many = IntStream.range(0, 501).mapToObj(String::valueOf).toList();
        assertThat(refused(Map.of("action", "remind", "taskIds", many))).isEqualTo("invalid-request");
        assertThat(calls.post(edu, BATCHES, assign(List.of(id))).status()).isEqualTo(403);
        var mine = begun(Map.of("action", "remind", "taskIds", List.of(id)));
        assertThat(calls.get(admin, BATCHES + "/" + mine).status()).isEqualTo(404);
        assertThat(calls.get(edu, BATCHES + "/" + mine).status()).isEqualTo(403);
    }

    @Test
    void what_a_stopped_process_left_is_gone_on_with_and_nothing_is_done_twice() {
        var done = opened("中断一");
        var open = opened("中断二");
        var to = Assignment.of(List.of(new Party("u-market", "县市场监督管理局")), List.of());
        var rows = List.of(
                Batch.Row.of(tasks.find(done).orElseThrow()),
                Batch.Row.of(tasks.find(open).orElseThrow()));
        var order = new Batch.Order(Batch.Action.REMIND, to, null, "请抓紧", List.of(), List.of());
        var batch = Batch.begun("stopped-" + Ids.random(), "same", OFFICE, order, rows, clock.instant());
        batches.begin(batch);
        // The first row was done, but its outcome never written down.
        var key = new IdempotencyKey("batch/do/" + batch.id());
        service.remind(done, "请抓紧", new TaskService.Ask(OFFICE, key, new IfMatch(null)));
        runner.resume();
        assertThat(batches.find(batch.id()).orElseThrow().phase()).isEqualTo(Batch.Phase.RUNNING);

        clock.advance(Duration.ofMinutes(2));
        runner.resume();

        var ended = batches.find(batch.id()).orElseThrow();
        assertThat(ended.phase()).isEqualTo(Batch.Phase.DONE);
        assertThat(ended.count(Batch.Outcome.DONE)).isEqualTo(2);
        assertThat(steps(done)).containsExactly("assign", "remind");
        assertThat(steps(open)).containsExactly("assign", "remind");
    }

    private String refused(Map<String, Object> body) {
        return calls.post(office, BATCHES, body).code();
    }

    private String begun(Map<String, Object> body) {
        var answer = calls.post(office, BATCHES, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        ended(answer.text("id"));
        return answer.text("id");
    }

    private Answer ended(String id) {
        await().until(() -> Set.of("done", "undone")
                .contains(calls.get(office, BATCHES + "/" + id).text("phase")));
        return calls.get(office, BATCHES + "/" + id);
    }

    private List<String> rows(String id, String outcome) {
        return calls.get(office, BATCHES + "/" + id + "/rows?outcome=" + outcome).body().path("items").values().stream()
                .map(row -> row.path("reason").asString())
                .toList();
    }

    private List<String> found(String query) {
        return calls.get(office, "/api/task/tasks?size=200&" + query).body().path("items").values().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String lead(String id) {
        return calls.get(office, task(id))
                .body()
                .path("leadUnits")
                .path(0)
                .path("id")
                .asString();
    }

    private List<String> steps(String id) {
        return calls.get(office, task(id)).body().path("history").values().stream()
                .map(line -> line.path("step").asString())
                .toList();
    }

    private String market() {
        return new Tokens().department("u-market");
    }

    private String opened(String title) {
        return calls.post(office, "/api/task/tasks", newTask(title)).text("id");
    }

    private static Map<String, Object> newTask(String title) {
        return Map.of("title", title, "text", "按要求办理。", "leadUnitId", "u-edu");
    }

    private static Map<String, Object> assign(List<String> ids) {
        return Map.of("action", "assign", "taskIds", ids, "leadUnitId", "u-market");
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }
}
