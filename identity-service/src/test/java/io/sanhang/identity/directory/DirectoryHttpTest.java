package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class DirectoryHttpTest extends IdentityHttpTest {

    @Autowired
    PublishedEvents events;

    private JsonNode get(String path, @Nullable String token) {
        return ok(call(HttpMethod.GET, path, token, null)).get("items");
    }

    private MvcTestResult appoint(String post, String token, String body) {
        return call(HttpMethod.PUT, "/api/identity/posts/" + post + "/holder", token, body);
    }

    private static List<String> all(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get(field).asString())
                .toList();
    }

    private JsonNode postOf(String unit, String id) {
        return StreamSupport.stream(
                        get("/api/identity/posts?unit=" + unit, tokens.office()).spliterator(), false)
                .filter(each -> each.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everybody_may_see_the_units() {
        var units = get("/api/identity/units", null);

        assertThat(units.size()).isGreaterThanOrEqualTo(26);
        assertThat(all(units, "id")).startsWith("u-office", "u-env").containsSubsequence("u-t4", "u-t5");
        assertThat(units.get(1).get("headPostId").asString()).isEqualTo("p-env-head");
        assertThat(all(get("/api/identity/units?kind=township", null), "name"))
                .containsSubsequence("柳河镇", "东岗镇", "青山乡", "双泉乡", "红旗乡");
        assertThat(all(get("/api/identity/units?q=建设监督", null), "id")).containsExactly("u-env");
    }

    @Test
    @Covers("A127")
    void a_group_has_a_leader_deputies_and_members_by_post_also_where_nobody_holds_it() {
        var groups = get("/api/identity/groups", tokens.department("u-edu"));

        assertThat(all(groups, "id"))
                .containsSubsequence(
                        "g-lead",
                        "g-office",
                        "g-finance",
                        "g-park",
                        "g-industry",
                        "g-city",
                        "g-people",
                        "g-social",
                        "g-business",
                        "g-agri",
                        "g-trade",
                        "g-paper");
        var finance = groups.get(2).get("posts");
        assertThat(all(finance, "role")).containsExactly("leader", "deputy", "deputy", "deputy", "member");
        assertThat(finance.get(0).get("title").asString()).isEqualTo("县委常委、副县长");
        assertThat(finance.get(0).hasNonNull("holder")).isFalse();
        assertThat(finance.get(1).get("holder").asString()).isEqualTo("马骏");
    }

    @Test
    @Covers("A012")
    void one_person_holds_several_posts_and_members_come_from_outside_the_county_government() {
        var city = get("/api/identity/groups", tokens.office()).get(5).get("posts");

        assertThat(StreamSupport.stream(city.spliterator(), false)
                        .filter(seat -> seat.path("holder").asString("").equals("唐军"))
                        .map(seat -> seat.get("id").asString()))
                .containsExactly("p-cppcc-vice", "p-house-head");
        assertThat(all(city, "title")).contains("市生态环境局清河分局局长");
    }

    @Test
    @Covers("A101")
    void each_unit_has_one_first_responsible_person() {
        // Those of the demo county; other tests enter units of their own, under longer ids.
        for (var unit : all(get("/api/identity/units", null), "id").stream()
                .filter(id -> id.length() < 20)
                .toList()) {
            var posts = get("/api/identity/posts?unit=" + unit, tokens.office());
            assertThat(StreamSupport.stream(posts.spliterator(), false)
                            .filter(each -> each.get("headsUnit").asBoolean()))
                    .as(unit)
                    .hasSize(1);
        }
    }

    @Test
    @Covers("A011")
    void a_successor_is_told_to_whom_it_concerns() {
        var before = postOf("u-agri", "p-agri-head");

        var answer = appoint("p-agri-head", tokens.office(), "{\"name\":\"沈默\"}");

        assertThat(ok(answer).get("holder").get("name").asString()).isEqualTo("沈默");
        assertThat(ok(answer).get("former").get(0).get("name").asString()).isEqualTo("于洋");
        assertThat(answer.getResponse().getHeader("ETag"))
                .isEqualTo("\"" + (before.get("version").asInt() + 1) + "\"");
        assertThat(events.ofType(PostHolderChanged.class))
                .contains(new PostHolderChanged("p-agri-head", "县农业农村局局长", "u-agri", "于洋", "沈默"));
    }

    @Test
    @Covers("A010")
    void a_post_may_be_left_vacant_and_given_to_somebody_with_an_account() {
        assertThat(ok(appoint("p-civil-head", tokens.office(), "{}"))
                        .get("vacant")
                        .asBoolean())
                .isTrue();
        var held = ok(appoint("p-civil-head", tokens.admin(), "{\"accountId\":\"a-hr\"}"));
        assertThat(held.get("holder").get("name").asString()).isEqualTo("赵磊");

        assertThat(all(get("/api/identity/internal/recipients?postId=p-civil-head", tokens.service()), "accountId"))
                .containsExactly("a-hr");
    }

    @Test
    void the_same_holder_again_changes_nothing() {
        var first = ok(appoint("p-tax-head", tokens.office(), "{\"name\":\"董岩\"}"));
        var second = ok(appoint("p-tax-head", tokens.office(), "{\"name\":\" 董岩 \"}"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void an_edit_of_an_old_version_is_refused() {
        ok(appoint("p-traffic-head", tokens.office(), "{\"name\":\"方圆\"}"));

        var stale = http.put()
                .uri("/api/identity/posts/p-traffic-head/holder")
                .header("Authorization", tokens.office())
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .content("{\"name\":\"别人\"}")
                .exchange();

        refused(stale, 412, "changed-meanwhile");
    }

    @Test
    void who_may_not_appoint_is_refused() {
        refused(appoint("p-edu-head", tokens.department("u-edu"), "{}"), 403, "not-allowed");
        refused(appoint("p-edu-head", tokens.leader("u-edu"), "{}"), 403, "not-allowed");
        refused(appoint("p-none", tokens.office(), "{}"), 404, "not-found");
        refused(appoint("p-edu-head", tokens.office(), "{\"accountId\":\"a-none\"}"), 422, "no-such-account");
        refused(call(HttpMethod.GET, "/api/identity/groups", null, null), 401, "sign-in-required");
        refused(call(HttpMethod.GET, "/api/identity/posts", tokens.citizen(), null), 403, "not-allowed");
    }

    @Test
    void services_ask_what_names_stand_for() {
        var answer = resolved(tokens.service(), "县发改局", "各乡（镇）政府", "县直各有关部门", "县粮食局");

        assertThat(answer.get(0).get("unitIds").toString()).isEqualTo("[\"u-ndrc\"]");
        assertThat(answer.get(1).get("collective").asBoolean()).isTrue();
        assertThat(answer.get(1).get("unitIds").toString())
                .contains("u-t1", "u-t5")
                .doesNotContain("u-edu");
        assertThat(answer.get(2).get("related").asBoolean()).isTrue();
        assertThat(answer.get(3).get("unitIds").size()).isZero();
        assertThat(all(answer, "name")).containsExactly("县发改局", "各乡（镇）政府", "县直各有关部门", "县粮食局");
    }

    private JsonNode resolved(String token, String... names) {
        return ok(call(
                        HttpMethod.POST,
                        "/api/identity/internal/unit-resolutions",
                        token,
                        json.writeValueAsString(Map.of("names", names))))
                .get("items");
    }

    @Test
    void services_ask_whom_to_tell() {
        var office = get("/api/identity/internal/recipients?role=OFFICE", tokens.service());
        assertThat(all(office, "accountId")).contains("a-office").doesNotContain("a-edu");
        assertThat(all(office, "phone")).contains("13900000001");

        assertThat(recipients("unitId=u-edu")).contains("a-edu").doesNotContain("a-office");
        assertThat(recipients("unitId=u-edu&role=DEPARTMENT")).contains("a-edu");
        assertThat(recipients("unitId=u-edu&role=OFFICE")).isEmpty();
        assertThat(recipients("accountId=a-env")).containsExactly("a-env");
        assertThat(recipients("accountId=a-nobody")).isEmpty();
        assertThat(recipients("postId=p-vice-first")).isEmpty();
    }

    @Test
    @Covers("A100")
    void whoever_leads_a_unit_is_found_by_the_span_of_the_post() {
        assertThat(recipients("unitId=u-health&role=LEADER")).containsExactly("a-leader");
        assertThat(recipients("unitId=u-agri&role=LEADER")).isEmpty();
    }

    private List<String> recipients(String query) {
        return all(get("/api/identity/internal/recipients?" + query, tokens.service()), "accountId");
    }

    @Test
    void phone_numbers_are_for_services_only() {
        var path = "/api/identity/internal/recipients?role=OFFICE";
        refused(call(HttpMethod.GET, path, tokens.office(), null), 403, "not-allowed");
        refused(call(HttpMethod.GET, path, tokens.admin(), null), 403, "not-allowed");
        refused(call(HttpMethod.GET, path, null, null), 401, "sign-in-required");
        refused(
                call(HttpMethod.GET, "/api/identity/internal/recipients", tokens.service(), null),
                400,
                "recipient-not-named");
    }

    @Test
    void who_am_i() {
        var me = ok(call(HttpMethod.GET, "/api/identity/me", tokens.staff("a-edu", "DEPARTMENT", "u-edu"), null));

        assertThat(me.get("id").asString()).isEqualTo("a-edu");
        assertThat(me.get("unitName").asString()).isEqualTo("县教育和体育局");
        assertThat(me.get("posts").get(0).get("id").asString()).isEqualTo("p-edu-head");
        refused(call(HttpMethod.GET, "/api/identity/me", tokens.citizen(), null), 403, "not-allowed");
    }
}
