package io.sanhang.evaluation.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.evaluation.RectificationOrdered;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Replica;
import io.sanhang.testing.TestClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** The business environment bureau and the discipline commission look at two units. */
class InspectionHttpTest extends EvaluationHttpTest {

    private static final String ALL = "/api/evaluation/inspections";
    private static final LocalDate TODAY = LocalDate.ofInstant(TestClock.START, ZoneId.of("Asia/Shanghai"));

    private String inspector = "";
    private String other = "";
    private String edu = "";
    private String health = "";

    @BeforeEach
    void people() {
        inspector = inspector("u-env");
        other = inspector("u-other");
        edu = tokens.department("u-edu");
        health = tokens.department("u-health");
    }

    @Test
    @Covers({"A067", "A068", "A073", "A098"})
    void only_inspectors_see_what_was_found_and_a_unit_sees_what_it_has_to_put_right() {
        var id = planned("announced");
        var before = found(id, "u-edu", "imprecise", "三户企业没有收到减免通知");
        var after = found(id, "u-health", "inconvenient", "兑现要跑四个科室");
        assertThat(after.get("findings")).hasSize(2);
        var finding = before.get("findings").get(0).get("id").asString();

        for (var who : List.of(edu, tokens.office(), tokens.leader("u-edu"))) {
            var seen = seen(id, who);
            assertThat(seen.toString()).doesNotContain("三户企业").doesNotContain("四个科室");
            assertThat(seen.get("inspecting").asBoolean()).isFalse();
        }
        assertThat(seen(id, tokens.office()).get("found").asInt()).isEqualTo(2);
        assertThat(seen(id, edu).get("units"))
                .extracting(unit -> unit.get("id").asString())
                .containsExactly("u-edu");
        assertThat(send(id, "/orders", order("u-edu", finding), inspector).exchange())
                .hasStatus(409);

        ok(send(id, "/filing", Map.of(), inspector));
        ok(send(id, "/filing", Map.of(), inspector));
        refused(send(id, "/findings", finding("u-edu", "other", "又一条"), inspector), 409, "inspection-filed");
        refused(send(id, "/orders", order("u-health", finding), inspector), 422, "finding-of-another-unit");
        var key = UUID.randomUUID().toString();
        ok(send(id, "/orders", order("u-edu", finding), inspector).header("Idempotency-Key", key));
        ok(send(id, "/orders", order("u-edu", finding), inspector).header("Idempotency-Key", key));
        refused(
                send(id, "/orders", order("u-health", finding), inspector).header("Idempotency-Key", key),
                422,
                "idempotency-key-reused");

        assertThat(seen(id, edu).get("orders"))
                .singleElement()
                .satisfies(order -> assertThat(order.get("text").asString()).isEqualTo("逐户补发通知"));
        assertThat(seen(id, health).get("orders")).isEmpty();
        assertThat(events.ofType(RectificationOrdered.class))
                .filteredOn(each -> each.inspectionId().equals(id))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.unitId()).isEqualTo("u-edu");
                    assertThat(each.orderedBy()).isEqualTo("县营商环境局");
                });
    }

    @Test
    @Covers("A068")
    void nobody_inspects_herself_and_nobody_else_inspects() {
        var self = wantedInspection("announced");
        self.put("inspectors", List.of(party("u-edu", "县教体局")));
        refused(posted(self, tokens.office()), 422, "inspector-inspected");
        refused(posted(wantedInspection("announced"), edu), 403, "not-allowed");
        var backwards = wantedInspection("announced");
        backwards.put("until", TODAY.minusDays(1).toString());
        refused(posted(backwards, tokens.office()), 422, "bad-inspection");

        var id = planned("announced");
        refused(send(id, "/findings", finding("u-edu", "other", "不该由我查"), edu), 403, "not-allowed");
        refused(send(id, "/findings", finding("u-edu", "other", "不该由我查"), tokens.office()), 403, "not-allowed");
        // An inspector of another unit does not even learn of it.
        refused(send(id, "/findings", finding("u-edu", "other", "不该由我查"), other), 404, "not-found");
        refused(send(id, "/findings", finding("u-env", "other", "不在名单"), inspector), 422, "unit-not-inspected");
        refused(request("/" + id, tokens.department("u-t1")), 404, "not-found");
        assertThat(http.get().uri(ALL).exchange()).hasStatus(401);
    }

    @Test
    @Covers("A087")
    void an_unannounced_one_is_hidden_from_whoever_is_inspected_until_it_is_filed() {
        var id = planned("unannounced");
        for (var who : List.of(edu, tokens.leader("u-edu"), tokens.staff("a-office-edu", "OFFICE", "u-edu"))) {
            refused(request("/" + id, who), 404, "not-found");
            assertThat(ok(request("", who)).get("items").toString()).doesNotContain(id);
        }
        assertThat(seen(id, inspector).get("inspecting").asBoolean()).isTrue();
        assertThat(seen(id, tokens.office()).get("kind").asString()).isEqualTo("unannounced");
        ok(send(id, "/filing", Map.of(), inspector));
        assertThat(seen(id, edu).get("state").asString()).isEqualTo("filed");
    }

    @Test
    @Covers("K41")
    void the_share_of_findings_that_led_to_an_order_is_told() {
        var from = TODAY.plusYears(1);
        var wanted = wantedInspection("announced");
        wanted.put("from", from.toString());
        wanted.put("until", from.plusDays(5).toString());
        var id = created(posted(wanted, inspector)).get("id").asString();
        var span = "/follow-up?from=" + from + "&until=" + from.plusDays(30);
        assertThat(ok(request(span, tokens.office())).get("share").isNull()).isTrue();
        var finding = found(id, "u-edu", "poorly-done", "一")
                .get("findings")
                .get(0)
                .get("id")
                .asString();
        found(id, "u-edu", "other", "二");
        found(id, "u-health", "other", "三");
        ok(send(id, "/filing", Map.of(), inspector));
        ok(send(id, "/orders", order("u-edu", finding), inspector));
        var told = ok(request(span, tokens.office()));
        assertThat(told.get("findings").asInt()).isEqualTo(3);
        assertThat(told.get("followedUp").asInt()).isEqualTo(1);
        assertThat(told.get("share").asString()).isEqualTo("33.3");
        refused(request(span, edu), 403, "not-allowed");
    }

    /** Findings are written by several people on the spot: nothing of what was taken is lost. */
    @Test
    void of_many_who_write_at_once_nobody_is_turned_away_and_nothing_is_lost() throws Exception {
        var id = planned("announced");
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 8; i++) {
            var text = "第" + i + "条";
            calls.add(() -> send(id, "/findings", finding("u-edu", "other", text), inspector)
                    .exchange()
                    .getResponse()
                    .getStatus());
        }
        assertThat(Replica.race(calls)).containsOnly(200);
        assertThat(seen(id, inspector).get("findings")).hasSize(8);
    }

    private String planned(String kind) {
        return created(posted(wantedInspection(kind), tokens.office()))
                .get("id")
                .asString();
    }

    private Map<String, Object> wantedInspection(String kind) {
        return new HashMap<>(Map.of(
                "title",
                "惠企政策落实专项督导",
                "kind",
                kind,
                "from",
                TODAY.toString(),
                "until",
                TODAY.plusDays(9).toString(),
                "inspectors",
                List.of(party("u-env", "县营商环境局")),
                "units",
                List.of(party("u-edu", "县教体局"), party("u-health", "县卫健局"))));
    }

    private static Map<String, String> party(String id, String name) {
        return Map.of("id", id, "name", name);
    }

    private static Map<String, Object> finding(String unit, String fault, String text) {
        return Map.of("unitId", unit, "fault", fault, "text", text);
    }

    private static Map<String, Object> order(String unit, String finding) {
        return Map.of(
                "unitId", unit, "text", "逐户补发通知", "dueOn", TODAY.plusDays(15).toString(), "findings", List.of(finding));
    }

    private JsonNode found(String id, String unit, String fault, String text) {
        return ok(send(id, "/findings", finding(unit, fault, text), inspector));
    }

    private JsonNode seen(String id, String who) {
        return ok(request("/" + id, who));
    }

    private MockMvcTester.MockMvcRequestBuilder request(String path, String who) {
        return http.get().uri(ALL + path).header("Authorization", who);
    }

    private MockMvcTester.MockMvcRequestBuilder posted(Map<String, Object> body, String who) {
        return write("", body, who);
    }

    private MockMvcTester.MockMvcRequestBuilder send(String id, String step, Map<String, Object> body, String who) {
        return write("/" + id + step, body, who);
    }

    private MockMvcTester.MockMvcRequestBuilder write(String path, Map<String, Object> body, String who) {
        return http.post()
                .uri(ALL + path)
                .header("Authorization", who)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body));
    }

    private String inspector(String unit) {
        return tokens.token(claims -> claims.subject("a-inspector-" + unit)
                .claim("name", "督导员")
                .claim("unit", unit)
                .claim("roles", List.of("INSPECTOR", "DEPARTMENT")));
    }
}
