package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.Covers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A unit writes down who does what; what comes in finds its post. */
class DutyHttpTest extends IdentityHttpTest {

    private static final String TABLE = """
            综合科\t综合科科长\t收发公文\t公文、来文\t登记→呈阅→转办
            供热科\t供热科科长\t供热收费管理\t供热收费、取暖费\t受理→核实→答复

            供热科\t供热科科长\t供热设施抢修\t暖气漏水\t
            """;

    private String unit = "";

    @BeforeEach
    void a_unit_with_two_posts() {
        unit = ok(keyed("/api/identity/units", Map.of("name", "县供热局" + Ids.random(), "kind", "department")))
                .get("id")
                .asString();
        for (var title : List.of("综合科科长", "供热科科长")) {
            ok(keyed(
                    "/api/identity/posts",
                    Map.of("title", title, "unitId", unit, "headsUnit", title.startsWith("综合"))));
        }
    }

    @Test
    @Covers("A046")
    void the_table_is_kept_found_by_words_and_routes_what_comes_in() {
        var map = ok(set(tokens.department(unit), TABLE, 0));
        assertThat(map.get("version").asInt()).isEqualTo(1);
        assertThat(map.get("items")).hasSize(3);
        assertThat(map.get("items").get(1).get("flow")).hasSize(3);
        assertThat(map.get("items").get(1).get("holder").isNull()).isTrue();
        var found = ok(call(HttpMethod.GET, "/api/identity/duties?q=取暖费怎么交", tokens.department("u-edu"), null));
        assertThat(found.get("items"))
                .extracting(each -> each.get("postTitle").asString())
                .contains("供热科科长");

        var routes = routes("关于取暖费收缴的函", "暖气漏水又催取暖费", "取暖费的来文", "说的是别的事");
        assertThat(routes.get(0).get("postTitle").asString()).isEqualTo("供热科科长");
        assertThat(routes.get(0).get("what").asString()).isEqualTo("供热收费管理");
        // Two duties of one post are still one post; those of two posts are nobody's guess.
        assertThat(routes.get(1).get("postTitle").asString()).isEqualTo("供热科科长");
        assertThat(routes.get(2).get("postId").isNull()).isTrue();
        assertThat(routes.get(3).get("postId").isNull()).isTrue();
    }

    @Test
    @Covers("A046")
    void only_the_unit_and_the_office_change_it_and_a_second_editor_is_told() {
        refused(set(tokens.department("u-edu"), TABLE, 0), 403, "not-your-unit");
        refused(set(tokens.leader(unit), TABLE, 0), 403, "not-allowed");
        ok(set(tokens.office(), TABLE, 0));
        refused(set(tokens.department(unit), "", 0), 412, "changed-meanwhile");
        assertThat(ok(set(tokens.department(unit), "", 1)).get("items")).isEmpty();
        refused(call(HttpMethod.GET, "/api/identity/duty-maps/u-none", tokens.office(), null), 404, "not-found");
        refused(
                call(HttpMethod.POST, "/api/identity/internal/duty-routes", tokens.office(), "{\"items\":[]}"),
                403,
                "not-allowed");
    }

    @Test
    @Covers("A046")
    void a_table_with_a_wrong_line_is_not_taken_and_each_is_named() {
        var wrong = set(tokens.office(), "供热科\t供热科科长\t收费\t费\n供热科\t没有的岗位\t收费\n\t供热科科长\t\n供热科\t供热科科长\t好的一行", 0);
        refused(wrong, 422, "bad-duty-lines");
        assertThat(body(wrong).get("errors"))
                .extracting(each -> each.get("message").asString())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("第1行：关键词至少两个字，一个字容易分错"),
                        one -> assertThat(one).startsWith("第2行：本单位没有“没有的岗位”这个岗位"),
                        one -> assertThat(one).startsWith("第3行：科室和职责都要写"));
        assertThat(ok(call(HttpMethod.GET, "/api/identity/duty-maps/" + unit, tokens.office(), null))
                        .get("version")
                        .asInt())
                .isZero();
        refused(set(tokens.office(), "a\n".repeat(501), 0), 422, "too-many-duties");
    }

    private JsonNode routes(String... texts) {
        var items = java.util.Arrays.stream(texts)
                .map(text -> Map.of("unitId", unit, "text", text))
                .toList();
        var asked = json.writeValueAsString(Map.of("items", items));
        return ok(call(HttpMethod.POST, "/api/identity/internal/duty-routes", tokens.service(), asked))
                .get("items");
    }

    private MvcTestResult set(String token, String lines, int version) {
        return http.put()
                .uri("/api/identity/duty-maps/" + unit)
                .header("Authorization", token)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(Map.of("lines", lines)))
                .exchange();
    }

    private MvcTestResult keyed(String path, Object body) {
        return http.post()
                .uri(path)
                .header("Authorization", tokens.office())
                .header("Idempotency-Key", Ids.random())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }
}
