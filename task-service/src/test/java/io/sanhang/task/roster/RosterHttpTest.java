package io.sanhang.task.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class RosterHttpTest extends ComponentTest {

    private static final String ROSTER = "/api/task/enterprises";

    private final Calls calls;
    private final String office;
    private final String edu;

    RosterHttpTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        calls = new Calls(http);
        office = tokens.office();
        edu = tokens.department("u-edu");
    }

    /** A made-up credit code with a right check character. */
    static String code(int n) {
        var body = "91999999MA%07d".formatted(n);
        var open = body + "0".repeat(17 - body.length());
        return open + CreditCode.check(open + "0");
    }

    @Test
    @Covers("A025")
    void coverage_grows_with_visits_and_the_unvisited_are_listed() {
        taken("覆盖甲," + code(101) + "\n覆盖乙," + code(102) + "\n覆盖丙," + code(103));
        var before = calls.get(edu, ROSTER + "?period=2026").body();
        var id = Enterprise.idOf(code(101));

        visit(id, "2026-09-10");
        visit(id, "2026-09-11");

        var after = calls.get(edu, ROSTER + "?period=2026").body();
        assertThat(after.path("visited").asLong())
                .isEqualTo(before.path("visited").asLong() + 1);
        assertThat(after.path("percent").asString()).matches("\\d+\\.\\d");
        assertThat(names("?visited=false&q=覆盖")).containsExactlyInAnyOrder("覆盖乙", "覆盖丙");
        var row = calls.get(edu, ROSTER + "?visited=true&q=覆盖").body().at("/items/0");
        assertThat(row.path("visits").asLong()).isEqualTo(2);
        assertThat(row.path("lastVisit").asString()).isEqualTo("2026-09-11");
        assertThat(names("?visited=true&q=覆盖&period=2026Q2")).isEmpty();
    }

    @Test
    @Covers("A025")
    void an_import_tells_of_each_bad_line_and_again_changes_nothing() {
        var text = "导入甲," + code(201) + ",食品\n没有代码的一行\n导入乙," + code(202);
        var first = taken(text);
        assertThat(first.body().path("added").asInt()).isEqualTo(2);
        assertThat(first.body().at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(first.body().at("/rejected/0/text").asString()).isEqualTo("没有代码的一行");

        var second = taken(text);
        assertThat(second.body().path("unchanged").asInt()).isEqualTo(2);
        assertThat(taken("导入甲," + code(201) + ",粮油").body().path("changed").asInt())
                .isEqualTo(1);
        assertThat(calls.csv(edu, ROSTER + "/import", "x".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
        assertThat(calls.csv(office, ROSTER + "/import", new byte[] {(byte) 0xC7, (byte) 0xE5})
                        .code())
                .isEqualTo("unknown-encoding");
        assertThat(calls.csv(office, ROSTER + "/import", "a\n".repeat(2001).getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo("roster-too-long");
    }

    @Test
    @Covers("A025")
    void an_enterprise_is_edited_and_retired_and_keeps_its_history() {
        taken("要改名," + code(301));
        var uri = ROSTER + "/" + Enterprise.idOf(code(301));

        var edited = calls.put(office, uri, Map.of("name", "改了名", "contactUnitId", "u-edu"), "If-Match", "\"1\"");
        assertThat(edited.body().at("/contact/name").asString()).isEqualTo("县教育和体育局");
        assertThat(calls.put(office, uri, Map.of("name", "晚一步"), "If-Match", "\"1\"")
                        .code())
                .isEqualTo("changed-meanwhile");
        assertThat(calls.put(office, uri, Map.of("name", "名", "contactUnitId", "u-no"))
                        .code())
                .isEqualTo("unknown-unit");
        assertThat(calls.put(edu, uri, Map.of("name", "我来改")).status()).isEqualTo(403);

        assertThat(calls.post(office, uri + "/retirement", Map.of()).status()).isEqualTo(400);
        assertThat(calls.post(office, uri + "/retirement", Map.of("reason", "规下"))
                        .status())
                .isEqualTo(200);
        assertThat(calls.post(office, uri + "/retirement", Map.of("reason", "规下"))
                        .code())
                .isEqualTo("enterprise-retired");
        assertThat(names("?q=改了名")).isEmpty();
        assertThat(names("?q=改了名&retired=true")).containsExactly("改了名");
        taken("改了名," + code(301));
        assertThat(names("?q=改了名")).containsExactly("改了名");
        assertThat(calls.get(edu, uri).body().path("changes").findValuesAsString("what"))
                .hasSize(4);
    }

    private void visit(String enterpriseId, String on) {
        var fields = Map.of("enterprise", List.of(enterpriseId), "visitors", List.of("局长"), "heard", List.of("缺工"));
        var body = Map.of("type", "enterprise-visit", "content", Map.of("on", on, "fields", fields));
        var answer = calls.post(edu, "/api/task/activities", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    private Answer taken(String text) {
        var answer = calls.csv(office, ROSTER + "/import", text.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    private List<String> names(String query) {
        return StreamSupport.stream(
                        calls.get(edu, ROSTER + query).body().path("items").spliterator(), false)
                .map(item -> item.path("name").asString())
                .toList();
    }
}
