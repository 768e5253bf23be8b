package io.sanhang.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.testing.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@Covers("A093")
@ExtendWith(OutputCaptureExtension.class)
class ItemCodeHttpTest extends IdentityHttpTest {

    private static final AtomicInteger NEXT = new AtomicInteger(1);

    @Autowired
    MongoClient client;

    @Autowired
    CampaignKeys campaignKeys;

    @Value("${sanhang.identity.credential.database}")
    String database;

    private String campaign;
    private JsonNode keys;

    @BeforeEach
    void aCampaignWithWindows() {
        campaign = "bj-windows";
        keys = created(campaign, """
                {"id":"c","name":"群众","entry":"open"},{"id":"w","name":"办事人","entry":"code"},
                {"id":"t","name":"办事人（平板）","entry":"tablet"}""", "u-hr\",\"u-tax");
    }

    /** Few units: every scope costs a key. */
    private JsonNode created(String id, String categories, String units) {
        var answer = call(
                HttpMethod.PUT, "/api/identity/internal/campaigns/" + id + "/keys", tokens.service(), """
                {"categories":[%s],"units":["%s"],
                 "issueOpens":"2026-09-01T00:00:00+08:00","issueCloses":"2026-10-01T00:00:00+08:00"}""".formatted(
                                categories, units));
        return answer.getResponse().getStatus() == 503
                ? created(id, categories, units)
                : ok(answer).get("keys");
    }

    private MvcTestResult issue(String token, String key, String more) {
        return http.post()
                .uri("/api/identity/item-codes")
                .header("Authorization", token)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"campaignId\":\"%s\",%s}".formatted(campaign, more))
                .exchange();
    }

    private String code(String more) {
        return ok(issue(tokens.department("u-hr"), "k" + NEXT.getAndIncrement(), "\"unitId\":\"u-hr\"" + more))
                .get("items")
                .get(0)
                .get("code")
                .asString();
    }

    private MvcTestResult open(String in, String code, boolean tablet) {
        return post("/api/identity/item-code-sessions", """
                {"campaignId":"%s","code":"%s","tablet":%s}""".formatted(in, code, tablet));
    }

    private JsonNode opened(String code) {
        return ok(open(campaign, code, false));
    }

    private @Nullable JsonNode key(String scope) {
        for (var each : keys) {
            if (each.get("scope").asString().equals(scope)) {
                return each;
            }
        }
        return null;
    }

    private Rater rater(String scope, long seed) throws Exception {
        return new Rater(key(scope).get("spki").asString(), "token for " + scope, seed);
    }

    private MvcTestResult sign(JsonNode session, String scope, long seed) throws Exception {
        return post("/api/identity/rater-tokens", """
                {"session":"%s","category":"%s","blinded":[{"scope":"%s","kid":"%s","z":"%s"}]}""".formatted(
                        session.get("session").asString(),
                        scope.substring(0, 1),
                        scope,
                        key(scope).get("kid").asString(),
                        rater(scope, seed).blinded()));
    }

    private JsonNode counts(String token) {
        return ok(call(HttpMethod.GET, "/api/identity/item-codes/counts?campaignId=" + campaign, token, null))
                .get("items");
    }

    @Test
    void a_code_from_the_window_brings_one_token_for_its_unit_and_no_other() throws Exception {
        var answer = ok(issue(tokens.department("u-hr"), "a", """
                "unitId":"u-hr","window":"3号窗口","matter":"社保转移\""""));
        var code = answer.get("items").get(0).get("code").asString();
        assertThat(code).matches("[A-Z2-7]{26}");
        assertThat(answer.get("items").get(0).get("path").asString()).isEqualTo("/rate/" + campaign + "#c=" + code);

        var session = opened(code.toLowerCase().replaceAll("(.{4})", "$1 "));
        assertThat(session.get("units").toString()).isEqualTo("[\"u-hr\"]");
        assertThat(session.get("categories").toString()).contains("办事人").doesNotContain("群众", "平板");
        assertThat(session.get("window").asString()).isEqualTo("3号窗口");
        assertThat(session.get("matter").asString()).isEqualTo("社保转移");
        assertThat(session.get("used").asBoolean()).isFalse();

        refused(sign(session, "c/u-hr", 1), 422, "no-such-category");
        refused(sign(session, "w/u-tax", 1), 422, "bad-blinded-message");
        var signed =
                ok(sign(session, "w/u-hr", 1)).get("signatures").get(0).get("s").asString();
        assertThat(rater("w/u-hr", 1).accepts(signed)).isTrue();
    }

    @Test
    void on_a_tablet_the_same_code_comes_in_by_the_tablets_door() throws Exception {
        var code = code("");
        var session = ok(open(campaign, code, true));
        assertThat(session.get("categories").toString()).contains("平板").doesNotContain("\"w\"");
        ok(sign(session, "t/u-hr", 1));

        // Either door, but once.
        refused(sign(opened(code), "w/u-hr", 1), 409, "item-code-used");
    }

    @Test
    void after_a_lost_answer_the_same_request_gets_it_again_and_another_is_refused() throws Exception {
        var code = code("");
        var first = ok(sign(opened(code), "w/u-hr", 1));
        clock.advance(Duration.ofHours(1));

        var again = opened(code);
        assertThat(again.get("used").asBoolean()).isTrue();
        assertThat(ok(sign(again, "w/u-hr", 1))).isEqualTo(first);
        refused(sign(again, "w/u-hr", 2), 409, "item-code-used");
    }

    @Test
    void of_many_that_use_one_code_at_once_one_gets_a_token() throws Exception {
        var code = code("");
        var tries = IntStream.range(0, 8)
                .mapToObj(at -> (Callable<Integer>) () -> sign(
                                ok(open(campaign, code, at % 2 == 1)), at % 2 == 0 ? "w/u-hr" : "t/u-hr", 10 + at)
                        .getResponse()
                        .getStatus())
                .toList();
        var pool = Executors.newFixedThreadPool(8);
        try {
            var answers = new ArrayList<Integer>();
            for (var answer : pool.invokeAll(tries)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(200);
            assertThat(Collections.frequency(answers, 409)).isEqualTo(7);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void one_applicant_rates_a_unit_once_however_many_codes_she_gets() throws Exception {
        var phone = ",\"phone\":\"13912345678\"";
        var first = code(phone);
        var second = code(phone);
        assertThat(second).isNotEqualTo(first);
        ok(sign(opened(first), "w/u-hr", 1));

        assertThat(opened(second).get("used").asBoolean()).isTrue();
        refused(sign(opened(second), "w/u-hr", 2), 409, "item-code-used");

        // Another unit, and another person, are another matter.
        var tax = ok(issue(tokens.office(), "tax", "\"unitId\":\"u-tax\"" + phone));
        ok(sign(opened(tax.get("items").get(0).get("code").asString()), "w/u-tax", 3));
        ok(sign(opened(code(",\"phone\":\"13912345679\"")), "w/u-hr", 4));
    }

    @Test
    void who_has_a_code_may_rate_by_phone_as_well() throws Exception {
        ok(sign(opened(code(",\"phone\":\"13912345670\"")), "w/u-hr", 1));
        ok(post("/api/identity/rater-codes", """
                {"campaignId":"%s","phone":"13912345670"}""".formatted(campaign)));

        var session = ok(post("/api/identity/rater-sessions", """
                {"campaignId":"%s","phone":"13912345670","code":"%s"}""".formatted(campaign, PHONES.codeFor("13912345670"))));
        assertThat(session.get("categories").toString()).contains("群众").doesNotContain("办事人");
    }

    @Test
    void five_hundred_codes_for_printing_and_the_same_request_gets_the_same() {
        var wanted = "\"unitId\":\"u-hr\",\"window\":\"批\",\"count\":500";
        var batch = ok(issue(tokens.department("u-hr"), "batch", wanted));
        var codes = new HashSet<String>();
        batch.get("items").forEach(each -> codes.add(each.get("code").asString()));
        assertThat(codes).hasSize(500);

        assertThat(ok(issue(tokens.department("u-hr"), "batch", wanted))).isEqualTo(batch);
        refused(
                issue(tokens.department("u-hr"), "batch", "\"unitId\":\"u-hr\",\"count\":499"),
                422,
                "idempotency-key-reused");
        // The key is the caller's own.
        assertThat(ok(issue(tokens.office(), "batch", wanted))).isNotEqualTo(batch);
        assertThat(counts(tokens.office()))
                .filteredOn(row -> "批".equals(row.path("window").asString("")))
                .extracting(row -> row.get("issued").asInt())
                .containsExactly(1000);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        var clerk = tokens.department("u-hr");
        refused(issue(clerk, "1", "\"unitId\":\"u-hr\",\"count\":501"), 400, "invalid-request");
        refused(issue(clerk, "2", "\"unitId\":\"u-hr\",\"count\":0"), 400, "invalid-request");
        refused(issue(clerk, "3", "\"unitId\":\"u-hr\",\"count\":2,\"phone\":\"13912345678\""), 400, "invalid-request");
        refused(issue(clerk, "4", "\"unitId\":\"u-hr\",\"phone\":\"12345\""), 422, "bad-phone");
        refused(issue(clerk, "5", "\"unitId\":\"u-nowhere\""), 422, "unknown-unit");
        refused(issue(clerk, "6", "\"unitId\":\"u-tax\""), 403, "not-your-window");
        refused(issue(tokens.citizen(), "7", "\"unitId\":\"u-hr\""), 403, "not-allowed");

        campaign = "bj-one-window";
        created(campaign, "{\"id\":\"w\",\"name\":\"办事人\",\"entry\":\"code\"}", "u-hr--w1");
        ok(issue(clerk, "8", "\"unitId\":\"u-hr--w1\""));

        campaign = "bj-plain";
        created(campaign, "{\"id\":\"c\",\"name\":\"群众\"}", "u-hr");
        refused(issue(tokens.office(), "9", "\"unitId\":\"u-hr\""), 409, "campaign-without-codes");
        campaign = "bj-none";
        refused(issue(tokens.office(), "10", "\"unitId\":\"u-hr\""), 409, "campaign-not-issuing");
    }

    @Test
    void wrong_foreign_and_expired_codes_are_told_apart() {
        var code = code("");
        refused(open(campaign, "AAAA", false), 422, "item-code-unreadable");
        refused(open(campaign, code.substring(0, 25) + "B", false), 422, "item-code-unreadable");
        refused(open(campaign, "A".repeat(26), false), 422, "item-code-unknown");

        var other = "bj-other";
        created(other, "{\"id\":\"w\",\"name\":\"办事人\",\"entry\":\"code\"}", "u-hr");
        var elsewhere = open(other, code, false);
        refused(elsewhere, 422, "item-code-elsewhere");
        assertThat(body(elsewhere).get("campaignId").asString()).isEqualTo(campaign);

        var here = campaign;
        campaign = other;
        var onlyPhone = code("");
        refused(open(other, onlyPhone, true), 409, "no-tablet-category");
        campaign = here;

        clock.advance(Duration.ofDays(60));
        try {
            refused(open(campaign, code, false), 410, "item-code-expired");
        } finally {
            clock.advance(Duration.ofDays(-60));
        }
    }

    @Test
    void given_and_used_codes_are_counted_and_a_department_sees_its_own() throws Exception {
        var window = "\"window\":\"数码窗口\"";
        var used = code("," + window);
        code("," + window);
        code("," + window + ",\"matter\":\"社保转移\"");
        ok(issue(tokens.office(), "t" + NEXT.getAndIncrement(), "\"unitId\":\"u-tax\"," + window));
        ok(sign(opened(used), "w/u-hr", 1));

        assertThat(counted(tokens.department("u-hr"))).containsExactlyInAnyOrder("u-hr null 2 0", "u-hr 社保转移 1 0");
        clock.advance(Duration.ofDays(1));
        assertThat(counted(tokens.department("u-hr"))).containsExactlyInAnyOrder("u-hr null 2 1", "u-hr 社保转移 1 0");
        assertThat(counted(tokens.department("u-tax"))).containsExactly("u-tax null 1 0");
        assertThat(counted(tokens.office())).hasSize(3);
        assertThat(counted(tokens.department("u-edu"))).isEmpty();
        refused(
                call(HttpMethod.GET, "/api/identity/item-codes/counts?campaignId=" + campaign, tokens.citizen(), null),
                403,
                "not-allowed");
    }

    /** Of this test's window. */
    private List<String> counted(String token) {
        var rows = new ArrayList<String>();
        for (var row : counts(token)) {
            if (row.path("window").asString("").equals("数码窗口")) {
                assertThat(row.get("month").asString()).isEqualTo("2026-09");
                rows.add(String.join(
                        " ",
                        row.get("unitId").asString(),
                        row.path("matter").asString("null"),
                        row.get("issued").toString(),
                        row.get("redeemed").toString()));
            }
        }
        return rows;
    }

    /** Clerks of the unit have matters handled there like everybody else, and rate it no more than on the register. */
    @Test
    @Covers("A094")
    void who_works_for_the_unit_does_not_rate_it_with_a_code_either() throws Exception {
        var worker = "13912349001";
        ok(call(
                HttpMethod.POST,
                "/api/identity/recusals",
                tokens.office(),
                json.writeValueAsString(java.util.Map.of("lines", worker + ",u-hr"))));
        var own = code(",\"phone\":\"" + worker + "\"");
        refused(open(campaign, own, false), 403, "recused-everywhere");
        refused(open(campaign, own, true), 403, "recused-everywhere");
        // Elsewhere she is an applicant as everybody.
        var tax = ok(issue(tokens.office(), "cadre-tax", "\"unitId\":\"u-tax\",\"phone\":\"" + worker + "\""));
        ok(sign(opened(tax.get("items").get(0).get("code").asString()), "w/u-tax", 3));

        var here = campaign;
        campaign = "bj-own-window";
        keys = created(
                campaign,
                "{\"id\":\"c\",\"name\":\"群众\"},{\"id\":\"w\",\"name\":\"办事人\",\"entry\":\"code\"}",
                "u-hr--w1\",\"u-tax");
        var window = ok(issue(tokens.office(), "cadre-w1", "\"unitId\":\"u-hr--w1\",\"phone\":\"" + worker + "\""));
        refused(open(campaign, window.get("items").get(0).get("code").asString(), false), 403, "recused-everywhere");
        ok(post("/api/identity/rater-codes", """
                {"campaignId":"%s","phone":"%s"}""".formatted(campaign, worker)));
        var session = ok(post("/api/identity/rater-sessions", """
                {"campaignId":"%s","phone":"%s","code":"%s"}""".formatted(campaign, worker, PHONES.codeFor(worker))));
        assertThat(session.get("units").toString()).isEqualTo("[\"u-tax\"]");
        assertThat(session.get("recused").toString()).isEqualTo("[\"u-hr--w1\"]");
        campaign = here;
    }

    @Test
    @Covers("A094")
    void a_campaign_may_demand_a_phone_for_every_code() {
        var here = campaign;
        campaign = "bj-named";
        created(campaign, "{\"id\":\"w\",\"name\":\"办事人\",\"entry\":\"code\",\"needsPhone\":true}", "u-hr");
        refused(issue(tokens.department("u-hr"), "named-1", "\"unitId\":\"u-hr\""), 422, "item-code-needs-phone");
        refused(
                issue(tokens.department("u-hr"), "named-2", "\"unitId\":\"u-hr\",\"count\":20"),
                422,
                "item-code-needs-phone");
        opened(code(",\"phone\":\"13912349002\""));
        campaign = here;
    }

    @Test
    void neither_code_nor_phone_is_stored_or_logged_and_the_mark_is_erased(CapturedOutput log) throws Exception {
        var phone = "13912340000";
        var code = code(",\"phone\":\"" + phone + "\"");
        ok(sign(opened(code), "w/u-hr", 1));
        refused(sign(opened(code), "w/u-hr", 2), 409, "item-code-used");

        var codes = client.getDatabase(database).getCollection("item_codes");
        for (var name : client.getDatabase(database).listCollectionNames()) {
            for (var document : client.getDatabase(database).getCollection(name).find()) {
                assertThat(document.toJson()).doesNotContain(phone, code);
            }
        }
        assertThat(log.getAll()).doesNotContain(phone, code, code.toLowerCase());
        for (var stored : codes.find()) {
            assertThat(List.of("_id", "handled", "person", "request")).containsAll(stored.keySet());
        }
        clock.advance(Duration.ofDays(60));
        try {
            campaignKeys.erase();
            assertThat(codes.countDocuments()).isPositive();
            assertThat(codes.find()).noneMatch(stored -> stored.containsKey("person"));
        } finally {
            clock.advance(Duration.ofDays(-60));
            client.getDatabase(database).drop();
        }
    }
}
