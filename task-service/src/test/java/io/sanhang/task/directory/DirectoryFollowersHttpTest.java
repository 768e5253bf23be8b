package io.sanhang.task.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.directory.PostRenamed;
import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Units merge and posts change their titles; what is kept with them here follows. */
class DirectoryFollowersHttpTest extends ComponentTest {

    private static final String TASKS = "/api/task/tasks";
    private static final String PROBLEMS = "/api/task/problems";
    private static final String ROUNDS = "/api/task/check-rounds";
    private static final String TODAY =
            LocalDate.ofInstant(TestClock.START, ZoneId.of("Asia/Shanghai")).toString();
    private static final String NEW_NAME = "县招商投资促进局";

    private final Calls calls;
    private final String office;
    private final String old;
    private final String into;

    @Autowired
    private EventSender sender;

    DirectoryFollowersHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        old = tokens.department("u-grain");
        into = tokens.department("u-invest");
    }

    @Test
    @Covers("A011")
    void what_a_merged_unit_leaves_goes_on_with_the_other_and_keeps_the_old_name_where_it_is_over() {
        var closed = closed();
        var problem = id(calls.post(old, PROBLEMS, Map.of("unitId", "u-grain", "text", "库房漏雨", "how", "self")));
        ok(calls.post(old, PROBLEMS + "/" + problem + "/claim", Map.of()));
        var form = calls.post(
                        office,
                        "/api/task/check-forms",
                        Map.of(
                                "title",
                                "并入前的自查",
                                "sections",
                                List.of(Map.of("title", "答", "judged", false, "points", List.of("差在哪里")))))
                .text("code");
        var begun = round(form, "u-grain");
        ok(calls.put(old, sheet(begun, "u-grain"), Map.of("answers", List.of())));
        var both = round(form, "u-grain", "u-invest");
        var record = id(calls.post(
                old,
                "/api/task/activities",
                Map.of(
                        "type",
                        "agenda-item",
                        "content",
                        Map.of(
                                "on",
                                TODAY,
                                "title",
                                "研究能力作风建设",
                                "fields",
                                Map.of("meeting", List.of("办公会"), "chair", List.of("局长"), "result", List.of("照办"))))));

        sender.send(new UnitMerged("u-grain", "县粮食和物资储备局", "u-invest", NEW_NAME));

        await().untilAsserted(() ->
                assertThat(calls.get(into, TASKS + "/" + closed).status()).isEqualTo(200));
        var over = calls.get(into, TASKS + "/" + closed).body();
        assertThat(over.at("/leadUnits/0/name").asString()).isEqualTo("县粮食和物资储备局");
        assertThat(over.path("historyIntact").asBoolean()).isTrue();
        await().untilAsserted(() -> {
            var listed = calls.get(into, PROBLEMS + "/" + problem).body();
            assertThat(listed.at("/list/name").asString()).isEqualTo(NEW_NAME);
            assertThat(listed.at("/claim/unitId").asString()).isEqualTo("u-invest");
            assertThat(listed.path("history").toString()).contains("县粮食和物资储备局并入" + NEW_NAME);
        });
        await().untilAsserted(() -> {
            assertThat(calls.get(into, sheet(begun, "u-invest")).text("state")).isEqualTo("draft");
            assertThat(calls.get(office, ROUNDS + "/" + both).body().path("units"))
                    .hasSize(1);
        });
        await().untilAsserted(() -> assertThat(
                        calls.get(into, "/api/task/activities/" + record).status())
                .isEqualTo(200));
        assertThat(calls.get(into, "/api/task/owed-records?type=result-report&period=" + TODAY.substring(0, 7))
                        .body()
                        .path("items")
                        .toString())
                .contains(closed);

        // Open again, it is the other's, and nothing is signed anew.
        var again = ok(calls.post(office, TASKS + "/" + closed + "/reopening", Map.of("reason", "漏了一处")));
        assertThat(again.body().at("/leadUnits/0/name").asString()).isEqualTo(NEW_NAME);
        ok(calls.post(into, TASKS + "/" + closed + "/progress-reports", Map.of("text", "接着办")));
    }

    @Test
    @Covers("A011")
    void a_renamed_post_is_called_so_where_it_still_answers() {
        var project = new HashMap<String, Object>(
                Map.of("kind", "key-project", "title", "改名项目", "text", "建起来。", "leadUnitId", "u-t1"));
        project.put(
                "charge",
                Map.of(
                        "leaderPostId",
                        "p-vice-social",
                        "forceName",
                        "专班",
                        "memberPostIds",
                        List.of("p-t1-head", "p-t2-head")));
        var task = id(calls.post(office, TASKS, project));
        var unit = new Tokens().department("u-t1");
        var problem = id(calls.post(unit, PROBLEMS, Map.of("unitId", "u-t1", "text", "没人值班", "how", "self")));
        ok(calls.post(unit, PROBLEMS + "/" + problem + "/claim", Map.of()));

        sender.send(new PostRenamed("p-vice-social", null, "副县长（分管社会民生）", "副县长（分管民生）"));
        sender.send(new PostRenamed("p-t1-head", "u-t1", "柳河镇局长", "柳河街道主任"));

        await().untilAsserted(() -> {
            var charge = calls.get(office, TASKS + "/" + task).body().path("charge");
            assertThat(charge.at("/leader/title").asString()).isEqualTo("副县长（分管民生）");
            assertThat(charge.at("/force/members/0/title").asString()).isEqualTo("柳河街道主任");
            assertThat(calls.get(unit, PROBLEMS + "/" + problem)
                            .body()
                            .at("/claim/postTitle")
                            .asString())
                    .isEqualTo("柳河街道主任");
        });
        var history = calls.get(office, TASKS + "/" + task).body();
        assertThat(history.path("historyIntact").asBoolean()).isTrue();
        assertThat(history.path("history").toString()).contains("副县长（分管社会民生）更名为副县长（分管民生）");
    }

    private String closed() {
        var id = id(calls.post(office, TASKS, Map.of("title", "清仓查库", "text", "办好它。", "leadUnitId", "u-grain")));
        ok(calls.post(old, TASKS + "/" + id + "/receipt", Map.of()));
        ok(calls.post(old, TASKS + "/" + id + "/progress-reports", Map.of("text", "查完了")));
        var file = calls.upload(old, "清单.pdf", "%PDF-1.7\n".getBytes(UTF_8)).text("id");
        var application = Map.of("statement", "查完了", "evidence", List.of(file));
        ok(calls.post(old, TASKS + "/" + id + "/close-out", application));
        ok(calls.post(office, TASKS + "/" + id + "/close-out/approval", Map.of()));
        return id;
    }

    private String round(String form, String... units) {
        return id(calls.post(
                office,
                ROUNDS,
                Map.of("title", "自查", "form", form, "opensOn", TODAY, "closesOn", TODAY, "unitIds", List.of(units))));
    }

    private static String sheet(String round, String unit) {
        return ROUNDS + "/" + round + "/sheets/" + unit;
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 299);
        return answer;
    }

    private static String id(Answer answer) {
        return ok(answer).text("id");
    }
}
