package io.sanhang.task.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskChanged;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Tasks of every kind opened by hand, and what the office sets out of them. */
class ShapingHttpTest extends ComponentTest {

    private static final List<Map<String, String>> ITEMS =
            List.of(Map.of("what", "补办手续", "who", "县教育和体育局", "how", "每周会商"));
    private static final Map<String, Object> CHARGE =
            Map.of("leaderPostId", "p-vice-social", "forceName", "医院专班", "memberPostIds", List.of("p-health-head"));

    private final Calls calls;
    private final PublishedEvents events;
    private final String office;
    private final String edu;
    private final String market;
    private final Tokens tokens;

    ShapingHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        calls = new Calls(http);
        this.events = events;
        this.tokens = tokens;
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
    }

    @Test
    @Covers({"A022", "A023"})
    void a_legacy_matter_waits_for_its_lists_and_stands_in_the_register_by_age() {
        var younger = open(legacy("停工商厦", "2021-06-01", ITEMS)).text("id");
        var draft = open(legacy("久拖不决的安置", "2012-03-01", List.of()));
        var id = draft.text("id");
        assertThat(draft.text("state")).isEqualTo("draft");
        assertThat(calls.get(edu, task(id)).code()).isEqualTo("not-your-task");
        assertThat(events.ofType(TaskAssigned.class))
                .noneMatch(event -> event.taskId().equals(id));
        assertThat(register(edu)).contains(younger).doesNotContain(id);
        assertThat(calls.post(office, task(id) + "/assignment", Map.of("leadUnitId", "u-edu"))
                        .code())
                .isEqualTo("lists-incomplete");

        var half = Map.of("items", List.of(Map.of("what", "补办手续", "who", "", "how", "每周会商")));
        var listed = calls.put(office, task(id) + "/lists", half);
        assertThat(listed.body().path("lists").path("gaps").path(0).asString()).isEqualTo("责任清单");
        assertThat(calls.put(edu, task(id) + "/lists", Map.of("items", ITEMS)).status())
                .isEqualTo(403);
        assertThat(calls.put(office, task(id) + "/lists", Map.of("items", ITEMS))
                        .status())
                .isEqualTo(200);
        var given = calls.post(office, task(id) + "/assignment", Map.of("leadUnitId", "u-edu"));

        assertThat(given.text("state")).isEqualTo("assigned");
        assertThat(given.body().path("legacy").path("typeText").asString()).isEqualTo("烂尾工程");
        assertThat(register(office)).containsSubsequence(id, younger);
        assertThat(register(market)).doesNotContain(id, younger);
    }

    @Test
    @Covers("A022")
    void a_legacy_matter_needs_its_facts_and_a_past_beginning() {
        assertThat(calls.post(office, "/api/task/tasks", body("没有情况", "legacy-matter"))
                        .code())
                .isEqualTo("legacy-required");
        assertThat(calls.post(office, "/api/task/tasks", legacy("将来", "2030-01-01", ITEMS))
                        .code())
                .isEqualTo("since-in-future");
        var wrongType = new HashMap<>(legacy("类型不对", "2020-01-01", ITEMS));
        wrongType.put("legacy", Map.of("type", "other'", "since", "2020-01-01", "background", "x"));
        assertThat(calls.post(office, "/api/task/tasks", wrongType).status()).isEqualTo(400);
        var routine = new HashMap<>(legacy("常规任务不带", "2020-01-01", ITEMS));
        routine.put("kind", "routine");
        assertThat(calls.post(office, "/api/task/tasks", routine).status()).isEqualTo(400);
    }

    @Test
    @Covers("A028")
    void a_key_project_is_given_out_with_one_leader_and_one_task_force() {
        var body = body("新建县医院", "key-project");
        var id = open(body).text("id");
        assertThat(calls.post(office, task(id) + "/assignment", Map.of("leadUnitId", "u-edu"))
                        .code())
                .isEqualTo("charge-required");
        assertThat(charge(id, "p-none", "p-health-head").code()).isEqualTo("unknown-post");
        assertThat(charge(id, "p-edu-head", "p-health-head").code()).isEqualTo("not-a-county-leader");
        assertThat(charge(id, "p-vice-social", "p-health-head").status()).isEqualTo(200);
        assertThat(charge(id, "p-vice-agri", "p-health-head").code()).isEqualTo("charge-taken");
        assertThat(calls.post(office, task(id) + "/assignment", Map.of("leadUnitId", "u-edu"))
                        .text("leader"))
                .isEqualTo("副县长（分管社会民生）");
        for (var post : List.of("p-vice-social", "p-health-head")) {
            var theirs = tokens.holder(post);
            assertThat(calls.get(theirs, task(id)).status()).isEqualTo(200);
            assertThat(calls.get(theirs, "/api/task/tasks?kind=key-project&size=200")
                            .body()
                            .path("items")
                            .toString())
                    .contains(id);
        }
        var stranger = tokens.holder("p-vice-agri");
        assertThat(calls.get(stranger, task(id)).code()).isEqualTo("not-your-task");
        assertThat(calls.get(stranger, "/api/task/tasks?kind=key-project")
                        .body()
                        .path("total")
                        .asInt())
                .isZero();

        var leader = task(id) + "/charge/leader";
        assertThat(calls.post(office, leader, Map.of("postId", "p-vice-agri")).status())
                .isEqualTo(400);
        assertThat(calls.post(edu, leader, Map.of("postId", "p-vice-agri", "reason", "分工调整"))
                        .status())
                .isEqualTo(403);
        var change = Map.of("postId", "p-vice-agri", "reason", "分工调整");
        for (var again = 0; again < 2; again++) {
            assertThat(calls.post(office, leader, change, "Idempotency-Key", "leader-1")
                            .text("leader"))
                    .isEqualTo("副县长（分管农业农村）");
        }
        var force = Map.of("name", "医院项目专班", "memberPostIds", List.of("p-edu-head"), "reason", "增加成员");
        assertThat(calls.post(office, task(id) + "/charge/force", force)
                        .body()
                        .path("charge")
                        .path("force")
                        .path("members")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("县教育和体育局局长");
        assertThat(steps(id)).containsOnlyOnce("change-leader").contains("change-force");
        assertThat(events.ofType(TaskChanged.class))
                .anyMatch(event -> event.taskId().equals(id) && event.change().contains("包保领导有变动"));
    }

    @Test
    @Covers("A031")
    void constrained_projects_are_a_list_and_leave_it_when_free() {
        var body = new HashMap<>(body("产业园污水厂", "key-project"));
        body.put("charge", CHARGE);
        var id = open(body).text("id");
        assertThat(calls.get(edu, task(id)).text("state")).isEqualTo("assigned");
        assertThat(calls.post(edu, task(id) + "/constraints", Map.of("text", "土地指标不足"))
                        .status())
                .isEqualTo(400);
        assertThat(calls.post(market, task(id) + "/constraints", constraint()).code())
                .isEqualTo("not-your-task");
        var held = calls.post(edu, task(id) + "/constraints", constraint());
        assertThat(found(office, "state=constrained&kind=key-project")).contains(id);

        var one = held.body().path("constraints").path(0).path("id").asString();
        var free = calls.post(office, task(id) + "/constraints/" + one + "/lifting", Map.of("note", "省里已批"));
        assertThat(free.body().path("constraints").path(0).path("liftedBy").asString())
                .isNotEmpty();
        assertThat(found(office, "state=constrained")).doesNotContain(id);
        assertThat(calls.post(office, task(id) + "/constraints/" + one + "/lifting", Map.of("note", "再来"))
                        .code())
                .isEqualTo("illegal-step");
    }

    @Test
    @Covers("A081")
    void supervised_matters_are_found_by_who_set_them() {
        assertThat(calls.post(office, "/api/task/tasks", body("没有层级", "supervised"))
                        .code())
                .isEqualTo("level-required");
        var city = open(level("市委督办", "city-party")).text("id");
        var county = open(level("县政府督办", "county-government")).text("id");

        assertThat(found(office, "level=city-party")).contains(city).doesNotContain(county);
        assertThat(found(office, "level=any")).contains(city, county);
        assertThat(found(market, "level=any")).isEmpty();
        assertThat(calls.get(office, "/api/task/tasks?level=village").status()).isEqualTo(400);
        assertThat(calls.get(edu, task(city)).text("levelText")).isEqualTo("市委");
    }

    @Test
    @Covers("A133")
    void what_the_leading_group_gives_out_runs_by_the_same_clock_and_evidence() {
        var body = new HashMap<>(body("领导小组交办", "ad-hoc"));
        body.put("dueOn", "2026-09-16");
        body.put("groupId", "g-park");
        var id = open(body).text("id");
        var seen = calls.get(edu, task(id));
        assertThat(seen.text("light")).isEqualTo("yellow");
        assertThat(seen.text("groupName")).isEqualTo("开发区推进组");
        calls.post(edu, task(id) + "/receipt", Map.of());
        calls.post(edu, task(id) + "/progress-reports", Map.of("text", "在办"));
        assertThat(calls.post(edu, task(id) + "/close-out", Map.of("statement", "办完"))
                        .code())
                .isEqualTo("evidence-required");
        assertThat(found(office, "kind=ad-hoc")).contains(id);
        body.put("groupId", "g-none");
        assertThat(calls.post(office, "/api/task/tasks", body).code()).isEqualTo("unknown-group");
    }

    @Test
    @Covers("A119")
    void a_rectification_has_a_deadline_and_is_checked_by_the_office() {
        assertThat(calls.post(office, "/api/task/tasks", body("没有期限", "rectification"))
                        .code())
                .isEqualTo("due-required");
        var body = new HashMap<>(body("整改窗口缺岗", "rectification"));
        body.put("dueOn", "2026-09-01");
        assertThat(calls.post(office, "/api/task/tasks", body).code()).isEqualTo("due-before-start");
        body.put("dueOn", "2026-10-31");
        var id = open(body).text("id");
        assertThat(calls.post(office, task(id) + "/check", Map.of("passed", true))
                        .code())
                .isEqualTo("illegal-step");
        calls.post(edu, task(id) + "/receipt", Map.of());
        calls.post(edu, task(id) + "/progress-reports", Map.of("text", "在改"));
        closeOut(id);
        assertThat(found(office, "state=check-due")).contains(id);
        assertThat(calls.post(edu, task(id) + "/check", Map.of("passed", true)).status())
                .isEqualTo(403);
        assertThat(calls.post(office, task(id) + "/check", Map.of("passed", false))
                        .code())
                .isEqualTo("reason-required");

        var bad = calls.post(office, task(id) + "/check", Map.of("passed", false, "note", "仍有缺岗"));
        assertThat(bad.text("state")).isEqualTo("returned");
        closeOut(id);
        var good = calls.post(office, task(id) + "/check", Map.of("passed", true));

        assertThat(good.text("state")).isEqualTo("closed");
        assertThat(good.body().path("checks")).hasSize(2);
        assertThat(found(office, "state=check-due")).doesNotContain(id);
    }

    @Test
    void the_office_edits_an_open_task_and_the_history_keeps_both_wordings() {
        var id = open(body("改标题", "routine")).text("id");
        var etag = etag(id);
        assertThat(calls.patch(edu, task(id), Map.of("title", "越权")).status()).isEqualTo(403);
        assertThat(calls.patch(office, task(id), Map.of("title", " ")).status()).isEqualTo(400);
        assertThat(calls.patch(office, task(id), Map.of("title", "长".repeat(201)))
                        .status())
                .isEqualTo(400);
        assertThat(calls.patch(office, task(id), Map.of("level", "village")).status())
                .isEqualTo(400);
        assertThat(calls.patch(office, task(id), Map.of("title", "改标题")).code()).isEqualTo("nothing-changed");

        var change = Map.of("title", "新标题", "measures", List.of("建台账"));
        var edited = calls.patch(office, task(id), change, "If-Match", etag);

        assertThat(edited.text("title")).isEqualTo("新标题");
        assertThat(edited.text("text")).isEqualTo("按要求办理。");
        var history = edited.body().path("history");
        assertThat(history.path(history.size() - 1).path("note").asString()).contains("标题由“改标题”改为“新标题”", "措施：增加“建台账”");
        var late = calls.patch(office, task(id), Map.of("title", "别人的标题"), "If-Match", etag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(calls.get(office, task(id)).text("title")).isEqualTo("新标题");
    }

    @Test
    void a_double_click_opens_one_and_wrong_fields_are_named() {
        var body = level("双击", "city-party");
        var first = calls.post(office, "/api/task/tasks", body, "Idempotency-Key", "new-1");
        assertThat(calls.post(office, "/api/task/tasks", body, "Idempotency-Key", "new-1")
                        .text("id"))
                .isEqualTo(first.text("id"));
        var unknown = new HashMap<>(body("未知单位", "routine"));
        unknown.put("leadUnitId", "u-none");
        var no = calls.post(office, "/api/task/tasks", unknown);
        assertThat(no.code()).isEqualTo("unknown-unit");
        assertThat(no.body().path("errors").path(0).path("pointer").asString()).isEqualTo("/leadUnitId");
        assertThat(calls.post(office, "/api/task/tasks", body("未知类型", "no-kind"))
                        .status())
                .isEqualTo(400);
    }

    private void closeOut(String id) {
        var file = calls.upload(edu, "照片.pdf", "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8))
                .text("id");
        calls.post(edu, task(id) + "/close-out", Map.of("statement", "办完", "evidence", List.of(file)));
        assertThat(calls.post(office, task(id) + "/close-out/approval", Map.of())
                        .text("state"))
                .isEqualTo("closed");
    }

    private Answer charge(String id, String leader, String member) {
        return calls.post(
                office,
                task(id) + "/charge",
                Map.of("leaderPostId", leader, "forceName", "医院专班", "memberPostIds", List.of(member)));
    }

    private Answer open(Map<String, Object> body) {
        var answer = calls.post(office, "/api/task/tasks", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer;
    }

    private String etag(String id) {
        return String.valueOf(calls.get(office, task(id)).raw().getResponse().getHeader("ETag"));
    }

    private List<String> steps(String id) {
        return calls.get(office, task(id)).body().path("history").values().stream()
                .map(line -> line.path("step").asString())
                .toList();
    }

    private List<String> register(String who) {
        return ids(calls.get(who, "/api/task/legacy-matters?size=200"));
    }

    private List<String> found(String who, String query) {
        return ids(calls.get(who, "/api/task/tasks?size=200&" + query));
    }

    private static List<String> ids(Answer page) {
        return page.body().path("items").values().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static Map<String, String> constraint() {
        return Map.of("text", "土地指标不足", "needed", "省里批复用地");
    }

    private static Map<String, Object> legacy(String title, String since, List<Map<String, String>> items) {
        var body = new HashMap<>(body(title, "legacy-matter"));
        body.put(
                "legacy",
                Map.of("type", "unfinished-project", "since", since, "background", "资金断裂停工。", "items", items));
        return body;
    }

    private static Map<String, Object> level(String title, String level) {
        var body = new HashMap<>(body(title, "supervised"));
        body.put("level", level);
        return body;
    }

    private static Map<String, Object> body(String title, String kind) {
        return Map.of("title", title, "text", "按要求办理。", "leadUnitId", "u-edu", "kind", kind);
    }

    private static String task(String id) {
        return "/api/task/tasks/" + id;
    }
}
