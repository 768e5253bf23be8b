package io.sanhang.task.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.task.SelfCheckDue;
import io.sanhang.support.store.Ids;
import io.sanhang.task.Calls;
import io.sanhang.task.Calls.Answer;
import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.PublishedEvents;
import io.sanhang.testing.Tokens;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

class SelfCheckHttpTest extends ComponentTest {

    private static final String FORMS = "/api/task/check-forms";
    private static final String ROUNDS = "/api/task/check-rounds";

    private final String today;
    private final Calls calls;
    private final PublishedEvents events;
    private final String office;
    private final String edu;
    private final String market;
    private final String leader;

    SelfCheckHttpTest(
            @Autowired MockMvcTester http,
            @Autowired Tokens tokens,
            @Autowired PublishedEvents events,
            @Autowired Clock clock) {
        today = LocalDate.now(clock).toString();
        calls = new Calls(http);
        this.events = events;
        office = tokens.office();
        edu = tokens.department("u-edu");
        market = tokens.department("u-market");
        leader = tokens.leader("u-edu");
    }

    @Test
    @Covers("A018")
    void a_round_is_filled_in_by_each_unit_and_the_missing_are_known_and_reminded() {
        var id = round(form(), "u-edu", "u-health");
        assertThat(events.ofType(SelfCheckDue.class)).anySatisfy(event -> {
            assertThat(event.roundId()).isEqualTo(id);
            assertThat(event.unitIds()).containsExactly("u-edu", "u-health");
        });
        var sheet = calls.get(edu, sheet(id));
        assertThat(sheet.body().path("mayFillIn").asBoolean()).isTrue();
        var points = points(sheet);
        var draft = calls.put(edu, sheet(id), answers(points, "done"), "If-Match", "\"0\"");
        assertThat(draft.text("state")).isEqualTo("draft");

        var incomplete = calls.post(edu, sheet(id) + "/submission", Map.of("answers", List.of()));
        assertThat(incomplete.code()).isEqualTo("check-sheet-incomplete");
        assertThat(incomplete.body().path("errors")).hasSize(2);
        assertThat(calls.post(edu, sheet(id) + "/submission", answers(points, "done"))
                        .text("state"))
                .isEqualTo("submitted");

        var seen = calls.get(office, ROUNDS + "/" + id);
        assertThat(seen.body().path("submitted").asInt()).isEqualTo(1);
        assertThat(seen.body().path("units").path(0).path("id").asString()).isEqualTo("u-health");
        assertThat(seen.body().path("units").path(0).path("state").asString()).isEqualTo("missing");
        for (var again = 0; again < 2; again++) {
            var reminded = calls.post(office, ROUNDS + "/" + id + "/reminders", Map.of(), "Idempotency-Key", "remind");
            assertThat(reminded.body().path("reminders")).hasSize(1);
        }
        assertThat(events.ofType(SelfCheckDue.class))
                .filteredOn(event -> event.roundId().equals(id)
                        && event.unitIds().equals(List.of("u-health"))
                        && event.words().contains("抓紧"))
                .hasSize(1);
        assertThat(calls.get(edu, ROUNDS + "?state=open&size=200")
                        .body()
                        .path("items")
                        .values())
                .filteredOn(one -> one.path("id").asString().equals(id))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("asked").asInt()).isEqualTo(1);
                    assertThat(one.path("submitted").asInt()).isEqualTo(1);
                });
    }

    @Test
    @Covers("A018")
    void what_a_unit_that_is_gone_has_handed_in_is_not_returned_to_nobody() {
        var id = round(form(), "u-edu");
        var handedIn = calls.post(edu, sheet(id) + "/submission", answers(points(calls.get(edu, sheet(id))), "done"));
        assertThat(handedIn.text("state")).isEqualTo("submitted");
        IDENTITY.withoutUnit("u-edu");

        var refused = calls.post(office, sheet(id) + "/return", Map.of("reason", "写具体"));

        assertThat(refused.code()).isEqualTo("check-unit-gone");
        assertThat(calls.get(office, sheet(id)).text("state")).isEqualTo("submitted");
    }

    @Test
    @Covers("A018")
    void the_office_returns_a_sheet_and_a_double_click_hands_in_once() {
        var id = round(form(), "u-edu");
        var points = points(calls.get(edu, sheet(id)));
        var key = Ids.random();
        for (var again = 0; again < 2; again++) {
            var handedIn =
                    calls.post(edu, sheet(id) + "/submission", answers(points, "not-yet"), "Idempotency-Key", key);
            assertThat(handedIn.status()).isEqualTo(200);
            assertThat(handedIn.body().path("history")).hasSize(1);
        }
        assertThat(calls.post(edu, sheet(id) + "/submission", answers(points, "done"), "Idempotency-Key", key)
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(calls.post(edu, sheet(id) + "/submission", answers(points, "done"))
                        .code())
                .isEqualTo("illegal-check-step");
        assertThat(calls.post(edu, sheet(id) + "/return", Map.of("reason", "自己退"))
                        .status())
                .isEqualTo(403);

        calls.post(office, sheet(id) + "/return", Map.of("reason", "第一问要写具体"));

        var back = calls.get(edu, sheet(id));
        assertThat(back.text("returnedFor")).isEqualTo("第一问要写具体");
        assertThat(events.ofType(SelfCheckDue.class))
                .anyMatch(event -> event.roundId().equals(id) && event.words().contains("第一问要写具体"));
        var stale = calls.put(edu, sheet(id), answers(points, "done"), "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(calls.put(edu, sheet(id), answers(points, "done"), "If-Match", "\"2\"")
                        .text("state"))
                .isEqualTo("returned");
        assertThat(calls.post(edu, sheet(id) + "/submission", answers(points, "done"))
                        .text("state"))
                .isEqualTo("submitted");
    }

    @Test
    void another_unit_neither_sees_nor_fills_in_and_a_leader_reads() {
        var id = round(form(), "u-edu");
        assertThat(calls.get(market, ROUNDS + "/" + id).code()).isEqualTo("not-your-check");
        assertThat(calls.get(market, sheet(id)).code()).isEqualTo("not-your-check");
        assertThat(calls.put(market, sheet(id), Map.of("answers", List.of())).code())
                .isEqualTo("not-your-check");
        assertThat(calls.get(market, ROUNDS + "?size=200").body().path("items").values())
                .noneMatch(one -> one.path("id").asString().equals(id));
        assertThat(calls.get(leader, sheet(id)).body().path("mayFillIn").asBoolean(true))
                .isFalse();
        assertThat(calls.put(leader, sheet(id), Map.of("answers", List.of())).status())
                .isEqualTo(403);
        assertThat(calls.put(office, sheet(id), Map.of("answers", List.of())).code())
                .isEqualTo("not-your-check");
        assertThat(calls.get(market, "/api/task/check-comparisons/u-edu").code())
                .isEqualTo("not-your-check");
        assertThat(calls.get(office, ROUNDS + "/" + id + "/sheets/u-tax").code())
                .isEqualTo("not-found");
        assertThat(calls.post(edu, ROUNDS, opening(form(), "u-edu")).status()).isEqualTo(403);
    }

    @Test
    void a_round_keeps_to_its_days_and_the_office_moves_them() {
        var id = round(form(), "u-edu");
        var points = points(calls.get(edu, sheet(id)));
        var yesterday = LocalDate.parse(today).minusDays(1).toString();
        assertThat(reschedule(id, yesterday, "\"1\"").code()).isEqualTo("bad-check-days");
        var form = form();
        var early = Map.of("title", "已过", "form", form, "opensOn", yesterday, "closesOn", yesterday);
        assertThat(calls.post(office, ROUNDS, early).code()).isEqualTo("bad-check-days");
        var earlier = Map.of(
                "title", "跨今天", "form", form, "opensOn", yesterday, "closesOn", today, "unitIds", List.of("u-edu"));
        var other = calls.post(office, ROUNDS, earlier).text("id");
        assertThat(reschedule(other, yesterday, "\"1\"").text("state")).isEqualTo("closed");
        assertThat(calls.put(edu, sheet(other), answers(points(calls.get(edu, sheet(other))), "done"))
                        .code())
                .isEqualTo("check-round-not-open");
        assertThat(calls.post(office, ROUNDS + "/" + other + "/reminders", Map.of())
                        .code())
                .isEqualTo("check-round-not-open");
        assertThat(reschedule(other, today, "\"1\"").status()).isEqualTo(412);
        assertThat(reschedule(other, today, "\"2\"").text("state")).isEqualTo("open");
        assertThat(points).hasSize(2);
        assertThat(calls.get(office, ROUNDS + "?state=lost").code()).isEqualTo("invalid-request");
    }

    @Test
    @Covers("A013")
    void a_form_has_editions_a_round_keeps_its_own_and_two_rounds_are_compared() {
        var form = form();
        var first = round(form, "u-edu");
        var points = points(calls.get(edu, sheet(first)));
        calls.post(edu, sheet(first) + "/submission", answers(points, "not-yet"));
        var edited = calls.put(
                office,
                FORMS + "/" + form,
                Map.of("title", "改过的", "sections", List.of(section(true, "敢不敢闯", "快不快"))),
                "If-Match",
                "\"1\"");
        assertThat(edited.body().path("earlier")).hasSize(1);
        assertThat(calls.put(office, FORMS + "/" + form, body("又改"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(points(calls.get(edu, sheet(first)))).isEqualTo(points);

        var second = round(form, "u-edu");
        var newer = points(calls.get(edu, sheet(second)));
        calls.post(edu, sheet(second) + "/submission", answers(newer, "done"));
        var comparison =
                calls.get(edu, "/api/task/check-comparisons/u-edu?form=" + form).body();

        assertThat(comparison.path("rounds")).hasSize(2);
        assertThat(comparison.path("rows").values())
                .extracting(row ->
                        row.path("words").asString() + " " + row.path("change").asString())
                .containsExactly("敢不敢闯 better", "快不快 new", "差在哪里 gone");
    }

    @Test
    @Covers("A013")
    void a_form_that_cannot_be_filled_in_is_refused() {
        assertThat(calls.post(office, FORMS, Map.of("title", "空", "sections", List.of()))
                        .code())
                .isEqualTo("invalid-request");
        for (var wrong : List.of(
                Map.of("title", "没有条目", "judged", true),
                Map.of("title", "两样都有", "judged", true, "dictionary", "five-fine", "points", List.of("一")),
                Map.of("title", "没有这个字典", "judged", true, "dictionary", "nothing"),
                Map.of("title", "重复", "judged", true, "points", List.of("一", "一")))) {
            assertThat(calls.post(office, FORMS, Map.of("title", "表", "sections", List.of(wrong)))
                            .code())
                    .isEqualTo("bad-check-section");
        }
        calls.put(office, "/api/task/dictionaries/chief-officer", Map.of("entries", List.of()));
        var chief = List.of(Map.of("title", "首席服务员", "judged", true, "dictionary", "chief-officer"));
        var empty = calls.post(office, FORMS, Map.of("title", "字典还没填", "sections", chief))
                .text("code");
        var body = Map.of("title", "发起", "form", empty, "opensOn", today, "closesOn", today);
        assertThat(calls.post(office, ROUNDS, body).code()).isEqualTo("check-section-empty");
        assertThat(calls.post(edu, FORMS, body("部门")).status()).isEqualTo(403);
        assertThat(calls.get(edu, FORMS).body().path("items").values())
                .extracting(one -> one.path("code").asString())
                .contains("six");
        var key = Ids.random();
        var once = calls.post(office, FORMS, body("同一个"), "Idempotency-Key", key);
        assertThat(calls.post(office, FORMS, body("同一个"), "Idempotency-Key", key)
                        .text("code"))
                .isEqualTo(once.text("code"));
        assertThat(calls.post(office, FORMS, body("另一个"), "Idempotency-Key", key)
                        .code())
                .isEqualTo("idempotency-key-reused");
    }

    private Answer reschedule(String id, String day, String etag) {
        return calls.patch(office, ROUNDS + "/" + id, Map.of("closesOn", day), "If-Match", etag);
    }

    private String form() {
        return calls.post(office, FORMS, body("自查表 " + Ids.random())).text("code");
    }

    private static Map<String, Object> body(String title) {
        return Map.of("title", title, "sections", List.of(section(true, "敢不敢闯"), section(false, "差在哪里")));
    }

    private static Map<String, Object> section(boolean judged, String... points) {
        return Map.of("title", judged ? "问" : "答", "judged", judged, "points", List.of(points));
    }

    private String round(String form, String... units) {
        var body = Map.of("title", "自查", "form", form, "opensOn", today, "closesOn", today, "unitIds", List.of(units));
        var key = Ids.random();
        var opened = calls.post(office, ROUNDS, body, "Idempotency-Key", key);
        assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
        assertThat(calls.post(office, ROUNDS, body, "Idempotency-Key", key).text("id"))
                .isEqualTo(opened.text("id"));
        return opened.text("id");
    }

    private Map<String, Object> opening(String form, String... units) {
        return Map.of("title", "自查", "form", form, "opensOn", today, "closesOn", today, "unitIds", List.of(units));
    }

    private static String sheet(String round) {
        return ROUNDS + "/" + round + "/sheets/u-edu";
    }

    /** Codes of the points, the judged ones first. */
    private static List<String> points(Answer sheet) {
        return sheet.body().path("parts").values().stream()
                .flatMap(part -> part.path("points").values().stream())
                .map((JsonNode point) -> point.path("code").asString())
                .toList();
    }

    private static Map<String, Object> answers(List<String> points, String judgement) {
        return Map.of(
                "answers",
                points.stream()
                        .map(point -> Map.of("point", point, "judgement", judgement, "text", "写了"))
                        .toList());
    }
}
