package io.sanhang.task.matter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.MatterChanged;
import io.sanhang.contracts.task.MatterClosed;
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

class MatterHttpTest extends ComponentTest {

    private static final String ALL = "/api/task/matters";
    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(UTF_8);

    private final Calls calls;
    private final PublishedEvents events;
    private final String office;
    private final String edu;
    private final String market;
    private final String leader;

    MatterHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired PublishedEvents events) {
        calls = new Calls(http);
        this.events = events;
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
        leader = tokens.leader("u-edu");
    }

    /** The unit's duty map says whose it is; what it does not name stays with the unit. */
    @Test
    @Covers("A046")
    void what_comes_in_is_routed_to_the_post_whose_duty_it_is() {
        var wanted = new HashMap<String, Object>(
                Map.of("kind", "paper", "title", "关于取暖收费的函", "unitId", "u-edu", "workdays", 3));
        var id = registered(office, wanted);
        var seen = calls.get(edu, ALL + "/" + id).body();
        assertThat(seen.at("/handler/title").asString()).isEqualTo("收费岗");
        assertThat(seen.at("/handler/duty").asString()).isEqualTo("收费管理");
        assertThat(post(edu, id, "passing", Map.of("unitId", "u-market")).status())
                .isLessThan(300);
        var there = calls.get(market, ALL + "/" + id).body();
        assertThat(there.at("/handler/postId").asString()).isEqualTo("p-market-head");
        wanted.put("title", "关于别的事的函");
        var other = registered(office, wanted);
        assertThat(calls.get(edu, ALL + "/" + other).body().has("handler")).isFalse();
        // Nobody in the test holds a post with a duty, so nobody's own list has it.
        assertThat(calls.get(edu, ALL + "?mine=true").body().path("items")).isEmpty();
        assertThat(calls.get(edu, ALL + "?q=别的事").body().path("items")).isNotEmpty();
    }

    @Test
    @Covers({"A081", "A082"})
    void an_instruction_goes_from_the_leader_to_the_unit_and_back_with_evidence() {
        var scan = calls.upload(office, "批示.pdf", PDF).text("id");
        var wanted = instruction("取暖保障");
        wanted.put("scan", List.of(scan));
        var id = registered(office, wanted);
        assertThat(events.ofType(MatterChanged.class))
                .anyMatch(
                        event -> event.matterId().equals(id) && event.unitIds().equals(List.of("u-edu")));
        var seen = calls.get(edu, ALL + "/" + id).body();
        assertThat(seen.path("leader").path("levelText").asString()).isEqualTo("县政府");
        assertThat(seen.path("leader").path("postId").asString()).isEqualTo("p-edu-head");
        assertThat(calls.get(edu, "/api/task/files/" + scan).status()).isEqualTo(200);
        assertThat(calls.get(market, "/api/task/files/" + scan).code()).isEqualTo("not-your-file");

        assertThat(post(edu, id, "answer", Map.of("text", "已办")).code()).isEqualTo("answer-evidence-required");
        var proof = calls.upload(edu, "清单.pdf", PDF).text("id");
        step(edu, id, "answer", Map.of("text", "已全部落实", "evidence", List.of(proof)));
        assertThat(post(edu, id, "answer/acceptance", Map.of()).status()).isEqualTo(403);
        step(office, id, "answer/return", Map.of("reason", "缺两所学校"));
        step(edu, id, "answer", Map.of("text", "补上了", "evidence", List.of(proof)));
        var done = step(office, id, "answer/acceptance", Map.of());
        assertThat(done.text("state")).isEqualTo("closed");
        assertThat(events.ofType(MatterClosed.class)).anySatisfy(event -> {
            assertThat(event.matterId()).isEqualTo(id);
            assertThat(event.kind()).isEqualTo("instruction");
            assertThat(event.leaderPostId()).isEqualTo("p-edu-head");
        });
    }

    @Test
    @Covers("A082")
    void an_instruction_becomes_a_task_and_the_lineage_stays() {
        var id = registered(office, instruction("校门口交通"));
        var turned = step(office, id, "task", Map.of("dueOn", "2036-12-31"));
        var task = turned.text("taskId");
        var opened = calls.get(office, "/api/task/tasks/" + task);
        assertThat(opened.text("title")).isEqualTo("校门口交通");
        assertThat(opened.text("kind")).isEqualTo("instruction");
        assertThat(post(office, id, "task", Map.of("dueOn", "2036-12-31")).code())
                .isEqualTo("illegal-matter-step");
        assertThat(post(office, id, "task", Map.of("dueOn", "2000-01-01")).code())
                .isEqualTo("illegal-matter-step");
        var other = registered(office, instruction("别的"));
        assertThat(post(office, other, "task", Map.of("dueOn", "2000-01-01")).code())
                .isEqualTo("due-before-start");
    }

    @Test
    @Covers({"A044", "K40"})
    void a_paper_is_passed_on_and_its_way_is_kept() {
        var id = registered(office, paper("市局来文", "u-edu"));
        assertThat(post(market, id, "passing", Map.of("unitId", "u-edu")).code())
                .isEqualTo("not-your-matter");
        assertThat(calls.get(market, ALL + "/" + id).code()).isEqualTo("not-your-matter");
        assertThat(post(edu, id, "passing", Map.of("unitId", "u-edu")).code()).isEqualTo("already-there");
        assertThat(post(edu, id, "passing", Map.of("unitId", "u-none")).code()).isEqualTo("unknown-unit");
        step(edu, id, "passing", Map.of("unitId", "u-market", "note", "属市场监管"));
        assertThat(post(edu, id, "answer", Map.of("text", "我来")).code()).isEqualTo("not-your-matter");
        assertThat(calls.get(edu, ALL + "/" + id).body().path("way")).hasSize(2);
        assertThat(calls.get(leader, ALL + "/" + id).status()).isEqualTo(200);
        step(market, id, "answer", Map.of("text", "已办"));
        var flow = calls.get(office, ALL + "/flow?from=2026-01-01&until=2026-12-31");
        assertThat(flow.body().path("rows").values())
                .extracting(row -> row.path("unitId").asString())
                .contains("u-edu", "u-market");
        assertThat(calls.get(office, ALL + "/flow?from=2026-01-01&until=2028-01-01")
                        .code())
                .isEqualTo("bad-span");
    }

    @Test
    @Covers("A047")
    void the_catalogue_says_how_long_and_an_entry_that_is_retired_is_not_offered_any_more() {
        var name = "现场核查" + Ids.random();
        var added = calls.post(office, "/api/task/matter-limits", Map.of("name", name, "workdays", 3));
        assertThat(added.status()).isEqualTo(201);
        var limit = added.text("id");
        assertThat(calls.post(office, "/api/task/matter-limits", Map.of("name", name, "workdays", 5))
                        .code())
                .isEqualTo("limit-exists");
        assertThat(calls.post(edu, "/api/task/matter-limits", Map.of("name", "x", "workdays", 5))
                        .status())
                .isEqualTo(403);
        var wanted = paper("核查", "u-market");
        wanted.put("kind", "service");
        wanted.put("limitId", limit);
        var id = registered(market, wanted);
        assertThat(calls.get(market, ALL + "/" + id).text("limit")).isEqualTo(name);
        wanted.put("workdays", 2);
        assertThat(calls.post(market, ALL, wanted).code()).isEqualTo("due-twice");
        wanted.remove("workdays");
        var retired = calls.put(
                office,
                "/api/task/matter-limits/" + limit,
                Map.of("name", name, "workdays", 3, "retired", true),
                "If-Match",
                "\"1\"");
        assertThat(retired.body().path("retired").asBoolean()).isTrue();
        assertThat(calls.post(market, ALL, wanted).code()).isEqualTo("unknown-limit");
    }

    @Test
    @Covers("A044")
    void lines_are_registered_one_by_one_and_a_bad_one_says_why() {
        var lines = "来文甲\t市局\t县教育和体育局\t0\n来文乙\t\t没有这个单位\t1\n\n来文丙\t省厅\t县教育和体育局\t很快\n来文丁";
        var key = Ids.random();
        var body = Map.of("kind", "paper", "lines", lines);
        var rows = calls.post(office, ALL + "/lines", body, "Idempotency-Key", key)
                .body()
                .path("rows");
        assertThat(rows).hasSize(4);
        assertThat(rows.path(0).path("id").asString()).isNotBlank();
        assertThat(rows.path(1).path("fault").asString()).contains("没有这个单位");
        assertThat(rows.path(2).path("fault").asString()).contains("很快");
        // Sent again, nothing is there twice.
        var again = calls.post(office, ALL + "/lines", body, "Idempotency-Key", key)
                .body()
                .path("rows");
        assertThat(again.path(0).path("id")).isEqualTo(rows.path(0).path("id"));
        assertThat(calls.post(office, ALL + "/lines", Map.of("kind", "instruction", "lines", lines))
                        .code())
                .isEqualTo("leader-required");
        var foreign = calls.post(market, ALL + "/lines", body).body().path("rows");
        assertThat(foreign.path(0).path("fault").asString()).contains("只能登记本单位");
    }

    @Test
    void what_cannot_be_registered_says_why() {
        var wanted = instruction("没有领导");
        wanted.remove("leaderPostId");
        assertThat(calls.post(office, ALL, wanted).code()).isEqualTo("leader-required");
        assertThat(calls.post(edu, ALL, instruction("自己批给自己")).code()).isEqualTo("not-your-matter");
        wanted = paper("给未知单位", "u-none");
        assertThat(calls.post(office, ALL, wanted).code()).isEqualTo("unknown-unit");
        wanted = paper("期限早于收到", "u-edu");
        wanted.put("dueOn", "2000-01-01");
        assertThat(calls.post(office, ALL, wanted).code()).isEqualTo("due-before-start");
        wanted = paper("还没收到", "u-edu");
        wanted.put("receivedAt", "2199-01-01T00:00:00+08:00");
        assertThat(calls.post(office, ALL, wanted).code()).isEqualTo("received-later");
        wanted = paper("太长", "u-edu");
        wanted.put("text", "长".repeat(10_000_000));
        assertThat(calls.post(office, ALL, wanted).status()).isIn(413, 422, 400);
        var id = registered(office, paper("双击", "u-edu"));
        var key = Ids.random();
        var url = ALL + "/" + id + "/answer";
        assertThat(calls.post(edu, url, Map.of("text", "已办"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(200);
        assertThat(calls.post(edu, url, Map.of("text", "已办"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(200);
        assertThat(calls.get(edu, ALL + "/" + id).body().path("answers")).hasSize(1);
    }

    @Test
    @Covers("A044")
    void breaches_are_listed_by_unit() {
        var wanted = paper("隔夜的来文", "u-t3");
        wanted.put("receivedAt", "2020-01-06T09:00:00+08:00");
        var id = registered(office, wanted);
        assertThat(ids(ALL + "?due=overdue&unit=u-t3")).contains(id);
        assertThat(ids(ALL + "?due=breach&unit=u-t3&kind=paper&state=open&q=隔夜"))
                .containsExactly(id);
        assertThat(ids(ALL + "?due=breach&unit=u-t1")).doesNotContain(id);
        assertThat(calls.get(office, ALL + "?due=never").status()).isEqualTo(400);
        assertThat(calls.get(office, ALL + "/" + id).text("light")).isEqualTo("red");
    }

    private List<String> ids(String url) {
        return calls.get(office, url + "&size=200").body().path("items").values().stream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private String registered(String by, Map<String, Object> wanted) {
        var answer = calls.post(by, ALL, wanted);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.text("id");
    }

    private Answer post(String by, String id, String step, Map<String, Object> body) {
        return calls.post(by, ALL + "/" + id + "/" + step, body);
    }

    private Answer step(String by, String id, String step, Map<String, Object> body) {
        var answer = post(by, id, step, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private static Map<String, Object> instruction(String title) {
        var body = paper(title, "u-edu");
        body.put("kind", "instruction");
        body.put("leaderPostId", "p-edu-head");
        body.put("level", "county-government");
        body.put("workdays", 5);
        return body;
    }

    private static Map<String, Object> paper(String title, String unit) {
        return new HashMap<>(Map.of("kind", "paper", "title", title, "from", "市局", "unitId", unit));
    }
}
