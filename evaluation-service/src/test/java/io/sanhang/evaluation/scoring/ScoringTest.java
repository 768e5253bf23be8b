package io.sanhang.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.scoring.Scoring.Weight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringTest {

    private static final List<Weight> WEIGHTS = List.of(new Weight("c", 60), new Weight("e", 40));

    @ParameterizedTest
    @CsvSource({
        "5,4,3,5, 86000",
        "5,0,4,2, 77143",
        "0,4,3,0, 72000",
        "0,0,3,1, ",
        "1,1,1,1, 0",
        "5,4,0,3, 82500",
        "5,5,5,5, 100000",
        "0,0,0,0, ",
        // Exactly half of the weight is enough.
        "5,0,5,0, 100000",
        "0,0,5,5, "
    })
    void a_ballots_value_leaves_out_what_the_rater_does_not_know(
            int q1, int q2, int q3, int q4, @Nullable Integer expected) {
        assertThat(Scoring.value(List.of(q1, q2, q3, q4), List.of(30, 30, 20, 20)))
                .isEqualTo(expected);
    }

    @Test
    void no_campaign_of_ballots_gives_no_rank_and_divides_by_nothing() {
        assertThat(Scoring.scores(Map.of(), WEIGHTS, Rules.DEFAULT)).isEmpty();
        var scores = Scoring.scores(units("u1", 0, 0, 0, "u2", 0, 0, 0), WEIGHTS, Rules.DEFAULT);
        assertThat(scores).hasSize(2).allSatisfy(score -> {
            assertThat(score.ranked()).isFalse();
            assertThat(score.counted()).isZero();
            assertThat(score.cells()).allSatisfy(cell -> assertThat(cell.mean()).isNull());
        });
        assertThat(Bootstrap.intervals("c", "g", "00", Map.of(), List.of(), WEIGHTS, Rules.DEFAULT))
                .isEmpty();
    }

    @Test
    void nine_ballots_are_withheld_and_the_tenth_counts_all_ten() {
        var nine = Scoring.scores(units("u1", 40, 9, 5, "u2", 40, 40, 3), WEIGHTS, Rules.DEFAULT)
                .get(0);
        assertThat(nine.cells().get(1).cast()).isEqualTo(9);
        assertThat(nine.cells().get(1).counted()).isZero();
        assertThat(nine.cells().get(1).mean()).isNull();
        assertThat(nine.counted()).isEqualTo(40);
        // What is shown in its place is what the others have, and nothing of the nine.
        assertThat(nine.cells().get(1).shrunk()).isEqualByComparingTo("60");

        var ten = Scoring.scores(units("u1", 40, 10, 5, "u2", 40, 40, 3), WEIGHTS, Rules.DEFAULT)
                .get(0);
        assertThat(ten.cells().get(1).counted()).isEqualTo(10);
        assertThat(ten.cells().get(1).mean()).isEqualByComparingTo("100");
        // Ten of its own and ten of the group's mean of 80.
        assertThat(ten.cells().get(1).shrunk()).isEqualByComparingTo("90");
    }

    @ParameterizedTest
    @CsvSource({"29, 0, false", "30, 0, true", "20, 10, true", "20, 9, false", "0, 100, false", "19, 10, false"})
    void ranked_is_who_has_thirty_counted_ballots_and_sixty_of_the_weight(
            int citizens, int enterprises, boolean ranked) {
        var scores = Scoring.scores(units("u1", citizens, enterprises, 4, "u2", 40, 40, 4), WEIGHTS, Rules.DEFAULT);
        assertThat(scores.get(0).ranked()).isEqualTo(ranked);
    }

    @Test
    void equal_scores_share_the_rank_and_the_next_one_counts_both() {
        var scores = Scoring.scores(
                units("u1", 40, 20, 3, "u2", 40, 20, 5, "u3", 40, 20, 5, "u4", 40, 20, 1), WEIGHTS, Rules.DEFAULT);
        assertThat(scores.stream().map(score -> Scoring.rank(score, scores))).containsExactly(3, 1, 1, 4);
    }

    /** What is shown decides: nobody is behind another for a difference that cannot be seen. */
    @Test
    void a_difference_behind_the_second_decimal_is_a_tie() {
        var units = units("u1", 5000, 5000, 5, "u2", 5000, 5000, 5);
        var almost = new ArrayList<>(Collections.nCopies(4999, 100_000));
        almost.add(80_000);
        units.get("u2").put("c", almost);
        var scores = Scoring.scores(units, WEIGHTS, Rules.DEFAULT);
        assertThat(scores.get(0).score()).isGreaterThan(scores.get(1).score());
        assertThat(Scoring.rank(scores.get(1), scores)).isEqualTo(1);
    }

    @Test
    void who_is_not_ranked_takes_no_place() {
        var scores = Scoring.scores(units("u1", 12, 0, 5, "u2", 40, 20, 3), WEIGHTS, Rules.DEFAULT);
        assertThat(scores.get(0).ranked()).isFalse();
        assertThat(scores.get(0).score()).isGreaterThan(scores.get(1).score());
        assertThat(Scoring.rank(scores.get(1), scores)).isEqualTo(1);
    }

    @Test
    void a_large_unit_does_not_set_the_yardstick() {
        var mean = Scoring.groupMean(units("u1", 990, 0, 5, "u2", 10, 0, 1), "c", Rules.DEFAULT);
        assertThat(mean).isEqualByComparingTo("50");
    }

    @Test
    void two_like_units_are_never_ranked_as_certain() {
        var units = units("u1", 30, 12, 4, "u2", 30, 12, 4, "u3", 200, 100, 1);
        var random = new Random(7);
        for (var unit : List.of("u1", "u2")) {
            units.get(unit)
                    .replaceAll((category, values) -> values.stream()
                            .map(value -> 60_000 + 20_000 * random.nextInt(3))
                            .toList());
        }
        var intervals = Bootstrap.intervals(
                "c-1", "窗口服务", "ab".repeat(32), units, List.of("u1", "u2", "u3"), WEIGHTS, Rules.DEFAULT);
        for (var unit : List.of("u1", "u2")) {
            assertThat(intervals.get(unit)).isNotNull().satisfies(interval -> {
                assertThat(interval.lowRank()).isEqualTo(1);
                assertThat(interval.highRank()).isEqualTo(2);
            });
        }
        assertThat(intervals.get("u3").lowRank()).isEqualTo(3);
        assertThat(intervals.get("u3").rankCounts()).containsExactly(0, 0, 2000);
    }

    @Test
    void identical_ballots_everywhere_are_one_tie_for_the_first_place() {
        var intervals = Bootstrap.intervals(
                "c-1",
                "g",
                "cd".repeat(32),
                units("u1", 30, 12, 4, "u2", 40, 20, 4),
                List.of("u1", "u2"),
                WEIGHTS,
                Rules.DEFAULT);
        assertThat(intervals.values()).allSatisfy(interval -> {
            assertThat(interval.rankCounts()).containsExactly(2000, 0);
            assertThat(BigDecimal.valueOf(interval.low())).isEqualByComparingTo("80");
            assertThat(BigDecimal.valueOf(interval.high())).isEqualByComparingTo("80");
        });
    }

    /** @param described id, citizens, enterprises, the level all of them chose; and so on */
    private static Map<String, Map<String, List<Integer>>> units(Object... described) {
        var units = new LinkedHashMap<String, Map<String, List<Integer>>>();
        for (var at = 0; at < described.length; at += 4) {
            var value =
                    Map.of(5, 100_000, 4, 80_000, 3, 60_000, 2, 40_000, 1, 0).get(described[at + 3]);
            var cells = new HashMap<String, List<Integer>>();
            cells.put("c", Collections.nCopies((int) described[at + 1], value));
            cells.put("e", Collections.nCopies((int) described[at + 2], value));
            units.put((String) described[at], cells);
        }
        return units;
    }
}
