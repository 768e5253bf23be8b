package io.sanhang.task.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** A drive of a hundred days from its table to its end. Today is 14 September 2026. */
class DriveHttpTest extends ComponentTest {

    private static final String DRIVES = "/api/task/drives";
    private static final String TABLE = """
            战线\t领域\t任务\t具体内容\t牵头单位\t责任单位\t措施
            民生线\t教育\t改造十所学校的食堂\t十所乡镇学校食堂达到标准\t县教育和体育局\t县卫生健康局、县民政局\t逐校开列清单；每周一通报
            \t\t消除大班额\t\t县教育和体育局\t\t
            \t卫生\t村卫生室全部开诊\t\t县卫生健康局\t各乡镇政府\t
            """;

    private final Calls calls;
    private final TestClock clock;
    private final String office;
    private final String edu;
    private final String health;

    DriveHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens, @Autowired TestClock clock) {
        calls = new Calls(http);
        this.clock = clock;
        office = tokens.office();
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
    }

    @AfterEach
    void today_again() {
        clock.setTo(TestClock.START);
    }

    @Test
    @Covers({"A050", "A052"})
    void a_table_by_line_and_field_becomes_tasks_with_four_stages_and_one_end() {
        var drive = started("民生百日会战一", "2026-09-10");
        assertThat(drive.text("endsOn")).isEqualTo("2026-12-18");
        assertThat(drive.body().get("day").asInt()).isEqualTo(5);
        assertThat(drive.body().get("days").asInt()).isEqualTo(100);
        var id = drive.text("id");

        var taken = take(id, TABLE);
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().get("rejected")).isEmpty();
        assertThat(taken.body().get("added").asInt()).isEqualTo(3);
        assertThat(take(id, TABLE).body().get("unchanged").asInt()).isEqualTo(3);

        var detail = calls.get(office, DRIVES + "/" + id).body();
        assertThat(detail.get("sums"))
                .extracting(sum -> sum.get("line").asString() + "/"
                        + sum.get("field").asString() + " " + sum.get("total").asInt())
                .containsExactlyInAnyOrder("民生线/教育 2", "民生线/卫生 1");
        var line = line(detail, "改造十所学校的食堂");
        assertThat(line.get("leadUnits").get(0).get("name").asString()).isEqualTo("县教育和体育局");
        assertThat(line.get("responsibleUnits")).hasSize(2);
        assertThat(line.get("measures")).hasSize(2);
        assertThat(line.get("stages"))
                .extracting(stage ->
                        stage.get("name").asString() + " " + stage.get("dueOn").asString())
                .containsExactly("快启动 2026-09-24", "快推进 2026-10-24", "快突破 2026-11-23", "快见效 2026-12-18");
        var task = calls.get(office, "/api/task/tasks/" + line.get("taskId").asString())
                .body();
        assertThat(task.get("dueOn").asString()).isEqualTo("2026-12-18");
        assertThat(task.get("kind").asString()).isEqualTo("hundred-days");
        assertThat(task.get("state").asString()).isEqualTo("assigned");
    }

    @Test
    @Covers("A050")
    void units_see_their_own_lines_and_only_the_office_changes_anything() {
        var id = started("民生百日会战二", "2026-09-14").text("id");
        take(id, TABLE);
        assertThat(titles(calls.get(edu, DRIVES + "/" + id).body())).hasSize(2);
        assertThat(titles(calls.get(health, DRIVES + "/" + id).body()))
                .containsExactlyInAnyOrder("改造十所学校的食堂", "村卫生室全部开诊");
        assertThat(calls.post(edu, DRIVES, Map.of("name", "私自会战", "startsOn", "2026-09-14"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.csv(edu, DRIVES + "/" + id + "/lines", "x".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
        assertThat(calls.post(edu, DRIVES + "/" + id + "/end", Map.of("endsOn", "2027-01-10", "reason", "来不及"))
                        .status())
                .isEqualTo(403);
        assertThat(calls.get(office, DRIVES + "/none").status()).isEqualTo(404);
    }

    @Test
    @Covers("A050")
    void a_drive_is_run_by_a_unit_and_summed_up_with_what_is_open_carried_over() {
        var wanted = Map.of("name", "收官会战", "startsOn", "2026-09-10", "leadUnitId", "u-edu");
        assertThat(calls.post(
                                office,
                                DRIVES,
                                Map.of("name", "收官会战", "startsOn", "2026-09-10", "leadUnitId", "u-none"),
                                "Idempotency-Key",
                                "drive-closing-0")
                        .code())
                .isEqualTo("unknown-unit");
        var drive = calls.post(office, DRIVES, wanted, "Idempotency-Key", "drive-closing-1");
        assertThat(drive.body().at("/lead/name").asString()).isEqualTo("县教育和体育局");
        var path = DRIVES + "/" + drive.text("id");
        take(drive.text("id"), TABLE);
        assertThat(close(edu, path, "完成", "2027-01-29", "c0").status()).isEqualTo(403);
        assertThat(close(office, path, "完成", null, "c1").code()).isEqualTo("bad-carry-day");
        assertThat(close(office, path, "完成", "2026-12-18", "c2").code()).isEqualTo("bad-carry-day");

        var closed = close(office, path, "食堂改完六所，其余结转。", "2027-01-29", "c3");
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.body().at("/closing/open")).hasSize(3);
        assertThat(closed.body().get("over").asBoolean()).isTrue();
        // The same press again changes nothing; another one, and anything more, is too late.
        assertThat(close(office, path, "食堂改完六所，其余结转。", "2027-01-29", "c3")
                        .body()
                        .at("/closing/at"))
                .isEqualTo(closed.body().at("/closing/at"));
        assertThat(close(office, path, "另一份", "2027-01-29", "c4").code()).isEqualTo("drive-closed");
        assertThat(take(drive.text("id"), TABLE).code()).isEqualTo("drive-closed");
        assertThat(calls.post(office, path + "/end", Map.of("endsOn", "2027-02-10", "reason", "再来"))
                        .code())
                .isEqualTo("drive-closed");
        var open = closed.body().at("/closing/open/0/taskId").asString();
        assertThat(calls.get(office, "/api/task/tasks/" + open).text("dueOn")).isEqualTo("2027-01-29");
    }

    private Answer close(String token, String path, String summary, @Nullable String carriedTo, String key) {
        var body = new HashMap<String, Object>(Map.of("summary", summary));
        body.put("carriedTo", carriedTo);
        return calls.post(token, path + "/closing", body, "Idempotency-Key", "drive-" + key);
    }

    @Test
    @Covers("A050")
    void bad_lines_come_back_word_for_word_and_the_others_are_taken() {
        var id = started("民生百日会战三", "2026-09-14").text("id");
        var taken = take(id, """
                民生线,教育,好的一行,,县教育和体育局
                民生线,教育,没有单位,,
                民生线,教育,不认识的单位,,县外星局
                民生线,教育,好几个单位,,各乡镇政府
                民生线,教育,好的一行,,县教育和体育局
                民生线,教育,=HYPERLINK(1),"引号,没有
                """);
        assertThat(taken.body().get("added").asInt()).isEqualTo(1);
        assertThat(taken.body().get("rejected"))
                .extracting(each ->
                        each.get("line").asInt() + " " + each.get("message").asString())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("2 牵头单位要填"),
                        one -> assertThat(one).startsWith("3 单位名录里没有“县外星局”"),
                        one -> assertThat(one).contains("4 牵头单位“各乡镇政府”是好几个单位"),
                        one -> assertThat(one).isEqualTo("5 与第1行重复"),
                        one -> assertThat(one).isEqualTo("6 双引号没有配对"));
        assertThat(take(id, "a\n".repeat(1001)).code()).isEqualTo("too-many-lines");
        assertThat(calls.csv(office, DRIVES + "/" + id + "/lines", new byte[] {(byte) 0xC7, (byte) 0xE5})
                        .code())
                .isEqualTo("unknown-encoding");
    }

    @Test
    @Covers({"A050", "A051"})
    void moving_the_end_moves_every_open_task_and_keeps_the_earlier_promise() {
        var id = started("民生百日会战四", "2026-09-14").text("id");
        take(id, TABLE);
        var task = line(calls.get(office, DRIVES + "/" + id).body(), "消除大班额")
                .get("taskId")
                .asString();
        var end = Map.of("endsOn", "2027-01-08", "reason", "汛期停工十七天");
        for (var twice = 0; twice < 2; twice++) {
            var moved = calls.post(office, DRIVES + "/" + id + "/end", end, "Idempotency-Key", "move-drive-four");
            assertThat(moved.status()).isEqualTo(200);
            assertThat(moved.body().get("moves")).hasSize(1);
            assertThat(moved.body().get("days").asInt()).isEqualTo(117);
        }
        var after = calls.get(office, "/api/task/tasks/" + task).body();
        assertThat(after.get("dueOn").asString()).isEqualTo("2027-01-08");
        assertThat(after.at("/schedule/earlierDue/0/dueOn").asString()).isEqualTo("2026-12-22");
        assertThat(after.at("/schedule/earlierDue")).hasSize(1);
        var line = line(calls.get(edu, DRIVES + "/" + id).body(), "消除大班额");
        assertThat(line.get("stages").get(3).get("dueOn").asString()).isEqualTo("2027-01-08");
        assertThat(line.get("stages").get(0).get("dueOn").asString()).isEqualTo("2026-09-28");
        for (var day : List.of("2026-09-13", "2027-01-08", "2029-01-01")) {
            assertThat(calls.post(office, DRIVES + "/" + id + "/end", Map.of("endsOn", day, "reason", "改"))
                            .code())
                    .as(day)
                    .isEqualTo("bad-drive-end");
        }
        assertThat(calls.post(office, DRIVES + "/" + id + "/end", Map.of("endsOn", "2027-01-20", "reason", " "))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Covers({"A050", "A052"})
    void who_is_behind_a_stage_is_shown_and_after_the_end_nothing_is_added() {
        var id = started("民生百日会战五", "2026-09-14").text("id");
        take(id, TABLE);
        clock.advance(Duration.ofDays(20));
        var sum = calls.get(office, DRIVES + "/" + id).body();
        assertThat(sum.at("/drive/day").asInt()).isEqualTo(21);
        assertThat(line(sum, "消除大班额").get("stages").get(0).get("late").asBoolean())
                .isTrue();
        assertThat(sum.get("sums"))
                .allSatisfy(each -> assertThat(each.get("late").asInt())
                        .isEqualTo(each.get("total").asInt()));
        clock.advance(Duration.ofDays(90));
        assertThat(calls.get(office, DRIVES + "/" + id).body().at("/drive/over").asBoolean())
                .isTrue();
        assertThat(take(id, TABLE).code()).isEqualTo("drive-over");
        assertThat(calls.post(office, DRIVES, Map.of("name", "去年的会战", "startsOn", "2025-01-01"))
                        .code())
                .isEqualTo("drive-over");
    }

    private Answer started(String name, String day) {
        var body = Map.of("name", name, "startsOn", day);
        var drive = calls.post(office, DRIVES, body, "Idempotency-Key", name.hashCode() + "-drive");
        assertThat(drive.status()).isEqualTo(201);
        assertThat(calls.post(office, DRIVES, body, "Idempotency-Key", name.hashCode() + "-drive")
                        .text("id"))
                .isEqualTo(drive.text("id"));
        assertThat(calls.get(edu, DRIVES).body().get("items"))
                .extracting(each -> each.get("name").asString())
                .contains(name);
        return drive;
    }

    private Answer take(String id, String text) {
        return calls.csv(office, DRIVES + "/" + id + "/lines", text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode line(JsonNode detail, String title) {
        return StreamSupport.stream(detail.get("lines").spliterator(), false)
                .filter(each -> each.get("title").asString().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> titles(JsonNode detail) {
        return StreamSupport.stream(detail.get("lines").spliterator(), false)
                .map(each -> each.get("title").asString())
                .toList();
    }
}
