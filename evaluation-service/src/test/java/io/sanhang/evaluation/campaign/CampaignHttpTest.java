package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignHttpTest extends EvaluationHttpTest {

    @Test
    @Covers({"A092", "A094"})
    void the_office_makes_a_campaign_with_dates_units_and_groups_of_raters() {
        var id = newId();
        var made = created(office(wanted(id)));
        assertThat(made.get("id").asString()).isEqualTo(id);
        assertThat(made.get("state").asString()).isEqualTo("draft");
        assertThat(made.get("ballots").asInt()).isZero();
        assertThat(made.get("categories"))
                .extracting(each -> each.get("name").asString())
                .containsExactly("群众", "企业");
        assertThat(made.get("items")).hasSize(4);

        var asked = REGISTRAR.askedFor(id);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).method()).isEqualTo("PUT");
        assertThat(asked.get(0).authorization()).startsWith("Bearer ");
        assertThat(asked.get(0).body().get("units"))
                .extracting(unit -> unit.asString())
                .containsExactly("u01", "u02");
    }

    @Test
    @Covers({"A092", "A094"})
    void invited_and_open_raters_are_kinds_of_their_own_and_a_target_may_be_set() {
        var id = newId();
        var wanted = wanted(id);
        wanted.put("target", 10_000);
        wanted.put("units", List.of(Map.of("id", "u-a", "name", "县教育局")));
        wanted.put(
                "categories",
                List.of(
                        Map.of("id", "p", "name", "群众", "weight", 100, "entry", "invited"),
                        Map.of("id", "o", "name", "自愿参加", "weight", 0, "entry", "open")));
        created(office(wanted));

        var asked = REGISTRAR.askedFor(id).get(0).body();
        assertThat(asked.get("title").asString()).isEqualTo("万人评作风");
        assertThat(asked.get("categories").toString())
                .contains("\"entry\":\"invited\"")
                .contains("\"entry\":\"open\"");
        var shown = ok(get("/" + id).header("Authorization", tokens.office()));
        assertThat(shown.get("target").asInt()).isEqualTo(10_000);
        step(id, "opening");
        assertThat(ok(get("/" + id)).get("target").asInt()).isEqualTo(10_000);
        var manifest = ok(get("/" + id + "/manifest"));
        assertThat(manifest.get("draw").asString()).isEqualTo("zfpj-draw-1");
        assertThat(ok(get("/" + opened() + "/manifest")).has("draw")).isFalse();
        wanted.put("target", 0);
        wanted.put("id", newId());
        refused(office(wanted), 400, "invalid-request", "/target");
    }

    @Test
    void the_manifest_is_leaf_0_and_names_the_registrars_keys() {
        var id = opened();
        var bytes = get("/" + id + "/manifest").exchange().getResponse().getContentAsByteArray();
        assertThat(leaves(id)).containsExactly(HexFormat.of().formatHex(Merkle.leaf(bytes)));
        assertThat(ok(get("/" + id)).get("manifestHash").asString())
                .isEqualTo(leaves(id).get(0));
        var manifest = json.readTree(bytes);
        assertThat(manifest.get("cid").asString()).isEqualTo(id);
        assertThat(manifest.get("rules").toString())
                .isEqualTo("{\"k\":10,\"m\":10,\"minN\":30,\"minWeight\":60,\"B\":2000}");
        assertThat(manifest.get("keys"))
                .extracting(key -> key.get("scope").asString())
                .containsExactlyInAnyOrder("c/u01", "c/u02", "e/u01", "e/u02");
        assertThat(manifest.get("keys")).allSatisfy(key -> {
            var pair = TestRater.key(key.get("scope").asString());
            assertThat(key.get("spki").asString()).isEqualTo(TestRater.spki(pair));
            assertThat(key.get("kid").asString()).isEqualTo(TestRater.kid(pair));
        });
    }

    @Test
    @Covers("A070")
    void a_survey_of_awareness_says_so_in_its_manifest() {
        var wanted = wanted(newId());
        wanted.put("purpose", "awareness");
        wanted.put("items", List.of(Map.of("id", "p1", "text", "稳岗补贴", "weight", 100)));
        var id = created(office(wanted)).get("id").asString();
        step(id, "opening");
        assertThat(ok(get("/" + id)).get("purpose").asString()).isEqualTo("awareness");
        var manifest = ok(get("/" + id + "/manifest"));
        assertThat(manifest.get("purpose").asString()).isEqualTo("awareness");
        assertThat(manifest.get("rates").asString()).isEqualTo("zfpj-rate-1");
        assertThat(manifest.get("review").asString()).isEqualTo("zfpj-review-2");
        assertThat(ok(get("/" + opened())).get("purpose").asString()).isEqualTo("conduct");
        wanted.put("purpose", "something");
        refused(office(wanted), 400, "invalid-request");
    }

    @Test
    void only_the_office_makes_and_moves_campaigns() {
        var id = drafted();
        for (var token : List.of(tokens.department("u01"), tokens.leader("u01"), tokens.citizen(), tokens.service())) {
            var other = newId();
            refused(post("", wanted(other)).header("Authorization", token), 403, "not-allowed");
            assertThat(REGISTRAR.askedFor(other)).isEmpty();
            for (var step : List.of("opening", "closing", "publication")) {
                refused(post("/" + id + "/" + step, Map.of()).header("Authorization", token), 403, "not-allowed");
            }
        }
        refused(post("", wanted(newId())), 401, "sign-in-required");
        refused(post("/" + id + "/opening", Map.of()), 401, "sign-in-required");
        created(post("", wanted(newId())).header("Authorization", tokens.admin()));
    }

    /** The registrar gives the codes, and everybody may see on what terms. */
    @Test
    @Covers({"A093", "A094"})
    void that_codes_need_a_phone_is_told_the_registrar_and_stands_in_the_manifest() {
        var id = newId();
        var wanted = wanted(id);
        wanted.put(
                "categories",
                List.of(
                        Map.of("id", "c", "name", "群众", "weight", 60),
                        Map.of("id", "w", "name", "办事人", "weight", 40, "entry", "code", "needsPhone", true)));
        created(post("", wanted).header("Authorization", tokens.office()));
        var asked = REGISTRAR.askedFor(id).get(0).body().get("categories");
        assertThat(asked.get(0).path("needsPhone").asBoolean(false)).isFalse();
        assertThat(asked.get(1).get("needsPhone").asBoolean()).isTrue();
        step(id, "opening");
        var told = ok(get("/" + id + "/manifest")).get("categories");
        assertThat(told.get(0).has("needsPhone")).isFalse();
        assertThat(told.get(1).get("needsPhone").asBoolean()).isTrue();
    }

    @Test
    void a_draft_is_the_offices_alone() {
        var id = drafted();
        refused(get("/" + id), 404, "no-such-campaign");
        refused(get("/" + id + "/manifest"), 404, "no-such-campaign");
        assertThat(ok(get("")).get("items"))
                .extracting(each -> each.get("id").asString())
                .doesNotContain(id);
        assertThat(ok(get("").header("Authorization", tokens.office())).get("items"))
                .extracting(each -> each.get("id").asString())
                .contains(id);
        step(id, "opening");
        assertThat(ok(get("/" + id)).get("state").asString()).isEqualTo("open");
        assertThat(ok(get("")).get("items"))
                .extracting(each -> each.get("id").asString())
                .contains(id);
        refused(get("/no-such-campaign"), 404, "no-such-campaign");
    }

    @Test
    @Covers("A092")
    void opening_is_told_once_however_often_it_is_asked_for() {
        var id = drafted();
        step(id, "opening");
        step(id, "opening");
        assertThat(events.ofType(CampaignOpened.class))
                .anyMatch(each -> each.campaignId().equals(id));
        // An event that is sent later would show a second one of this campaign in front of it.
        var later = opened();
        assertThat(eventsUpTo(later))
                .filteredOn(each -> each.campaignId().equals(id))
                .containsExactly(new CampaignOpened(
                        id, "万人评作风", List.of("u01", "u02"), TestClock.START.plus(Duration.ofDays(7))));
    }

    @Test
    void a_step_that_is_asked_for_eight_times_at_once_is_done_once() throws Exception {
        var id = drafted();
        for (var step : List.of("opening", "closing", "publication")) {
            var pool = Executors.newFixedThreadPool(8);
            var clicks = new ArrayList<java.util.concurrent.Callable<String>>();
            for (var i = 0; i < 8; i++) {
                clicks.add(() -> step(id, step).get("state").asString());
            }
            var states = new HashSet<String>();
            for (var answer : pool.invokeAll(clicks)) {
                states.add(answer.get());
            }
            pool.shutdown();
            assertThat(states).hasSize(1);
        }
        var later = opened();
        assertThat(eventsUpTo(later))
                .filteredOn(each -> each.campaignId().equals(id))
                .hasSize(1);
    }

    private List<CampaignOpened> eventsUpTo(String id) {
        for (var atLeast = 1; ; atLeast++) {
            var seen = events.ofType(CampaignOpened.class, atLeast);
            if (seen.stream().anyMatch(each -> each.campaignId().equals(id))) {
                return seen;
            }
        }
    }

    @Test
    void the_same_request_again_is_the_same_campaign_with_the_same_keys() {
        var wanted = wanted(newId());
        wanted.remove("id");
        var first = created(office(wanted).header("Idempotency-Key", "same-1"));
        var again = created(office(wanted).header("Idempotency-Key", "same-1"));
        assertThat(again).isEqualTo(first);
        assertThat(REGISTRAR.askedFor(first.get("id").asString())).hasSize(1);
        wanted.put("title", "另一个标题");
        refused(office(wanted).header("Idempotency-Key", "same-1"), 422, "idempotency-key-reused");
        assertThat(created(office(wanted).header("Idempotency-Key", "same-2")).get("id"))
                .isNotEqualTo(first.get("id"));
    }

    @Test
    void a_click_done_eight_times_at_once_makes_one_campaign() throws Exception {
        var id = newId();
        var pool = Executors.newFixedThreadPool(8);
        var clicks = new ArrayList<java.util.concurrent.Callable<String>>();
        for (var i = 0; i < 8; i++) {
            clicks.add(() -> created(office(wanted(id)).header("Idempotency-Key", "eight"))
                    .get("manifestHash")
                    .asString());
        }
        var hashes = new ArrayList<String>();
        for (var answer : pool.invokeAll(clicks)) {
            hashes.add(answer.get());
        }
        pool.shutdown();
        step(id, "opening");
        assertThat(hashes).containsOnly(leaves(id).get(0)).hasSize(8);
        assertThat(database.getCollection("campaigns").countDocuments(new Document("_id", id)))
                .isEqualTo(1);
    }

    /** Who comes second must not write over the manifest of who came first. */
    @Test
    void of_two_different_campaigns_under_one_id_the_first_stays_whole() throws Exception {
        var id = newId();
        var slow = wanted(id);
        slow.put("title", "后到的另一次评价");
        var waits = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        REGISTRAR.mood(asked -> {
            if (REGISTRAR.askedFor(id).size() == 1) {
                waits.countDown();
                goesOn.await(3, TimeUnit.SECONDS);
            }
            return 200;
        });
        var pool = Executors.newSingleThreadExecutor();
        var late = pool.submit(() -> refused(office(slow), 422, "idempotency-key-reused"));
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
        created(office(wanted(id)));
        goesOn.countDown();
        late.get(20, TimeUnit.SECONDS);
        pool.shutdown();

        step(id, "opening");
        var manifest = ok(get("/" + id + "/manifest"));
        assertThat(manifest.get("title").asString()).isEqualTo("万人评作风");
        assertThat(leaves(id))
                .containsExactly(ok(get("/" + id)).get("manifestHash").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "issueOpens", "issueCloses", "opens", "closes", "units"})
    void what_is_missing_is_named(String field) {
        var wanted = wanted(newId());
        wanted.remove(field);
        refused(office(wanted), 400, "invalid-request", "/" + field);
        assertThat(REGISTRAR.askedFor((String) wanted.get("id"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id, '\"A B\"', /id",
        "id, '\"x\"', /id",
        "closes, '\"2026-09-13T00:00:00Z\"', /closes",
        "closes, '\"2026-09-14T01:00:00Z\"', /closes",
        "issueCloses, '\"2026-09-14T01:00:00Z\"', /issueCloses",
        "opens, '\"2026-09-01T00:00:00Z\"', /opens",
        "closes, '\"+292278995-01-01T00:00:00Z\"', /closes",
        "units, '[{\"id\":\"u01\",\"name\":\"甲\"},{\"id\":\"u01\",\"name\":\"乙\"}]', /units",
        "units, '[{\"id\":\"u/1\",\"name\":\"甲\"}]', /units",
        "items, '[]', /items",
        "items, '[{\"id\":\"q1\",\"text\":\"态度\",\"weight\":99}]', /items",
        "items, '[{\"id\":\"q1\",\"text\":\"甲\",\"weight\":50},{\"id\":\"q1\",\"text\":\"乙\",\"weight\":50}]', /items",
        "items, '[{\"id\":\"q1\",\"text\":\"甲\",\"weight\":120},{\"id\":\"q2\",\"text\":\"乙\",\"weight\":-20}]', /items",
        "items, '[{\"id\":\"Q|1\",\"text\":\"甲\",\"weight\":100}]', /items",
        "items, '[{\"weight\":100}]', /items",
        "items, '[{\"id\":\"q1\",\"weight\":100}]', /items",
        "items, '[null]', /items",
        "categories, '[]', /categories",
        "categories, '[null]', /categories",
        "categories, '[{\"weight\":100}]', /categories",
        "categories, '[{\"id\":\"c\",\"weight\":100}]', /categories",
        "categories, '[{\"id\":\"c\",\"name\":\"群众\",\"weight\":90}]', /categories",
        "categories, '[{\"id\":\"c\",\"name\":\"甲\",\"weight\":50},{\"id\":\"c\",\"name\":\"乙\",\"weight\":50}]', /categories",
        "categories, '[{\"id\":\"c\",\"name\":\"甲\",\"weight\":120},{\"id\":\"e\",\"name\":\"乙\",\"weight\":-20}]', /categories",
        "categories, '[{\"id\":\"c/x\",\"name\":\"甲\",\"weight\":100}]', /categories"
    })
    void a_setting_that_does_not_fit_is_named_and_nothing_is_made(String field, String value, String pointer) {
        var id = newId();
        var wanted = new HashMap<>(wanted(id));
        wanted.put(field, json.readTree(value));
        refused(office(wanted), 422, "bad-campaign", pointer);
        assertThat(REGISTRAR.askedFor(id)).isEmpty();
        assertThat(database.getCollection("campaigns").countDocuments(new Document("_id", id)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "title, '\"  \"', /title",
        "units, '[]', /units",
        "units, '[{\"id\":\"u01\"}]', /units/0/name",
        "units, '[null]', /units/0",
        "units, '\"u01\"', ",
        "opens, '\"tomorrow\"', "
    })
    void what_has_no_form_at_all_is_refused_before(String field, String value, @Nullable String pointer) {
        var wanted = new HashMap<>(wanted(newId()));
        wanted.put(field, json.readTree(value));
        refused(office(wanted), 400, "invalid-request", pointer);
        refused(office("{\"title\":"), 400, "invalid-request");
    }

    @Test
    void steps_go_forward_only() {
        var id = drafted();
        refused(stepping(id, "closing"), 409, "illegal-campaign-step");
        refused(stepping(id, "publication"), 409, "illegal-campaign-step");
        step(id, "opening");
        refused(stepping(id, "publication"), 409, "illegal-campaign-step");
        assertThat(step(id, "closing").get("state").asString()).isEqualTo("closed");
        refused(stepping(id, "opening"), 409, "illegal-campaign-step");
        // A double click is no mistake.
        assertThat(step(id, "closing").get("state").asString()).isEqualTo("closed");
        assertThat(step(id, "publication").get("state").asString()).isEqualTo("published");
        assertThat(step(id, "publication").get("state").asString()).isEqualTo("published");
        refused(stepping(id, "closing"), 409, "illegal-campaign-step");
        refused(stepping("no-such-campaign", "opening"), 404, "no-such-campaign");
    }

    private org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder office(Object body) {
        return post("", body).header("Authorization", tokens.office());
    }
}
