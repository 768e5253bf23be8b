package io.sanhang.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.evaluation.CampaignClosed;
import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.contracts.evaluation.CampaignPublished;
import io.sanhang.contracts.evaluation.RectificationOrdered;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Replica;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Two instances on one store and broker are asked for the same at the same moment; it happens once. */
class TwoReplicasTest extends EvaluationHttpTest {

    private static final String INSPECTIONS = "/api/evaluation/inspections";

    private static @Nullable Replica second;

    private List<MockMvcTester> instances = List.of();

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
    @Covers("A093")
    void a_sheet_that_is_entered_at_both_is_one_ballot_and_the_numbers_are_right() throws Exception {
        var id = paperCampaign();
        var making = Map.of("category", "p", "unit", "u01", "area", "城关镇", "count", 12);
        var made = race(8, at -> posting(at, PATH + "/" + id + "/paper-batches", making, tokens.office(), "sheets"));
        assertThat(made).allSatisfy(each -> assertThat(each).hasStatus(201));
        var batches = ok(get("/" + id + "/paper-batches").header("Authorization", tokens.office()))
                .get("items");
        assertThat(batches).hasSize(1);
        step(id, "opening");
        assertThat(leaves(id)).hasSize(2);

        var codes = codes(id, batches.get(0).get("id").asString());
        var people = List.of(person("a-one"), person("a-two"), person("a-three"));
        for (var code : codes) {
            var sheet = Map.of("code", code, "levels", List.of(5, 4, 5, 4));
            var entered = race(
                    6, at -> posting(at, PATH + "/" + id + "/paper-sheets", sheet, people.get(at % 3), "sheet" + at));
            assertThat(entered).allSatisfy(each -> assertThat(each).hasStatusOk());
        }

        var batch = ok(get("/" + id + "/paper-batches").header("Authorization", tokens.office()))
                .get("items")
                .get(0);
        assertThat(batch.get("counted").asInt()).isEqualTo(12);
        var hands = IntStream.range(0, 3)
                .map(at -> batch.get("hands")
                        .path("a-" + List.of("one", "two", "three").get(at))
                        .asInt(0))
                .sum();
        assertThat(hands).isEqualTo(24);
        assertThat(database.getCollection("paper_entries").countDocuments(new Document("campaign", id)))
                .isZero();
        assertThat(step(id, "closing").get("ballots").asInt()).isEqualTo(12);
        assertThat(leaves(id)).hasSize(14).doesNotHaveDuplicates();
        publish(id);
        assertThat(text(get("/" + id + "/bodies.csv").exchange()).lines()).hasSize(13);
    }

    /** A sheet that two people read differently is decided by two others at once: one of the decisions stands. */
    @Test
    @Covers("A093")
    void of_two_decisions_about_a_sheet_one_stands() throws Exception {
        var id = paperCampaign();
        ok(
                posting(
                        0,
                        PATH + "/" + id + "/paper-batches",
                        Map.of("category", "p", "unit", "u01", "area", "城关镇", "count", 6),
                        tokens.office(),
                        "sheets"),
                201);
        step(id, "opening");
        var batch = ok(get("/" + id + "/paper-batches").header("Authorization", tokens.office()))
                .get("items")
                .get(0)
                .get("id")
                .asString();
        for (var code : codes(id, batch)) {
            ok(posting(0, PATH + "/" + id + "/paper-sheets", sheet(code, 5), person("a-one"), "1"), 200);
            ok(posting(1, PATH + "/" + id + "/paper-sheets", sheet(code, 1), person("a-two"), "2"), 200);
            var decided = race(2, at -> {
                var decision = Map.of("code", code, "levels", List.of(2 + at, 3, 3, 3), "reason", "看第一题");
                return posting(at, PATH + "/" + id + "/paper-sheets/decisions", decision, person("a-third" + at), "3");
            });
            assertThat(decided)
                    .extracting(each -> each.getResponse().getStatus())
                    .containsExactlyInAnyOrder(200, 409);
        }
        var shown = ok(get("/" + id + "/paper-batches").header("Authorization", tokens.office()))
                .get("items")
                .get(0);
        assertThat(shown.get("counted").asInt()).isEqualTo(6);
        assertThat(shown.get("reasons")).hasSize(6);
        assertThat(step(id, "closing").get("ballots").asInt()).isEqualTo(6);
    }

    /** Two find it void at one instance while two others read it at the other. */
    @Test
    @Covers("A093")
    void a_sheet_is_a_ballot_or_void_and_never_both() throws Exception {
        var id = paperCampaign();
        var making = Map.of("category", "p", "unit", "u01", "area", "城关镇", "count", 20);
        ok(posting(0, PATH + "/" + id + "/paper-batches", making, tokens.office(), "sheets"), 201);
        step(id, "opening");
        var batch = "/" + id + "/paper-batches";
        var codes = codes(
                id,
                ok(get(batch).header("Authorization", tokens.office()))
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString());
        for (var code : codes) {
            race(4, at -> {
                var who = person("a-" + at);
                return at % 2 == 0
                        ? posting(at, PATH + "/" + id + "/paper-sheets", sheet(code, 5), who, "e")
                        : posting(
                                at,
                                PATH + "/" + id + "/paper-sheets/voids",
                                Map.of("code", code, "voidFor", "blank"),
                                who,
                                "v");
            });
        }
        var ballots = database.getCollection("ballots").find(new Document("campaign", id));
        for (var ballot : ballots) {
            assertThat(database.getCollection("paper_voids")
                            .countDocuments(new Document("_id", ballot.getString("_id"))))
                    .isZero();
        }
        var shown = ok(get(batch).header("Authorization", tokens.office()))
                .get("items")
                .get(0);
        assertThat(shown.get("counted").asLong())
                .isEqualTo(database.getCollection("ballots").countDocuments(new Document("campaign", id)));
        assertThat(shown.get("voided").asLong())
                .isEqualTo(database.getCollection("paper_voids").countDocuments(new Document("campaign", id)));
    }

    @Test
    @Covers({"A092", "A096"})
    void a_campaign_is_made_opened_closed_and_published_once_and_what_was_published_stays() throws Exception {
        var id = newId();
        var made = race(6, at -> posting(at, PATH, wanted(id), tokens.office(), "made"));
        assertThat(made).allSatisfy(each -> assertThat(each).hasStatus(201));
        var opened = race(6, at -> step(at, id, "opening"));
        assertThat(opened).allMatch(each -> each == 200);
        for (var i = 0; i < 12; i++) {
            accepted(id, ballot(id));
        }
        assertThat(race(6, at -> step(at, id, "closing"))).allMatch(each -> each == 200);
        assertThat(leaves(id)).hasSize(13);
        // Whoever asks later gets another count at another moment.
        var asked = new AtomicInteger();
        REGISTRAR.answer(each -> {
            clock.advance(Duration.ofSeconds(1));
            return "{\"items\":[{\"category\":\"c\",\"day\":\"2026-09-14\",\"count\":%d}]}"
                    .formatted(60 + asked.incrementAndGet());
        });
        assertThat(race(6, at -> step(at, id, "publication"))).allMatch(each -> each == 200);
        assertThat(asked.get()).isGreaterThan(1);

        var published = ok(get("/" + id)).get("publishedAt");
        for (var path : List.of("/result", "/issuance.csv", "/checkpoint", "/manifest")) {
            var texts = instances.stream()
                    .map(each -> text(each.get().uri(PATH + "/" + id + path).exchange()))
                    .distinct();
            assertThat(texts).as(path).hasSize(1);
        }
        assertThat(ok(get("/" + id + "/result")).get("campaign").get("publishedAt"))
                .isEqualTo(published);
        assertThat(events.ofType(CampaignOpened.class))
                .filteredOn(each -> each.campaignId().equals(id))
                .hasSize(1);
        assertThat(events.ofType(CampaignClosed.class))
                .filteredOn(each -> each.campaignId().equals(id))
                .containsExactly(new CampaignClosed(id, "万人评作风", 12));
        assertThat(events.ofType(CampaignPublished.class))
                .filteredOn(each -> each.campaignId().equals(id))
                .hasSize(1);
    }

    /** One replica was held up with its result in hand until the other one had published. */
    @Test
    @Covers("A096")
    void a_replica_that_comes_late_does_not_write_over_what_was_published() throws Exception {
        var id = opened();
        accepted(id, ballot(id));
        step(id, "closing");
        var first = new AtomicInteger();
        REGISTRAR.answer(each -> "{\"items\":[]}");
        REGISTRAR.mood(each -> {
            if (first.getAndIncrement() == 0) {
                Awaitility.await()
                        .until(() -> ok(get("/" + id)).get("state").asString().equals("published"));
                REGISTRAR.answer(late -> "{\"items\":[{\"category\":\"c\",\"day\":\"2026-09-14\",\"count\":999}]}");
            }
            return 200;
        });
        var answers = race(2, at -> {
            if (at == 1) {
                Awaitility.await().until(() -> first.get() > 0);
                clock.advance(Duration.ofMinutes(1));
            }
            return step(at, id, "publication");
        });
        assertThat(answers).containsExactly(200, 200);
        assertThat(text(get("/" + id + "/issuance.csv").exchange())).isEqualTo("category,day,count\n");
        assertThat(ok(get("/" + id + "/result")).get("campaign").get("publishedAt"))
                .isEqualTo(ok(get("/" + id)).get("publishedAt"));
    }

    @Test
    @Covers({"A067", "A098"})
    void an_order_is_given_once_and_nobody_who_writes_at_the_other_instance_is_turned_away() throws Exception {
        var inspector = tokens.token(claims -> claims.subject("a-inspector")
                .claim("name", "督导员")
                .claim("unit", "u-env")
                .claim("roles", List.of("INSPECTOR", "DEPARTMENT")));
        var today = LocalDate.ofInstant(TestClock.START, ZoneId.of("Asia/Shanghai"));
        var wanted = Map.of(
                "title",
                "惠企政策落实专项督导",
                "kind",
                "announced",
                "from",
                today.toString(),
                "until",
                today.plusDays(9).toString(),
                "inspectors",
                List.of(Map.of("id", "u-env", "name", "县营商环境局")),
                "units",
                List.of(Map.of("id", "u-edu", "name", "县教体局")));
        var planned = race(4, at -> posting(at, INSPECTIONS, wanted, inspector, "plan-two"));
        assertThat(planned).allSatisfy(each -> assertThat(each).hasStatus(201));
        var id = read(planned.get(0)).get("id").asString();
        assertThat(planned)
                .allSatisfy(each -> assertThat(read(each).get("id").asString()).isEqualTo(id));
        var inspection = INSPECTIONS + "/" + id;

        var found = race(
                8,
                at -> posting(
                        at,
                        inspection + "/findings",
                        Map.of("unitId", "u-edu", "fault", "other", "text", "第" + at / 2 + "条"),
                        inspector,
                        "finding-" + at / 2));
        assertThat(found).allSatisfy(each -> assertThat(each).hasStatusOk());
        assertThat(race(4, at -> posting(at, inspection + "/filing", Map.of(), inspector, "filing")))
                .allSatisfy(each -> assertThat(each).hasStatusOk());
        var findings = ok(http.get().uri(inspection).header("Authorization", inspector))
                .get("findings");
        assertThat(findings).hasSize(4);

        var order = Map.of(
                "unitId",
                "u-edu",
                "text",
                "逐户补发通知",
                "dueOn",
                today.plusDays(15).toString(),
                "findings",
                List.of(findings.get(0).get("id").asString()));
        var ordered = race(8, at -> posting(at, inspection + "/orders", order, inspector, "one-order"));
        assertThat(ordered).allSatisfy(each -> assertThat(each).hasStatusOk());
        assertThat(ok(http.get().uri(inspection).header("Authorization", inspector))
                        .get("orders"))
                .hasSize(1);
        assertThat(events.ofType(RectificationOrdered.class))
                .filteredOn(each -> each.inspectionId().equals(id))
                .hasSize(1);
    }

    private String paperCampaign() {
        var wanted = wanted(newId());
        wanted.put(
                "categories",
                List.of(
                        Map.of("id", "c", "name", "群众", "weight", 60),
                        Map.of("id", "p", "name", "纸质问卷", "weight", 40, "entry", "paper")));
        return created(post("", wanted).header("Authorization", tokens.office()))
                .get("id")
                .asString();
    }

    private static Map<String, Object> sheet(String code, int level) {
        return Map.of("code", code, "levels", Collections.nCopies(4, level));
    }

    private List<String> codes(String id, String batch) {
        var codes = new ArrayList<String>();
        ok(get("/" + id + "/paper-batches/" + batch + "/sheets").header("Authorization", tokens.office()))
                .get("items")
                .forEach(code -> codes.add(code.asString()));
        return codes;
    }

    private String person(String id) {
        return tokens.staff(id, "OFFICE", "u-office");
    }

    private int step(int at, String id, String step) {
        return posting(at, PATH + "/" + id + "/" + step, Map.of(), tokens.office(), "step")
                .getResponse()
                .getStatus();
    }

    private MvcTestResult posting(int at, String path, Object body, String who, String key) {
        return instances
                .get(at % 2)
                .post()
                .uri(path)
                .header("Authorization", who)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private JsonNode ok(MvcTestResult result, int status) {
        assertThat(result).as("%s", text(result)).hasStatus(status);
        return read(result);
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
