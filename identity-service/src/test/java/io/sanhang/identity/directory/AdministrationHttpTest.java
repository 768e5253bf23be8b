package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.Covers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A county is entered and kept: units, posts, accounts. */
class AdministrationHttpTest extends IdentityHttpTest {

    private static final String UNITS = "/api/identity/units";
    private static final String ACCOUNTS = "/api/identity/accounts";

    @Test
    @Covers({"A006", "A010"})
    void a_unit_is_entered_found_by_its_aliases_and_answers_through_a_post() {
        var key = Ids.random();
        var unit = ok(
                keyed(UNITS, office(), Map.of("name", "县气象局", "kind", "department", "aliases", List.of("县气象站")), key));
        var id = unit.get("id").asString();
        assertThat(ok(keyed(
                                UNITS,
                                office(),
                                Map.of("name", "县气象局", "kind", "department", "aliases", List.of("县气象站")),
                                key))
                        .get("id")
                        .asString())
                .isEqualTo(id);
        refused(keyed(UNITS, office(), Map.of("name", "气象站", "kind", "department"), Ids.random()), 409, "name-taken");
        refused(
                keyed(UNITS, tokens.department("u-edu"), Map.of("name", "县乙局", "kind", "department"), Ids.random()),
                403,
                "not-allowed");
        var named = ok(call(
                HttpMethod.POST,
                "/api/identity/internal/unit-resolutions",
                tokens.service(),
                "{\"names\":[\"清河县气象站\"]}"));
        assertThat(named.get("items").get(0).get("unitIds").get(0).asString()).isEqualTo(id);

        var post = ok(keyed(
                "/api/identity/posts",
                office(),
                Map.of("title", "县气象局局长", "unitId", id, "headsUnit", true),
                Ids.random()));
        assertThat(post.get("vacant").asBoolean()).isTrue();
        refused(
                keyed(
                        "/api/identity/posts",
                        office(),
                        Map.of("title", "另一个局长", "unitId", id, "headsUnit", true),
                        Ids.random()),
                409,
                "unit-has-head");
        refused(
                keyed(
                        "/api/identity/posts",
                        office(),
                        Map.of("title", "谁的", "unitId", "u-none", "headsUnit", false),
                        Ids.random()),
                422,
                "unknown-unit");

        var changed = changing(UNITS + "/" + id, office(), Map.of("name", "县气象和防灾局", "kind", "department"), 1);
        assertThat(ok(changed).get("version").asInt()).isEqualTo(2);
        refused(
                changing(UNITS + "/" + id, office(), Map.of("name", "县气象局", "kind", "department"), 1),
                412,
                "changed-meanwhile");
    }

    @Test
    @Covers("A006")
    void a_table_of_units_is_taken_whole_or_not_at_all() {
        var wrong =
                keyed(UNITS + "/lines", office(), Map.of("lines", "县甲甲局\t部门\t甲甲办\n没有类别的\n县教育和体育局\t部门"), Ids.random());
        refused(wrong, 422, "bad-unit-lines");
        assertThat(body(wrong).get("errors")).hasSize(2);
        assertThat(ok(call(HttpMethod.GET, UNITS + "?q=甲甲", null, null)).get("items"))
                .isEmpty();
        var right = keyed(UNITS + "/lines", office(), Map.of("lines", "县甲甲局\t部门\t甲甲办、甲甲中心\n甲甲镇\t乡镇"), Ids.random());
        assertThat(ok(right).get("items")).hasSize(2);
        assertThat(ok(call(HttpMethod.GET, UNITS + "?q=甲甲", null, null)).get("items"))
                .hasSize(2);
    }

    @Test
    @Covers({"A100", "A010"})
    void a_leaders_post_gets_its_fields_and_a_second_editor_is_told() {
        var post = ok(
                keyed("/api/identity/posts", office(), Map.of("title", "副县长（分管试验）", "headsUnit", false), Ids.random()));
        var path = "/api/identity/posts/" + post.get("id").asString() + "/spans";
        var fields = Map.of("spans", List.of(Map.of("field", "试验", "unitIds", List.of("u-edu", "u-health", "u-edu"))));
        var led = ok(changing(path, office(), fields, 1));
        assertThat(led.get("spans").get(0).get("unitIds")).hasSize(2);
        assertThat(led.get("vacant").asBoolean()).isTrue();
        refused(changing(path, office(), fields, 1), 412, "changed-meanwhile");
        refused(changing(path, tokens.department("u-edu"), fields, 2), 403, "not-allowed");
        var unknown = Map.of("spans", List.of(Map.of("field", "试验", "unitIds", List.of("u-none"))));
        refused(changing(path, office(), unknown, 2), 422, "unknown-unit");
        var one = Map.of("field", "试验", "unitIds", List.of("u-edu"));
        refused(changing(path, office(), Map.of("spans", List.of(one, one)), 2), 422, "field-twice");
    }

    @Test
    @Covers({"A012", "A127"})
    void a_group_is_made_of_posts_and_keeps_the_seat_of_a_vacant_one() {
        var groups = "/api/identity/groups";
        var key = Ids.random();
        var group = ok(keyed(groups, office(), Map.of("name", "试验推进组"), key));
        assertThat(ok(keyed(groups, office(), Map.of("name", "试验推进组"), key)).get("id"))
                .isEqualTo(group.get("id"));
        refused(keyed(groups, office(), Map.of("name", "试验推进组"), Ids.random()), 409, "group-exists");
        refused(keyed(groups, tokens.department("u-edu"), Map.of("name", "别的组"), Ids.random()), 403, "not-allowed");
        var post = ok(keyed(
                        "/api/identity/posts", office(), Map.of("title", "空着的岗位", "headsUnit", false), Ids.random()))
                .get("id")
                .asString();
        var path = groups + "/" + group.get("id").asString();
        var seats = List.of(Map.of("postId", post, "role", "leader"));
        ok(changing(path, office(), Map.of("name", "试验推进组", "seats", seats), 1));
        var shown = body(call(HttpMethod.GET, groups, office(), null)).get("items");
        var found = java.util.stream.StreamSupport.stream(shown.spliterator(), false)
                .filter(each -> each.get("name").asString().equals("试验推进组"))
                .findFirst()
                .orElseThrow();
        assertThat(found.get("posts").get(0).get("title").asString()).isEqualTo("空着的岗位");
        assertThat(found.get("posts").get(0).get("holder").isNull()).isTrue();
        assertThat(found.get("version").asInt()).isEqualTo(2);
        refused(changing(path, office(), Map.of("name", "试验推进组", "seats", seats), 1), 412, "changed-meanwhile");
        var bad = List.of(Map.of("postId", "p-none", "role", "leader"));
        refused(changing(path, office(), Map.of("name", "试验推进组", "seats", bad), 2), 422, "unknown-post");
        var twice = List.of(seats.get(0), Map.of("postId", post, "role", "member"));
        refused(changing(path, office(), Map.of("name", "试验推进组", "seats", twice), 2), 422, "seat-twice");
        var king = List.of(Map.of("postId", post, "role", "king"));
        refused(changing(path, office(), Map.of("name", "试验推进组", "seats", king), 2), 400, "invalid-request");
        refused(changing(groups + "/g-none", office(), Map.of("name", "无", "seats", List.of()), 1), 404, "not-found");
    }

    @Test
    void an_account_is_made_with_a_password_shown_once_locked_and_given_another() {
        var made = ok(keyed(ACCOUNTS, admin(), account("newcomer", "DEPARTMENT"), Ids.random()));
        var password = made.get("password").asString();
        var id = made.get("account").get("id").asString();
        assertThat(password).hasSize(14);
        assertThat(made.get("account").get("maskedPhone").asString()).contains("****");
        refused(keyed(ACCOUNTS, admin(), account("newcomer", "DEPARTMENT"), Ids.random()), 409, "username-taken");
        refused(keyed(ACCOUNTS, office(), account("other", "DEPARTMENT"), Ids.random()), 403, "not-allowed");
        refused(keyed(ACCOUNTS, admin(), account("Bad Name", "DEPARTMENT"), Ids.random()), 400, "invalid-request");
        assertThat(signIn("newcomer", password)).hasStatus2xxSuccessful();
        var locked = changing(
                ACCOUNTS + "/" + id,
                admin(),
                Map.of("name", "新人", "role", "DEPARTMENT", "unitId", "u-edu", "enabled", false),
                1);
        assertThat(ok(locked).get("enabled").asBoolean()).isFalse();
        refused(signIn("newcomer", password), 401, "bad-credentials");
        refused(
                call(
                        HttpMethod.PUT,
                        "/api/identity/posts/p-env-head/holder",
                        office(),
                        json.writeValueAsString(Map.of("accountId", id))),
                422,
                "account-disabled");
        ok(changing(
                ACCOUNTS + "/" + id,
                admin(),
                Map.of("name", "新人", "role", "DEPARTMENT", "unitId", "u-edu", "enabled", true),
                2));
        var again = ok(keyed(ACCOUNTS + "/" + id + "/password", admin(), Map.of(), Ids.random()))
                .get("password")
                .asString();
        assertThat(again).isNotEqualTo(password);
        refused(signIn("newcomer", password), 401, "bad-credentials");
        assertThat(signIn("newcomer", again)).hasStatus2xxSuccessful();
    }

    @Test
    void nobody_locks_out_the_last_administrator_and_a_weak_password_is_not_taken() {
        var admins = ok(call(HttpMethod.GET, ACCOUNTS + "?role=ADMIN", admin(), null))
                .get("items");
        var last = admins.get(0);
        var body = Map.of("name", "管理员", "role", "OFFICE", "enabled", true);
        refused(
                changing(
                        ACCOUNTS + "/" + last.get("id").asString(),
                        admin(),
                        body,
                        last.get("version").asInt()),
                409,
                "last-admin");
        refused(own("wrong-one", "a-long-enough-one"), 422, "wrong-old-password");
        refused(own("edu", "short"), 400, "invalid-request");
        refused(own("edu", "edu-education-2026"), 422, "weak-password");
    }

    private MvcTestResult own(String old, String password) {
        return call(
                HttpMethod.PUT,
                "/api/identity/me/password",
                tokens.staff("a-edu", "DEPARTMENT", "u-edu"),
                json.writeValueAsString(Map.of("old", old, "password", password)));
    }

    private static Map<String, Object> account(String username, String role) {
        return Map.of("username", username, "name", "新人", "phone", "13700000077", "role", role, "unitId", "u-edu");
    }

    private MvcTestResult signIn(String username, String password) {
        clock.advance(java.time.Duration.ofHours(1));
        return post(
                "/api/identity/login/password",
                json.writeValueAsString(Map.of("username", username, "password", password)));
    }

    private String office() {
        return tokens.office();
    }

    private String admin() {
        return tokens.admin();
    }

    private MvcTestResult keyed(String path, String token, Map<String, ?> body, String key) {
        return http.post()
                .uri(path)
                .header("Authorization", token)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private MvcTestResult changing(String path, String token, Map<String, ?> body, int version) {
        return http.put()
                .uri(path)
                .header("Authorization", token)
                .header("If-Match", "\"" + version + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }
}
