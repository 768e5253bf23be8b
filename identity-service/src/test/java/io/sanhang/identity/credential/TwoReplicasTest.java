package io.sanhang.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Two instances of the registrar are asked for the same at the same moment; a person gets tokens once. */
@Covers({"A093", "A094"})
class TwoReplicasTest extends IdentityHttpTest {

    private static @Nullable Replica second;

    @Autowired
    MongoClient client;

    @Value("${sanhang.identity.credential.database}")
    String database;

    private List<MockMvcTester> instances = List.of();
    private String campaign = "";
    private final Map<String, JsonNode> keys = new HashMap<>();

    @BeforeEach
    void both(@Autowired ApplicationContext first) {
        second = second == null ? Replica.of(first) : second;
        instances = List.of(http, second.http());
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void the_keys_of_a_campaign_are_made_once() throws Exception {
        var answers = race(6, at -> made(at, "zwei-keys"));
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(answers.get(0).get("keys")).hasSize(4);
    }

    @Test
    void the_same_request_for_codes_gives_the_same_codes_and_a_code_is_used_once() throws Exception {
        made("zwei-codes");
        var given = race(
                6,
                at -> ok(posting(at, "/api/identity/item-codes", tokens.department("u-hr"), "one-key", """
                {"campaignId":"%s","unitId":"u-hr","count":3}""".formatted(
                                campaign))));
        assertThat(given.stream().distinct()).hasSize(1);
        var code = given.get(0).get("items").get(0).get("code").asString();
        var used = race(8, at -> sign(at, opened(at, code, at % 4 > 1), at % 4 > 1 ? "t" : "w", List.of("u-hr"), at));
        once(used);

        // An answer that was lost everywhere is the same everywhere.
        var another = given.get(0).get("items").get(1).get("code").asString();
        var same = race(6, at -> ok(sign(at, opened(at, another, false), "w", List.of("u-hr"), 7)));
        assertThat(same.stream().distinct()).hasSize(1);
        assertThat(stored("issuances")).isEqualTo(2);
    }

    @Test
    void an_applicant_with_codes_of_two_windows_rates_the_unit_once() throws Exception {
        made("zwei-windows");
        var codes = race(
                6,
                at -> ok(posting(at, "/api/identity/item-codes", tokens.department("u-hr"), "k" + at, """
                        {"campaignId":"%s","unitId":"u-hr","window":"%d号窗口","phone":"13955500001"}""".formatted(
                                        campaign, at)))
                        .get("items")
                        .get(0)
                        .get("code")
                        .asString());
        assertThat(codes).doesNotHaveDuplicates();
        once(race(6, at -> sign(at, opened(at, codes.get(at), false), "w", List.of("u-hr"), at)));
    }

    @Test
    void who_comes_by_phone_at_one_and_by_invitation_at_the_other_gets_tokens_once() throws Exception {
        made("zwei-people");
        var phones = IntStream.range(0, 6).mapToObj("139556000%02d"::formatted).toList();
        imported(0, phones, "p", false);
        ok(posting(0, "/api/identity/campaigns/" + campaign + "/invitations", tokens.office(), "", """
                {"round":"FIRST"}"""));
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> PHONES.invitations().stream()
                                .filter(each ->
                                        phones.contains(each.get("phone").asString()))
                                .map(each -> each.get("phone"))
                                .distinct()
                                .count()
                        == 6);
        for (var phone : phones) {
            var link = PHONES.invitations().stream()
                    .filter(each -> each.get("phone").asString().equals(phone))
                    .findFirst()
                    .orElseThrow()
                    .get("link")
                    .asString();
            var code = link.substring(link.indexOf("#i=") + 3);
            ok(posting(0, "/api/identity/rater-codes", null, "", """
                    {"campaignId":"%s","phone":"%s"}""".formatted(campaign, phone)));
            var texted = PHONES.codeFor(phone);
            var sessions = List.of(
                    ok(posting(0, "/api/identity/rater-sessions", null, "", """
                            {"campaignId":"%s","phone":"%s","code":"%s"}""".formatted(campaign, phone, texted))),
                    ok(posting(1, "/api/identity/rater-invitations", null, "", """
                            {"campaignId":"%s","code":"%s"}""".formatted(campaign, code))));
            var units = List.of("u-hr", "u-tax");
            var signed = race(6, at -> sign(at, sessions.get(at % 2), "p", units, at));
            once(signed);
            var winner = IntStream.range(0, 6)
                    .filter(at -> signed.get(at).getResponse().getStatus() == 200)
                    .findFirst()
                    .orElseThrow();
            var again = race(4, at -> ok(sign(at, sessions.get(at % 2), "p", units, winner)));
            assertThat(again.stream().distinct()).containsExactly(body(signed.get(winner)));
        }
        assertThat(stored("issuances")).isEqualTo(6);
    }

    @Test
    void a_list_is_imported_once_and_a_draw_is_one_draw() throws Exception {
        made("zwei-draws");
        var some = IntStream.range(0, 40).mapToObj("139557000%02d"::formatted).toList();
        var added = race(4, at -> imported(at, some, "p", false).get("added").asInt());
        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
        assertThat(stored("invited")).isEqualTo(40);

        var others = IntStream.range(0, 60).mapToObj("139558000%02d"::formatted).toList();
        race(4, at -> imported(at, others, "p", true));
        var wish = """
                {"category":"p","size":20,"source":"list","proportional":false,"seed":"摇号"}""";
        var drawn = race(6, at -> drawn(at, wish, "one-draw"));
        assertThat(drawn.stream().distinct()).hasSize(1);
        assertThat(stored("invited")).isEqualTo(60);
        assertThat(stored("draws")).isEqualTo(1);
    }

    /** Somebody imports people while they are being drawn: whoever is drawn is invited as what she was drawn for. */
    @Test
    void nobody_is_imported_under_another_category_while_she_is_drawn() throws Exception {
        made("zwei-both");
        var people = IntStream.range(0, 60).mapToObj("139559000%02d"::formatted).toList();
        imported(0, people, "p", true);
        var wish = """
                {"category":"p","size":60,"source":"list","proportional":false}""";
        race(4, at -> at == 0 ? drawn(at, wish, "all") : imported(at, people, "e", false));
        var draw = body(get("/api/identity/campaigns/" + campaign + "/draws"));
        var counts = new HashMap<String, Integer>();
        draw.get("invited")
                .forEach(each -> counts.put(
                        each.get("category").asString(), each.get("people").asInt()));
        var drawn = draw.get("items").isEmpty()
                ? 0
                : draw.get("items").get(0).get("drawn").asInt();
        assertThat(counts.get("p")).isEqualTo(drawn);
        assertThat(counts.get("p") + counts.get("e")).isEqualTo(60);
    }

    private JsonNode drawn(int at, String wish, String key) {
        return answered(at, "/draws", key, wish);
    }

    private JsonNode imported(int at, List<String> phones, String category, boolean toDrawFrom) {
        return answered(at, "/register/people", "", lines(phones, category, toDrawFrom));
    }

    /** Asks again as long as it is somebody else's turn, as a person would. */
    private JsonNode answered(int at, String path, String key, String body) {
        while (true) {
            var answer = posting(at, "/api/identity/campaigns/" + campaign + path, tokens.office(), key, body);
            if (answer.getResponse().getStatus() != 503) {
                return body(answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private String lines(List<String> phones, String category, boolean toDrawFrom) {
        return json.writeValueAsString(Map.of(
                "lines",
                phones.stream().map(each -> each + "," + category).collect(Collectors.joining("\n")),
                "toDrawFrom",
                toDrawFrom));
    }

    private void once(List<MvcTestResult> answers) {
        var statuses =
                answers.stream().map(each -> each.getResponse().getStatus()).toList();
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(answers.size() - 1);
    }

    /** Of the documents of this campaign. */
    private long stored(String collection) {
        return client.getDatabase(database)
                .getCollection(collection)
                .countDocuments(new Document("_id", new Document("$gt", campaign + "|").append("$lt", campaign + "}")));
    }

    private void made(String id) {
        campaign = id;
        made(0, id).get("keys").forEach(key -> keys.put(key.get("scope").asString(), key));
    }

    /** Asks again while the keys are in the making. */
    private JsonNode made(int at, String id) {
        while (true) {
            var answer = instances
                    .get(at % 2)
                    .put()
                    .uri("/api/identity/internal/campaigns/" + id + "/keys")
                    .header("Authorization", tokens.service())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("""
                    {"categories":[{"id":"p","name":"受邀","entry":"invited"},{"id":"e","name":"企业","entry":"invited"},
                     {"id":"w","name":"办事人","entry":"code"},{"id":"t","name":"平板","entry":"tablet"}],
                     "units":[%s],"title":"2026年万人评作风",
                     "issueOpens":"2026-09-01T00:00:00+08:00","issueCloses":"2026-10-01T00:00:00+08:00"}""".formatted(id.equals("zwei-people") ? "\"u-hr\",\"u-tax\"" : "\"u-hr\""))
                    .exchange();
            if (answer.getResponse().getStatus() != 503) {
                return ok(answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private JsonNode opened(int at, String code, boolean tablet) {
        return ok(posting(at, "/api/identity/item-code-sessions", null, "", """
                {"campaignId":"%s","code":"%s","tablet":%s}""".formatted(campaign, code, tablet)));
    }

    private MvcTestResult sign(int at, JsonNode session, String category, List<String> units, long seed)
            throws Exception {
        var blinded = new ArrayList<String>();
        for (var unit : units) {
            var key = keys.get(category + "/" + unit);
            blinded.add("""
                    {"scope":"%s","kid":"%s","z":"%s"}""".formatted(
                            category + "/" + unit,
                            key.get("kid").asString(),
                            new Rater(key.get("spki").asString(), "token for " + unit, seed).blinded()));
        }
        return posting(at, "/api/identity/rater-tokens", null, "", """
                {"session":"%s","category":"%s","blinded":[%s]}""".formatted(
                        session.get("session").asString(), category, String.join(",", blinded)));
    }

    private MvcTestResult get(String path) {
        return call(HttpMethod.GET, path, null, null);
    }

    private MvcTestResult posting(int at, String path, @Nullable String who, String key, String body) {
        var request = instances
                .get(at % 2)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        if (who != null) {
            request.header("Authorization", who);
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return request.exchange();
    }

    private interface Runner<T> {
        T run(int at) throws Exception;
    }

    /** Even ones at the first instance, odd ones at the second. */
    private static <T> List<T> race(int runners, Runner<T> runner) throws Exception {
        return Replica.race(IntStream.range(0, runners)
                .<Callable<T>>mapToObj(at -> () -> runner.run(at))
                .toList());
    }
}
