package io.sanhang.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.testing.Covers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class RaterHttpTest extends IdentityHttpTest {

    private static final String CAMPAIGN = "qh-test";
    private static final AtomicInteger NEXT_PHONE = new AtomicInteger(1);

    @Autowired
    MongoClient client;

    @Autowired
    MongoDatabase main;

    @Autowired
    CampaignKeys campaignKeys;

    @Value("${sanhang.identity.credential.database}")
    String database;

    private String phone;
    private Map<String, JsonNode> keys;

    @BeforeEach
    void aCampaignAndSomebodyNew() {
        phone = "138%08d".formatted(NEXT_PHONE.getAndIncrement());
        keys = keysOf(created(CAMPAIGN, "\"u-edu\",\"u-tax\""));
    }

    private MvcTestResult create(String id, String units) {
        return create(id, units, tokens.service());
    }

    private MvcTestResult issuance(String id, @Nullable String token) {
        return call(HttpMethod.GET, "/api/identity/internal/campaigns/" + id + "/issuance", token, null);
    }

    private MvcTestResult create(String id, String units, @Nullable String token) {
        return call(HttpMethod.PUT, "/api/identity/internal/campaigns/" + id + "/keys", token, """
                {"categories":[{"id":"c","name":"群众"},{"id":"e","name":"企业"}],"units":[%s],
                 "issueOpens":"2026-09-01T00:00:00+08:00","issueCloses":"2026-10-01T00:00:00+08:00"}""".formatted(units));
    }

    /** Asks again as long as the keys are in the making. */
    private JsonNode created(String id, String units) {
        var answers = Stream.generate(() -> create(id, units));
        return body(answers.limit(40)
                .filter(answer -> answer.getResponse().getStatus() != 503)
                .findFirst()
                .orElseThrow());
    }

    private static Map<String, JsonNode> keysOf(JsonNode answer) {
        var keys = new LinkedHashMap<String, JsonNode>();
        answer.get("keys").forEach(key -> keys.put(key.get("scope").asString(), key));
        return keys;
    }

    private MvcTestResult requestCode(String campaign, String number) {
        return post("/api/identity/rater-codes", """
                {"campaignId":"%s","phone":"%s"}""".formatted(campaign, number));
    }

    private MvcTestResult openSession(String number, String code) {
        return post("/api/identity/rater-sessions", """
                {"campaignId":"%s","phone":"%s","code":"%s"}""".formatted(CAMPAIGN, number, code));
    }

    private String session() {
        ok(requestCode(CAMPAIGN, phone));
        return ok(openSession(phone, PHONES.codeFor(phone))).get("session").asString();
    }

    private Map<String, Rater> raters(String category, long seed) throws Exception {
        var raters = new LinkedHashMap<String, Rater>();
        for (var key : keys.values()) {
            var scope = key.get("scope").asString();
            if (scope.startsWith(category + "/")) {
                raters.put(scope, new Rater(key.get("spki").asString(), "token for " + scope, seed));
            }
        }
        return raters;
    }

    private List<String> blinded(Map<String, Rater> raters) throws Exception {
        var all = new ArrayList<String>();
        for (var each : raters.entrySet()) {
            all.add(token(each.getKey(), kid(each.getKey()), each.getValue().blinded()));
        }
        return all;
    }

    private String kid(String scope) {
        return keys.get(scope).get("kid").asString();
    }

    private static String token(String scope, String kid, String z) {
        return """
                {"scope":"%s","kid":"%s","z":"%s"}""".formatted(scope, kid, z);
    }

    private MvcTestResult sign(String session, String category, List<String> blinded) {
        return post("/api/identity/rater-tokens", """
                {"session":"%s","category":"%s","blinded":[%s]}""".formatted(session, category, String.join(",", blinded)));
    }

    private static String otherThan(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void a_phone_gets_tokens_for_all_units_and_the_registrar_has_seen_none_of_them() throws Exception {
        ok(requestCode(CAMPAIGN, phone));
        assertThat(PHONES.last().get("purpose").asString()).isEqualTo("rater");
        var session = ok(openSession(phone, PHONES.codeFor(phone)));
        assertThat(session.get("categories").toString()).contains("群众", "企业");

        var raters = raters("c", 1);
        var answer = ok(sign(session.get("session").asString(), "c", blinded(raters)));

        assertThat(answer.get("signatures").size()).isEqualTo(2);
        for (var signed : answer.get("signatures")) {
            var scope = signed.get("scope").asString();
            assertThat(signed.get("kid").asString()).isEqualTo(kid(scope));
            assertThat(raters.get(scope).accepts(signed.get("s").asString())).isTrue();
        }
    }

    @Test
    void the_same_request_again_gets_the_same_answer_and_another_is_refused() throws Exception {
        var request = blinded(raters("c", 2));
        var first = ok(sign(session(), "c", request));

        var reversed = new ArrayList<>(request);
        Collections.reverse(reversed);
        assertThat(ok(sign(session(), "c", reversed))).isEqualTo(first);
        refused(sign(session(), "c", blinded(raters("c", 3))), 409, "already-issued");
    }

    @Test
    @Covers("A092")
    void one_person_rates_in_one_category_only() throws Exception {
        ok(sign(session(), "c", blinded(raters("c", 4))));

        refused(sign(session(), "e", blinded(raters("e", 4))), 409, "already-issued");
    }

    @Test
    void of_different_requests_at_once_one_is_answered() throws Exception {
        var session = session();
        var requests = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 8; i++) {
            var request = blinded(raters("c", 100 + i));
            requests.add(() -> sign(session, "c", request).getResponse().getStatus());
        }
        var pool = Executors.newFixedThreadPool(8);
        try {
            var answers = new ArrayList<Integer>();
            for (var answer : pool.invokeAll(requests)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(200);
            assertThat(Collections.frequency(answers, 409)).isEqualTo(7);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void tokens_for_some_units_only_are_refused_and_nothing_is_used_up() throws Exception {
        var session = session();
        var good = blinded(raters("c", 5));
        var zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[256]);
        var ones = new byte[256];
        Arrays.fill(ones, (byte) 0xff);

        for (var bad : List.of(
                List.of(good.get(0)),
                List.of(good.get(0), good.get(0)),
                List.of(good.get(0), good.get(1), good.get(1)),
                List.of(good.get(0), token("c/u-tax", kid("c/u-tax"), zeros)),
                List.of(good.get(0), token("c/u-tax", kid("c/u-tax"), "AQ")),
                List.of(good.get(0), token("c/u-tax", kid("c/u-tax"), "***")),
                List.of(
                        good.get(0),
                        token("c/u-tax", kid("c/u-tax"), Base64.getUrlEncoder().encodeToString(ones))),
                List.of(good.get(0), good.get(1).replace(kid("c/u-tax"), kid("c/u-edu"))),
                List.of(good.get(0), good.get(1).replace("c/u-tax", "e/u-tax")),
                List.of(good.get(0), good.get(1).replace("c/u-tax", "c/u-nowhere")))) {
            refused(sign(session, "c", bad), 422, "bad-blinded-message");
        }
        refused(sign(session, "x", good), 422, "no-such-category");
        ok(sign(session, "c", good));
    }

    @Test
    void a_session_ends_after_five_minutes() throws Exception {
        var session = session();
        clock.advance(Duration.ofMinutes(5));

        refused(sign(session, "c", blinded(raters("c", 6))), 410, "session-expired");
        refused(sign("made-up", "c", blinded(raters("c", 6))), 410, "session-expired");
    }

    @Test
    void wrong_expired_exhausted_and_never_sent_codes_look_the_same() {
        ok(requestCode(CAMPAIGN, phone));
        var right = PHONES.codeFor(phone);
        var wrong = openSession(phone, otherThan(right));
        refused(wrong, 422, "wrong-code");
        for (var i = 0; i < 4; i++) {
            refused(openSession(phone, otherThan(right)), 422, "wrong-code");
        }
        var sixth = openSession(phone, right);
        refused(sixth, 422, "wrong-code");
        var neverSent = openSession("13899999999", right);
        assertThat(body(neverSent)).isEqualTo(body(wrong)).isEqualTo(body(sixth));
    }

    @Test
    void a_code_is_good_for_five_minutes_and_once() {
        ok(requestCode(CAMPAIGN, phone));
        clock.advance(Duration.ofMinutes(5));
        refused(openSession(phone, PHONES.codeFor(phone)), 422, "wrong-code");

        session();
        refused(openSession(phone, PHONES.codeFor(phone)), 422, "wrong-code");
    }

    @Test
    void a_phone_cannot_be_flooded_with_codes() {
        for (var i = 0; i < 5; i++) {
            assertThat(requestCode(CAMPAIGN, phone)).hasStatus(202);
        }

        refused(requestCode(CAMPAIGN, phone), 429, "too-many-codes");
    }

    @Test
    void codes_are_sent_within_the_time_of_issuance_only() {
        refused(requestCode("no-such-campaign", phone), 409, "campaign-not-issuing");
        refused(requestCode(CAMPAIGN, "12345"), 422, "bad-phone");
        clock.advance(Duration.ofDays(30));
        refused(requestCode(CAMPAIGN, phone), 409, "campaign-not-issuing");
        clock.advance(Duration.ofDays(-30));
    }

    @Test
    void keys_are_made_once_and_stay_as_they_are() throws Exception {
        var again = keysOf(created(CAMPAIGN, "\"u-edu\",\"u-tax\""));

        assertThat(again).isEqualTo(keys);
        assertThat(keys.keySet()).containsExactly("c/u-edu", "c/u-tax", "e/u-edu", "e/u-tax");
        for (var key : keys.values()) {
            var spki = Base64.getDecoder().decode(key.get("spki").asString());
            var digest = MessageDigest.getInstance("SHA-256").digest(spki);
            assertThat(key.get("kid").asString()).isEqualTo(HexFormat.of().formatHex(digest, 0, 8));
        }
        refused(create(CAMPAIGN, "\"u-edu\""), 409, "campaign-keys-fixed");
    }

    @Test
    void two_that_create_the_same_campaign_at_once_get_the_same_keys() throws Exception {
        Callable<JsonNode> create = () -> created("qh-twice", "\"u-hr\"");
        var pool = Executors.newFixedThreadPool(2);
        try {
            var answers = pool.invokeAll(List.of(create, create));
            assertThat(answers.get(0).get()).isEqualTo(answers.get(1).get());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void a_campaign_that_makes_no_sense_is_refused() {
        refused(create("qh-bad", "\"u-hr\",\"u-hr\""), 400, "invalid-request");
        refused(create("qh-bad", "\"u|hr\""), 400, "invalid-request");
        refused(create("qh-bad", ""), 400, "invalid-request");
    }

    @Test
    void what_services_may_ask_nobody_else_may() {
        for (var token : List.of(tokens.office(), tokens.citizen())) {
            refused(create(CAMPAIGN, "\"u-edu\"", token), 403, "not-allowed");
            refused(issuance(CAMPAIGN, token), 403, "not-allowed");
        }
        refused(create(CAMPAIGN, "\"u-edu\"", null), 401, "sign-in-required");
        refused(issuance(CAMPAIGN, null), 401, "sign-in-required");
    }

    @Test
    void issuances_are_counted_by_category_and_day() throws Exception {
        created("qh-test2", "\"u-edu\"");
        var before = count();
        ok(sign(session(), "c", blinded(raters("c", 7))));

        assertThat(count()).isEqualTo(before + 1);
        assertThat(ok(issuance("qh-test2", tokens.service())).get("items").size())
                .isZero();
    }

    private int count() {
        var sum = 0;
        for (var item : ok(issuance(CAMPAIGN, tokens.service())).get("items")) {
            assertThat(item.get("day").asString()).matches("2026-09-\\d\\d");
            sum += item.get("count").asInt();
        }
        return sum;
    }

    @Test
    void the_registrars_database_knows_no_phone_and_the_main_one_nothing_of_raters() throws Exception {
        ok(sign(session(), "c", blinded(raters("c", 8))));

        for (var name : client.getDatabase(database).listCollectionNames()) {
            for (var document : client.getDatabase(database).getCollection(name).find()) {
                assertThat(document.toJson()).doesNotContain(phone).doesNotContain("PRIVATE");
            }
        }
        for (var issuance :
                client.getDatabase(database).getCollection("issuances").find()) {
            assertThat(issuance.keySet()).containsExactlyInAnyOrder("_id", "category", "day", "requestHash");
        }
        for (var name : main.listCollectionNames()) {
            for (var document : main.getCollection(name).find()) {
                assertThat(document.toJson()).doesNotContain(phone).doesNotContain(CAMPAIGN);
            }
        }
    }

    @Test
    void after_the_campaign_the_private_keys_and_the_subject_key_are_erased() {
        created("qh-over", "\"u-edu\"");
        clock.advance(Duration.ofDays(60));
        try {
            campaignKeys.erase();
            var keysStored = client.getDatabase(database).getCollection("keys");
            // Others that are still under way keep theirs.
            var over = new Document("_id", new Document("$regex", "^qh-over"));
            assertThat(keysStored.countDocuments(over)).isPositive();
            for (var key : keysStored.find(over)) {
                assertThat(key).doesNotContainKey("sealedKey").containsKeys("spki", "kid");
            }
            for (var campaign :
                    client.getDatabase(database).getCollection("campaigns").find(over)) {
                assertThat(campaign).doesNotContainKey("sealedSubjectKey");
            }
            refused(requestCode("qh-over", phone), 409, "campaign-not-issuing");
        } finally {
            clock.advance(Duration.ofDays(-60));
            client.getDatabase(database).drop();
        }
    }
}
