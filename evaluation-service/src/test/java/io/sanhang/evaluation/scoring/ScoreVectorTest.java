package io.sanhang.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sanhang.evaluation.Vectors;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.scoring.Scoring.UnitScore;
import io.sanhang.evaluation.scoring.Scoring.Weight;
import io.sanhang.testing.Covers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The worked example of the ballots protocol §4.5, which two other programs computed too. */
@Covers("A096")
class ScoreVectorTest {

    private static final List<Weight> WEIGHTS =
            List.of(new Weight("c", 40), new Weight("e", 30), new Weight("w", 20), new Weight("d", 10));
    private static final String ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
    private static final int[] LEVELS = {100_000, 80_000, 60_000, 40_000, 0};
    private static final Map<String, Map<String, List<Integer>>> BALLOTS = ballots();
    private static final List<UnitScore> SCORES = Scoring.scores(BALLOTS, WEIGHTS, Rules.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"u01", "u02", "u03", "u04", "u05"})
    void cells_are_those_of_the_vector(String unit) {
        for (var cell : score(unit).cells()) {
            var expected = Vectors.scores().get("cells").get(unit + "/" + cell.category());
            assertThat(cell.cast()).isEqualTo(expected.get("n_cast").asInt());
            assertThat(cell.counted()).isEqualTo(expected.get("n").asInt());
            assertThat(decimals(cell.shrunk())).isEqualTo(expected.get("shrunk").asString());
            var mean = cell.mean();
            if (expected.get("mean").isNull()) {
                assertThat(mean).isNull();
            } else {
                assertThat(mean).isNotNull();
                assertThat(decimals(mean)).isEqualTo(expected.get("mean").asString());
            }
        }
    }

    @Test
    void group_means_are_those_of_the_vector() {
        for (var weight : WEIGHTS) {
            assertThat(decimals(Scoring.groupMean(BALLOTS, weight.category(), Rules.DEFAULT)))
                    .isEqualTo(Vectors.scores().get("mu").get(weight.category()).asString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u01", "u02", "u03", "u04", "u05"})
    void scores_and_ranks_are_those_of_the_vector(String unit) {
        var score = score(unit);
        var expected = unit(unit);
        assertThat(decimals(score.score())).isEqualTo(expected.get("score").asString());
        assertThat(score.shown().toPlainString())
                .isEqualTo(expected.get("score2").asString());
        assertThat(score.cast()).isEqualTo(expected.get("n_cast").asInt());
        assertThat(score.counted()).isEqualTo(expected.get("n").asInt());
        assertThat(score.ranked()).isEqualTo(expected.get("rankable").asBoolean());
        if (score.ranked()) {
            assertThat(Scoring.rank(score, SCORES))
                    .isEqualTo(expected.get("rank").asInt());
        }
    }

    /** The pooled mean would put u05 with its 19 ballots and u03 with its 63 above u01 with 400. */
    @Test
    void a_small_sample_is_not_carried_to_the_top_by_chance() {
        assertThat(unit("u05").get("naiveMean").asString())
                .isGreaterThan(unit("u01").get("naiveMean").asString());
        assertThat(score("u05").ranked()).isFalse();
        assertThat(score("u01").score()).isGreaterThan(score("u03").score());
    }

    @Test
    void the_seed_and_the_first_draws_are_those_of_the_vector() {
        var seed = Bootstrap.seed("demo-2026", "g1", ROOT);
        assertThat(Long.toHexString(seed))
                .isEqualTo(Vectors.scores().get("seed").asString());
        var random = new SplittableRandom(seed);
        for (var draw : Vectors.scores().get("firstDraws")) {
            assertThat(Long.toHexString(random.nextLong())).isEqualTo(draw.asString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u01", "u02", "u03", "u04"})
    void intervals_and_rank_counts_are_those_of_the_vector(String unit) {
        var interval = intervals(ROOT).get(unit);
        var expected = unit(unit);
        assertThat(interval).isNotNull();
        assertThat(interval.rankCounts())
                .containsExactlyElementsOf(IntStream.range(0, 4)
                        .mapToObj(at -> expected.get("rankCounts").get(at).asInt())
                        .toList());
        assertThat(interval.low())
                .isCloseTo(Double.parseDouble(expected.get("scoreCI90").get(0).asString()), within(0.00005));
        assertThat(interval.high())
                .isCloseTo(Double.parseDouble(expected.get("scoreCI90").get(1).asString()), within(0.00005));
        assertThat(decimals(new BigDecimal(interval.standardError())))
                .isEqualTo(expected.get("bootSE").asString());
        assertThat(List.of(interval.lowRank(), interval.highRank()))
                .containsExactly(
                        expected.get("rankCI90").get(0).asInt(),
                        expected.get("rankCI90").get(1).asInt());
    }

    @Test
    void who_is_not_ranked_has_no_interval() {
        assertThat(intervals(ROOT)).containsOnlyKeys("u01", "u02", "u03", "u04");
    }

    @Test
    void the_same_again_gives_the_same_and_another_tree_another_draw() {
        assertThat(intervals(ROOT)).isEqualTo(intervals(ROOT));
        assertThat(intervals("0".repeat(64)).get("u01"))
                .isNotEqualTo(intervals(ROOT).get("u01"));
    }

    @Test
    void the_order_in_which_units_are_given_changes_nothing() {
        var reversed = new LinkedHashMap<String, Map<String, List<Integer>>>();
        var ids = new ArrayList<>(BALLOTS.keySet());
        Collections.reverse(ids);
        ids.forEach(id -> reversed.put(id, BALLOTS.get(id)));
        assertThat(Bootstrap.intervals(
                        "demo-2026", "g1", ROOT, reversed, List.of("u04", "u03", "u02", "u01"), WEIGHTS, Rules.DEFAULT))
                .isEqualTo(intervals(ROOT));
    }

    private static Map<String, Bootstrap.Interval> intervals(String root) {
        return Bootstrap.intervals(
                "demo-2026", "g1", root, BALLOTS, List.of("u01", "u02", "u03", "u04"), WEIGHTS, Rules.DEFAULT);
    }

    private static JsonNode unit(String id) {
        return Vectors.scores().get("units").get(id);
    }

    private static UnitScore score(String unit) {
        return SCORES.stream()
                .filter(score -> score.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private static String decimals(BigDecimal value) {
        return value.setScale(4, RoundingMode.HALF_UP).toPlainString();
    }

    /** Counts by level 5 to 1, for c, e, w, d. */
    private static Map<String, Map<String, List<Integer>>> ballots() {
        var all = new LinkedHashMap<String, Map<String, List<Integer>>>();
        all.put("u01", cells("120,90,30,8,2 40,30,8,2,0 30,15,4,1,0 8,9,2,1,0"));
        all.put("u02", cells("200,150,60,25,15 35,40,15,6,4 20,20,8,4,2 6,10,4,1,1"));
        all.put("u03", cells("15,10,3,1,1 9,4,1,0,0 11,1,0,0,0 5,2,0,0,0"));
        all.put("u04", cells("40,45,25,15,10 10,14,8,5,3 8,9,6,4,3 4,7,4,2,1"));
        all.put("u05", cells("6,3,1,0,0 2,1,0,0,0 4,2,0,0,0 0,0,0,0,0"));
        return all;
    }

    private static Map<String, List<Integer>> cells(String counts) {
        var cells = new LinkedHashMap<String, List<Integer>>();
        var given = counts.split(" ");
        for (var category = 0; category < 4; category++) {
            var values = new ArrayList<Integer>();
            var byLevel = given[category].split(",");
            for (var level = 0; level < 5; level++) {
                values.addAll(Collections.nCopies(Integer.parseInt(byLevel[level]), LEVELS[level]));
            }
            cells.put(WEIGHTS.get(category).category(), values);
        }
        return cells;
    }
}
