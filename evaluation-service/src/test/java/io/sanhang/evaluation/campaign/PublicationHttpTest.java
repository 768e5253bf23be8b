package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.sanhang.contracts.evaluation.CampaignPublished;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.testing.Covers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A campaign with ballots is closed and published; then anybody counts again from what is public. */
class PublicationHttpTest extends EvaluationHttpTest {

    private static final Pattern ROW =
            Pattern.compile("(\\d+),([0-9a-f]{64}),([ce]),\"zfpj1\\|[^|]+\\|(u0\\d)\\|(.+)\",([0-9a-f]{64})");
    private static final Map<Character, Integer> LEVELS = Map.of('5', 100, '4', 80, '3', 60, '2', 40, '1', 0);
    private static final double[] WEIGHTS = {30, 30, 20, 20};

    private String id = "";

    @BeforeEach
    void closed() {
        var wanted = wanted(newId());
        wanted.put(
                "units",
                List.of(
                        Map.of("id", "u01", "name", "县教育局"),
                        Map.of("id", "u02", "name", "县卫健局"),
                        Map.of("id", "u03", "name", "县民政局")));
        id = created(post("", wanted).header("Authorization", tokens.office()))
                .get("id")
                .asString();
        step(id, "opening");
        rate("c", "u01", 16, "q1=5,q2=4,q3=3,q4=5");
        rate("c", "u01", 4, "q1=2,q2=0,q3=4,q4=1");
        rate("c", "u01", 2, "q1=0,q2=0,q3=4,q4=0");
        rate("e", "u01", 10, "q1=5,q2=5,q3=4,q4=4");
        rate("c", "u02", 20, "q1=3,q2=4,q3=4,q4=2");
        rate("e", "u02", 10, "q1=4,q2=0,q3=4,q4=4");
        rate("c", "u03", 10, "q1=5,q2=5,q3=5,q4=5");
        rate("e", "u03", 2, "q1=1,q2=1,q3=1,q4=1");
        step(id, "closing");
    }

    private void rate(String category, String unit, int times, String answers) {
        for (var i = 0; i < times; i++) {
            accepted(id, TestRater.rate(id, category, unit, answers));
        }
    }

    @Test
    @Covers({"A092", "A096"})
    void before_it_is_published_there_is_no_result_and_afterwards_all_can_be_counted_again() {
        refused(get("/" + id + "/result"), 404, "result-not-published");
        for (var file : List.of("bodies.csv", "auth.bin", "withheld.csv", "issuance.csv")) {
            refused(get("/" + id + "/" + file), 404, "result-not-published");
        }
        var leaves = leaves(id);
        assertThat(leaves).hasSize(75);

        var campaign = publish(id);
        assertThat(campaign.get("ballots").asInt()).isEqualTo(74);
        var result = ok(get("/" + id + "/result"));
        var root = HexFormat.of()
                .formatHex(Merkle.root(
                        leaves.stream().map(HexFormat.of()::parseHex).toList()));
        assertThat(campaign.get("root").asString()).isEqualTo(root);
        assertThat(result.get("root").asString()).isEqualTo(root);
        assertThat(result.get("method").asString()).isEqualTo("zfpj-score-1");

        var rows = rows();
        assertThat(rows)
                .hasSize(72)
                .allSatisfy(row -> assertThat(leaves.get(row.index)).isEqualTo(row.leaf));
        assertThat(text(get("/" + id + "/withheld.csv").exchange()).lines().skip(1))
                .hasSize(2)
                .allSatisfy(line -> {
                    var cells = line.split(",");
                    assertThat(line).startsWith("u03,e,");
                    assertThat(leaves.get(Integer.parseInt(cells[2]))).isEqualTo(cells[3]);
                });
        assertThat(text(get("/" + id + "/issuance.csv").exchange()))
                .isEqualTo("category,day,count\nc,2026-09-14,60\ne,2026-09-15,30\n");
        authHoldsUp();
        for (var unit : result.get("units")) {
            assertThat(Double.parseDouble(unit.get("score").asString()))
                    .as(unit.get("id").asString())
                    .isCloseTo(score(rows, unit.get("id").asString()), within(0.00006));
        }
        samples(result);
        frozen(result);
    }

    @Test
    @Covers("A069")
    void the_result_tells_of_each_unit_how_many_are_satisfied() {
        publish(id);
        var rates = ok(get("/" + id + "/result")).get("rates");
        assertThat(rates.get("rules").asString()).isEqualTo("zfpj-rate-1");
        var whole = rates.get("rows").get(0);
        assertThat(whole.get("unit").asString()).isEqualTo("u01");
        assertThat(whole.get("n").asInt()).isEqualTo(30);
        assertThat(whole.get("good").asInt()).isEqualTo(26);
        assertThat(whole.get("rate").asString()).isEqualTo("0.8667");
        assertThat(whole.get("interval").toString()).isEqualTo("[\"0.7032\",\"0.9469\"]");
        assertThat(whole.get("stars").asInt()).isEqualTo(2);
        // Too few of u03 to say anything, and of its enterprises not even a row.
        var small = rates.get("rows").get(rates.get("rows").size() - 1);
        assertThat(small.get("unit").asString()).isEqualTo("u03");
        assertThat(small.get("category").asString()).isEqualTo("c");
        assertThat(small.get("rate").isNull()).isTrue();
    }

    /** As it was stored before rules had names of their own. */
    @Test
    void a_campaign_of_before_is_published_by_the_rules_of_before() {
        database.getCollection("campaigns").updateOne(Filters.eq("_id", id), Updates.unset("terms"));
        publish(id);
        var result = ok(get("/" + id + "/result"));
        assertThat(result.get("rates").isNull()).isTrue();
        assertThat(result.get("review").get("rules").asString()).isEqualTo("zfpj-review-1");
        assertThat(result.get("units")).hasSize(3);
    }

    @Test
    @Covers("A110")
    void a_later_campaign_with_the_same_questions_is_shown_beside_the_one_before() {
        // As if no other test had published one with these questions.
        database.getCollection("campaigns")
                .updateMany(
                        Filters.and(Filters.ne("_id", id), Filters.eq("state", "PUBLISHED")),
                        Updates.set("state", "CLOSED"));
        refused(get("/" + id + "/comparison"), 404, "result-not-published");
        publish(id);
        refused(get("/" + id + "/comparison"), 404, "no-earlier-campaign");
        clock.advance(java.time.Duration.ofMinutes(1));
        var again = wanted(newId());
        again.put("units", List.of(Map.of("id", "u01", "name", "县教育局"), Map.of("id", "u02", "name", "县卫健局")));
        again.put(
                "categories",
                List.of(Map.of("id", "c", "name", "群众", "weight", 50), Map.of("id", "e", "name", "企业", "weight", 50)));
        again.put(
                "closes",
                java.time.Instant.parse(again.get("closes").toString())
                        .plusSeconds(60)
                        .toString());
        var later = created(post("", again).header("Authorization", tokens.office()))
                .get("id")
                .asString();
        step(later, "opening");
        for (var unit : List.of("u01", "u02")) {
            for (var i = 0; i < 20; i++) {
                accepted(
                        later,
                        TestRater.rate(later, "c", unit, i % 4 == 0 ? "q1=4,q2=5,q3=5,q4=5" : "q1=5,q2=5,q3=5,q4=5"));
            }
            for (var i = 0; i < 10; i++) {
                accepted(
                        later,
                        TestRater.rate(later, "e", unit, i % 4 == 0 ? "q1=4,q2=5,q3=5,q4=5" : "q1=5,q2=5,q3=5,q4=5"));
            }
        }
        step(later, "closing");
        publish(later);
        var comparison = ok(get("/" + later + "/comparison"));
        assertThat(comparison.get("earlier").get("id").asString()).isEqualTo(id);
        // The weights are others now, so the ballots of then were counted again with them, and it is said.
        assertThat(comparison.get("rescored").asBoolean()).isTrue();
        var published =
                ok(get("/" + id + "/result")).get("units").get(0).get("score").asString();
        var units = comparison.get("units");
        var first = units.get(0).get("id").asString().equals("u01") ? units.get(0) : units.get(1);
        assertThat(first.get("verdict").asString()).isEqualTo("risen");
        assertThat(first.get("before").asString()).isNotEqualTo(published);
        assertThat(ok(get("/" + later + "/comparison"))).isEqualTo(comparison);
    }

    @Test
    @Covers("A092")
    void the_office_sees_how_many_got_tokens_and_nobody_else_does() {
        var turnout = ok(get("/" + id + "/turnout").header("Authorization", tokens.office()));
        assertThat(turnout.get("issued")).hasSize(2);
        assertThat(turnout.get("issued").get(0).toString())
                .isEqualTo("{\"category\":\"c\",\"day\":\"2026-09-14\",\"count\":60}");
        assertThat(get("/" + id + "/turnout").exchange()).hasStatus(401);
    }

    /** Body, authority and commitment of every row lead to its leaf. */
    private void authHoldsUp() {
        var auth = ByteBuffer.wrap(
                get("/" + id + "/auth.bin").exchange().getResponse().getContentAsByteArray());
        var lines =
                text(get("/" + id + "/bodies.csv").exchange()).lines().skip(1).toList();
        for (var line : lines) {
            var cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            var start = auth.position();
            for (var part = 0; part < 3; part++) {
                var length = Short.toUnsignedInt(auth.getShort());
                auth.position(auth.position() + length);
            }
            var record = Arrays.copyOfRange(auth.array(), start, auth.position());
            var data = ByteBuffer.allocate(97)
                    .put((byte) 1)
                    .put(Merkle.sha256(cells[3].replace("\"", "").getBytes(StandardCharsets.US_ASCII)))
                    .put(Merkle.sha256(record))
                    .put(HexFormat.of().parseHex(cells[4]));
            assertThat(HexFormat.of().formatHex(Merkle.leaf(data.array()))).isEqualTo(cells[1]);
        }
        assertThat(auth.hasRemaining()).isFalse();
    }

    private static void samples(JsonNode result) {
        assertThat(column(result, "id")).containsExactly("u01", "u02", "u03");
        assertThat(column(result, "ballots")).containsExactly("32", "30", "12");
        assertThat(column(result, "counted")).containsExactly("30", "30", "10");
        assertThat(column(result, "rank")).containsExactly("1", "2", "");
        assertThat(column(result, "ranked")).containsExactly("true", "true", "false");
        var small = result.get("units").get(2);
        assertThat(small.get("note").asString()).contains("样本不足");
        assertThat(small.get("cells").get(1).get("withheld").asBoolean()).isTrue();
        assertThat(small.get("cells").get(1).get("mean").isNull()).isTrue();
        for (var unit : List.of(result.get("units").get(0), result.get("units").get(1))) {
            assertThat(Double.parseDouble(unit.get("interval").get(0).asString()))
                    .isLessThan(Double.parseDouble(unit.get("interval").get(1).asString()));
            assertThat(unit.get("rankInterval")).hasSize(2);
        }
    }

    private void frozen(JsonNode result) {
        var fact = new CampaignPublished(id, "万人评作风", List.of("u01", "u02", "u03"));
        assertThat(events.ofType(CampaignPublished.class)).contains(fact);
        clock.advance(java.time.Duration.ofDays(1));
        step(id, "publication");
        assertThat(ok(get("/" + id + "/result"))).isEqualTo(result);
        var later = opened();
        step(later, "closing");
        publish(later);
        var seen = new ArrayList<CampaignPublished>();
        while (seen.stream().noneMatch(each -> each.campaignId().equals(later))) {
            var more = events.ofType(CampaignPublished.class, seen.size() + 1);
            seen.clear();
            seen.addAll(more);
        }
        assertThat(seen).filteredOn(each -> each.campaignId().equals(id)).containsExactly(fact);
        var empty = ok(get("/" + later + "/result"));
        assertThat(column(empty, "score")).containsExactly("", "");
        assertThat(get("/" + later + "/bodies.csv").exchange())
                .bodyText()
                .isEqualTo("index,leaf,category,body,commit\n");
    }

    private record Row(int index, String leaf, String cell, String answers) {}

    private List<Row> rows() {
        var result = get("/" + id + "/bodies.csv").exchange();
        assertThat(result).hasStatusOk().hasContentType("text/csv;charset=UTF-8");
        return text(result).lines().skip(1).map(PublicationHttpTest::row).toList();
    }

    private static Row row(String line) {
        var matcher = ROW.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return new Row(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2),
                matcher.group(4) + "/" + matcher.group(3),
                matcher.group(5));
    }

    /** The published rules, written down once more and in other words. */
    private static double score(List<Row> rows, String unit) {
        var cells = new HashMap<String, List<Double>>();
        for (var row : rows) {
            if (row.answers != null) {
                var value = value(row.answers);
                if (!Double.isNaN(value)) {
                    cells.computeIfAbsent(row.cell, name -> new ArrayList<>()).add(value);
                }
            }
        }
        cells.values().removeIf(cell -> cell.size() < 10);
        var score = 0.0;
        for (var category : Map.of("c", 0.6, "e", 0.4).entrySet()) {
            var mean = cells.entrySet().stream()
                    .filter(cell -> cell.getKey().endsWith("/" + category.getKey()))
                    .collect(Collectors.averagingDouble(cell -> mean(cell.getValue())));
            var own = cells.getOrDefault(unit + "/" + category.getKey(), List.of());
            score += category.getValue() * (own.size() * mean(own) + 10 * mean) / (own.size() + 10);
        }
        return score;
    }

    private static double mean(List<Double> values) {
        return values.stream().collect(Collectors.averagingDouble(value -> value));
    }

    private static double value(String answers) {
        var answered = 0.0;
        var points = 0.0;
        var levels = Arrays.stream(answers.split(","))
                .map(answer -> answer.charAt(3))
                .toList();
        for (var i = 0; i < 4; i++) {
            if (levels.get(i) != '0') {
                answered += WEIGHTS[i];
                points += WEIGHTS[i] * LEVELS.get(levels.get(i));
            }
        }
        return answered < 50 ? Double.NaN : Math.round(1000 * points / answered) / 1000.0;
    }

    private static List<String> column(JsonNode result, String field) {
        var values = new ArrayList<String>();
        result.get("units")
                .forEach(unit -> values.add(
                        unit.get(field).isNull() ? "" : unit.get(field).asString()));
        return values;
    }
}
