package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.directory.PostRenamed;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A directory changes over the years: units merge, groups end, and an administrator can see who did it. */
class UpkeepHttpTest extends IdentityHttpTest {

    @Autowired
    PublishedEvents events;

    private static final String UNITS = "/api/identity/units";
    private static final String GROUPS = "/api/identity/groups";
    private static final String AUDIT = "/api/identity/audit";

    @Test
    @Covers({"A006", "A011"})
    void a_merged_unit_hands_everything_over_and_its_names_stand_for_the_other() {
        var old = unit("县粮食局", "粮食办");
        var into = unit("县发展储备局", "储备局");
        var oldHead = post("县粮食局局长", old, true);
        post("县发展储备局局长", into, true);
        var leader = post("副县长（分管储备）", null, false);
        ok(put(
                "/api/identity/posts/" + leader + "/spans",
                Map.of("spans", List.of(Map.of("field", "储备", "unitIds", List.of(old, into)))),
                1));
        ok(put("/api/identity/duty-maps/" + old, Map.of("lines", "储备科\t县粮食局局长\t收储粮食\t收储、粮库"), 0));
        ok(send(HttpMethod.POST, "/api/identity/accounts", tokens.admin(), clerk(old), null));

        refused(put(UNITS + "/" + old + "/successor", successor(old), 1), 422, "bad-successor");
        refused(put(UNITS + "/" + old + "/successor", successor("u-none"), 1), 422, "bad-successor");
        refused(put(UNITS + "/" + old + "/successor", successor(into), 7), 412, "changed-meanwhile");
        refused(
                send(HttpMethod.PUT, UNITS + "/" + old + "/successor", tokens.department(old), successor(into), 1),
                403,
                "not-allowed");
        ok(put(UNITS + "/" + old + "/successor", successor(into), 1));

        await().untilAsserted(() -> {
            var head = found(read("/api/identity/posts?unit=" + into), "id", oldHead);
            assertThat(head.get("headsUnit").asBoolean()).isFalse();
            var spans = found(read("/api/identity/posts"), "id", leader).get("spans");
            assertThat(spans.get(0).get("unitIds")).hasSize(1);
            assertThat(spans.get(0).get("unitIds").get(0).asString()).isEqualTo(into);
            assertThat(ok(send(HttpMethod.GET, "/api/identity/accounts?unit=" + into, tokens.admin(), null, null))
                            .get("items"))
                    .hasSize(1);
            assertThat(read("/api/identity/duty-maps/" + into).get("items")).hasSize(1);
        });
        assertThat(names(UNITS)).contains("县发展储备局").doesNotContain("县粮食局");
        assertThat(names(UNITS + "?merged=true")).contains("县粮食局");
        var resolved = ok(send(
                HttpMethod.POST,
                "/api/identity/internal/unit-resolutions",
                tokens.service(),
                Map.of("names", List.of("粮食办")),
                null));
        assertThat(resolved.get("items").get(0).get("unitIds").get(0).asString())
                .isEqualTo(into);
        refused(put(UNITS + "/" + old, Map.of("name", "县粮食局", "kind", "department"), 2), 409, "unit-merged");
        refused(put(UNITS + "/" + into + "/successor", successor(old), 1), 422, "bad-successor");
        refused(
                send(HttpMethod.POST, UNITS, tokens.office(), Map.of("name", "县粮食局", "kind", "department"), null),
                409,
                "name-taken");
    }

    @Test
    @Covers("A127")
    void a_group_is_renamed_wound_up_taken_up_again_and_deleted_only_when_empty() {
        var group = ok(send(HttpMethod.POST, GROUPS, tokens.office(), Map.of("name", "短期推进组"), null))
                .get("id")
                .asString();
        var path = GROUPS + "/" + group;
        var seat = List.of(Map.of("postId", "p-edu-head", "role", "leader"));
        ok(put(path, Map.of("name", "短期工作推进组", "seats", seat), 1));
        refused(send(HttpMethod.DELETE, path, tokens.office(), null, 2), 409, "group-not-empty");
        ok(put(path + "/ended", Map.of("ended", true), 2));
        assertThat(found(read(GROUPS), "id", group).get("endedOn").asString()).isNotBlank();
        refused(put(path, Map.of("name", "改名", "seats", seat), 3), 409, "group-ended");
        refused(put(path + "/ended", Map.of("ended", false), 2), 412, "changed-meanwhile");
        ok(put(path + "/ended", Map.of("ended", false), 3));
        ok(put(path, Map.of("name", "短期工作推进组", "seats", List.of()), 4));
        refused(send(HttpMethod.DELETE, path, tokens.department("u-edu"), null, 5), 403, "not-allowed");
        assertThat(send(HttpMethod.DELETE, path, tokens.office(), null, 5)).hasStatus(204);
        refused(send(HttpMethod.DELETE, path, tokens.office(), null, 5), 404, "not-found");
        assertThat(said("subject=group&q=短期"))
                .containsExactly(
                        "删除", "成员：组长县教育和体育局局长 → 无", "恢复", "撤销", "名称：短期推进组 → 短期工作推进组；成员：无 → 组长县教育和体育局局长", "设推进组");
    }

    @Test
    @Covers("A011")
    void a_post_is_renamed_and_stays_the_same_post() {
        var unit = unit("县气象局", "气象台");
        var post = post("县气象台台长", unit, true);
        ok(put("/api/identity/posts/" + post + "/holder", Map.of("name", "云飞"), 1));
        var title = "/api/identity/posts/" + post + "/title";

        var renamed = ok(put(title, Map.of("title", " 县气象局局长 "), 2));

        assertThat(renamed.get("title").asString()).isEqualTo("县气象局局长");
        assertThat(renamed.get("holder").get("name").asString()).isEqualTo("云飞");
        assertThat(renamed.get("headsUnit").asBoolean()).isTrue();
        await().untilAsserted(() ->
                assertThat(events.ofType(PostRenamed.class)).contains(new PostRenamed(post, unit, "县气象台台长", "县气象局局长")));
        refused(put(title, Map.of("title", "县气象局负责人"), 2), 412, "changed-meanwhile");
        refused(put(title, Map.of("title", " "), 3), 400, "invalid-request");
        refused(put("/api/identity/posts/p-none/title", Map.of("title", "甲"), 1), 404, "not-found");
        refused(send(HttpMethod.PUT, title, tokens.department(unit), Map.of("title", "自封局长"), 3), 403, "not-allowed");
        assertThat(ok(put(title, Map.of("title", "县气象局局长"), 3)).get("version").asInt())
                .isEqualTo(3);
        assertThat(said("subject=post&q=气象")).startsWith("岗位名称：县气象台台长 → 县气象局局长");
    }

    @Test
    void an_administrator_reads_who_changed_what_and_what_was_refused_is_not_there() {
        var unit = unit("县档案局", "档案馆");
        ok(put(UNITS + "/" + unit, Map.of("name", "县档案馆", "kind", "department"), 1));
        refused(put(UNITS + "/" + unit, Map.of("name", "又一次", "kind", "department"), 1), 412, "changed-meanwhile");
        var post = post("县档案馆馆长", unit, true);
        ok(put("/api/identity/posts/" + post + "/holder", Map.of("name", "张三"), 1));
        assertThat(said("subject=unit&q=档案")).containsExactly("名称：县档案局 → 县档案馆；别名：档案馆 → 无", "录入单位");
        assertThat(said("subject=post&q=张三")).containsExactly("任职：空缺 → 张三");
        assertThat(said("from=2100-01-01")).isEmpty();
        assertThat(said("until=2000-01-01")).isEmpty();
        refused(send(HttpMethod.GET, AUDIT, tokens.office(), null, null), 403, "not-allowed");
        refused(send(HttpMethod.GET, AUDIT + "?subject=king", tokens.admin(), null, null), 400, "invalid-request");
    }

    private List<String> said(String query) {
        return texts(ok(send(HttpMethod.GET, AUDIT + "?" + query, tokens.admin(), null, null)), "what");
    }

    private List<String> names(String path) {
        return texts(read(path), "name");
    }

    private static List<String> texts(JsonNode page, String field) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(each -> each.get(field).asString())
                .toList();
    }

    private static JsonNode found(JsonNode page, String field, String value) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .filter(each -> each.get(field).asString().equals(value))
                .findFirst()
                .orElseThrow(AssertionError::new);
    }

    private String unit(String name, String alias) {
        return id(UNITS, Map.of("name", name, "kind", "department", "aliases", List.of(alias)));
    }

    private String post(String title, String unitId, boolean heads) {
        return id(
                "/api/identity/posts",
                unitId == null
                        ? Map.of("title", title, "headsUnit", heads)
                        : Map.of("title", title, "unitId", unitId, "headsUnit", heads));
    }

    private String id(String path, Map<String, ?> body) {
        return ok(send(HttpMethod.POST, path, tokens.office(), body, null))
                .get("id")
                .asString();
    }

    private static Map<String, String> successor(String into) {
        return Map.of("into", into, "reason", "机构改革");
    }

    private static Map<String, String> clerk(String unitId) {
        return Map.of(
                "username", "grain", "name", "粮仓", "phone", "13700000066", "role", "DEPARTMENT", "unitId", unitId);
    }

    private JsonNode read(String path) {
        return ok(send(HttpMethod.GET, path, tokens.office(), null, null));
    }

    private MvcTestResult put(String path, Map<String, ?> body, int version) {
        return send(HttpMethod.PUT, path, tokens.office(), body, version);
    }

    private MvcTestResult send(HttpMethod method, String path, String token, Map<String, ?> body, Integer version) {
        clock.advance(Duration.ofSeconds(1));
        var request =
                http.method(method).uri(path).header("Authorization", token).header("Idempotency-Key", Ids.random());
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        if (version != null) {
            request.header("If-Match", "\"" + version + "\"");
        }
        return request.exchange();
    }
}
