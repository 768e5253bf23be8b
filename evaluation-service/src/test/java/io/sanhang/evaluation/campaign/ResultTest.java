package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.campaign.Result.CellResult;
import io.sanhang.evaluation.campaign.Result.UnitResult;
import io.sanhang.evaluation.review.Review;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the scores, and what is not. */
class ResultTest {

    private static final String ROOT = "ab".repeat(32);
    private static final String ALL_FIVE = "q1=5,q2=5,q3=5,q4=5";
    private static final String ALL_FOUR = "q1=4,q2=4,q3=4,q4=4";
    private static final String DO_NOT_KNOW = "q1=0,q2=0,q3=5,q4=0";

    private final List<Ballot> ballots = new ArrayList<>();

    @Test
    void a_campaign_without_ballots_has_no_scores_and_no_ranks() {
        assertThat(result("u1", "u2")).hasSize(2).allSatisfy(unit -> {
            assertThat(unit.ballots()).isZero();
            unknown(unit);
        });
    }

    @Test
    @Covers("A096")
    void equal_units_share_a_rank_and_it_is_said() {
        rate("u1", "c", 30, ALL_FOUR);
        rate("u1", "e", 12, ALL_FOUR);
        rate("u2", "c", 40, ALL_FOUR);
        rate("u2", "e", 20, ALL_FOUR);
        rate("u3", "c", 30, "q1=1,q2=1,q3=1,q4=1");
        rate("u3", "e", 12, "q1=1,q2=1,q3=1,q4=1");
        var units = result("u3", "u1", "u2");
        // Small samples are drawn towards the common mean, so the larger of two like units is a little ahead.
        assertThat(units).extracting(UnitResult::id).containsExactly("u2", "u1", "u3");
        assertThat(units).extracting(UnitResult::tied).containsOnly(false);

        ballots.clear();
        for (var unit : List.of("u1", "u2")) {
            rate(unit, "c", 30, ALL_FOUR);
            rate(unit, "e", 12, ALL_FOUR);
        }
        var like = result("u1", "u2");
        assertThat(like).extracting(UnitResult::rank).containsExactly(1, 1);
        assertThat(like).extracting(UnitResult::tied).containsOnly(true);
        assertThat(like).extracting(UnitResult::display).containsOnly("80.00");
        assertThat(like.get(0).interval()).containsExactly("80.0000", "80.0000");
    }

    @Test
    @Covers("A096")
    void a_small_sample_has_a_score_but_no_rank_and_the_reason_is_given() {
        rate("u1", "c", 12, ALL_FIVE);
        rate("u1", "e", 4, ALL_FIVE);
        rate("u2", "c", 40, ALL_FOUR);
        rate("u2", "e", 20, ALL_FOUR);
        var small = result("u1", "u2").get(1);
        assertThat(small.id()).isEqualTo("u1");
        assertThat(small.ballots()).isEqualTo(16);
        assertThat(small.counted()).isEqualTo(12);
        assertThat(small.score()).isNotNull();
        assertThat(small.rank()).isNull();
        assertThat(small.ranked()).isFalse();
        assertThat(small.interval()).isNull();
        assertThat(small.rankInterval()).isNull();
        assertThat(small.note()).isEqualTo("样本不足，不排名");
        var withheld = small.cells().get(1);
        assertThat(withheld.withheld()).isTrue();
        assertThat(withheld.n()).isEqualTo(4);
        assertThat(withheld.mean()).isNull();
        // Not its own four hundreds, but what the other units have.
        assertThat(withheld.shrunk()).isEqualTo("80.0000");
    }

    /** There is no common mean to complete the score with; half a score would look like a bad one. */
    @Test
    void a_group_of_which_one_kind_of_rater_says_nothing_has_neither_scores_nor_ranks() {
        rate("u1", "c", 40, ALL_FIVE);
        rate("u2", "c", 60, ALL_FOUR);
        rate("u2", "e", 9, ALL_FIVE);
        var units = result("u2", "u1");
        assertThat(units).allSatisfy(ResultTest::unknown);
        // Nor does the order tell what the scores would be.
        assertThat(units).extracting(UnitResult::id).containsExactly("u2", "u1");
        assertThat(units.get(1).cells().get(0).mean()).isEqualTo("100.0000");
    }

    @Test
    void a_ballot_that_leaves_out_most_is_received_but_not_counted() {
        rate("u1", "c", 30, ALL_FIVE);
        rate("u1", "c", 3, DO_NOT_KNOW);
        rate("u1", "e", 12, ALL_FIVE);
        var unit = result("u1").get(0);
        assertThat(unit.ballots()).isEqualTo(45);
        assertThat(unit.counted()).isEqualTo(42);
        assertThat(unit.display()).isEqualTo("100.00");
    }

    @Test
    void groups_are_ranked_by_themselves() {
        for (var unit : List.of("u1", "u2")) {
            rate(unit, "c", 30, unit.equals("u1") ? ALL_FIVE : ALL_FOUR);
            rate(unit, "e", 12, unit.equals("u1") ? ALL_FIVE : ALL_FOUR);
        }
        var campaign = campaign(List.of(new RatedUnit("u1", "甲", "乡镇"), new RatedUnit("u2", "乙", "窗口服务")));
        var units = Result.of(campaign, ballots::forEach, ROOT, TestClock.START, Review.NONE)
                .units();
        assertThat(units).extracting(UnitResult::rank).containsExactly(1, 1);
        assertThat(units).extracting(UnitResult::tied).containsOnly(false);
        // And a unit is drawn towards its own group only.
        assertThat(units).extracting(UnitResult::score).containsExactly("100.0000", "80.0000");
    }

    @Test
    void ballots_of_a_cell_are_public_exactly_when_the_cell_is_counted(@TempDir Path folder) throws IOException {
        rate("u1", "c", 10, ALL_FIVE);
        rate("u1", "e", 9, ALL_FIVE);
        rate("u2", "c", 9, ALL_FOUR);
        rate("u2", "c", 4, DO_NOT_KNOW);
        PublishedBallots.write(campaign("u1", "u2"), ballots::forEach, folder);
        assertThat(Files.readAllLines(folder.resolve("bodies.csv")))
                .hasSize(11)
                .startsWith("index,leaf,category,body,commit")
                .allMatch(line -> line.startsWith("index") || line.contains(",c,\"zfpj1|zf-1|u1|"));
        assertThat(Files.readAllLines(folder.resolve("withheld.csv")))
                .hasSize(23)
                .noneMatch(line -> line.contains("q1"));
        assertThat(result("u1", "u2").get(1).cells().get(0).withheld()).isTrue();
    }

    @Test
    @Covers("A096")
    void only_who_is_as_good_as_certainly_ahead_or_behind_is_in_a_band() {
        var good = new BigDecimal("85.00");
        var bad = new BigDecimal("69.99");
        assertThat(Band.of(List.of(1800, 200, 0, 0), good)).isEqualTo("red");
        assertThat(Band.of(List.of(1799, 201, 0, 0), good)).isNull();
        assertThat(Band.of(List.of(2000, 0, 0, 0), new BigDecimal("79.99"))).isNull();
        assertThat(Band.of(List.of(0, 0, 0, 2000), bad)).isEqualTo("black");
        assertThat(Band.of(List.of(0, 0, 0, 2000), new BigDecimal("70.00"))).isNull();
        assertThat(Band.of(List.of(2000, 0), good)).isNull();
    }

    @Test
    @Covers("A094")
    void who_came_without_an_invitation_is_shown_beside_the_score_and_is_no_part_of_it() {
        rate("u1", "c", 40, ALL_FIVE);
        rate("u2", "c", 40, ALL_FOUR);
        rate("u2", "o", 500, ALL_FIVE);
        rate("u3", "c", 20, ALL_FOUR);
        rate("u3", "o", 500, ALL_FIVE);
        var invited = List.of(new Category("c", "受邀群众", 100, Entry.INVITED), new Category("o", "自愿参加", 0));
        var without = Result.of(
                campaign(named("u1", "u2", "u3"), invited.subList(0, 1)),
                take -> ballots.stream()
                        .filter(ballot -> ballot.category().equals("c"))
                        .forEach(take),
                ROOT,
                TestClock.START,
                Review.NONE);
        var with = Result.of(
                campaign(named("u1", "u2", "u3"), invited), ballots::forEach, ROOT, TestClock.START, Review.NONE);

        assertThat(with.units())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("ballots", "cells")
                .isEqualTo(without.units());
        assertThat(with.units())
                .extracting(UnitResult::id, UnitResult::rank, UnitResult::counted)
                .containsExactly(tuple("u1", 1, 40), tuple("u2", 2, 40), tuple("u3", null, 20));
        var open = with.units().stream().map(unit -> unit.cells().get(1)).toList();
        assertThat(open)
                .extracting(CellResult::n, CellResult::mean)
                .containsExactly(tuple(0, null), tuple(500, "100.0000"), tuple(500, "100.0000"));
        assertThat(open).extracting(CellResult::shrunk).containsExactly(null, "100.0000", "100.0000");
    }

    private static void unknown(UnitResult unit) {
        assertThat(Arrays.asList(unit.score(), unit.display(), unit.rank(), unit.interval(), unit.rankInterval()))
                .containsOnlyNulls();
        assertThat(unit.ranked()).isFalse();
        assertThat(unit.tied()).isFalse();
        assertThat(unit.note()).isEqualTo("样本不足，不排名");
        assertThat(unit.cells()).allSatisfy(cell -> assertThat(cell.shrunk()).isNull());
    }

    private List<UnitResult> result(String... units) {
        return Result.of(campaign(units), ballots::forEach, ROOT, TestClock.START, Review.NONE)
                .units();
    }

    private static Campaign campaign(String... units) {
        return campaign(named(units));
    }

    private static List<RatedUnit> named(String... units) {
        return Arrays.stream(units)
                .map(id -> new RatedUnit(id, "单位" + id, "窗口服务"))
                .toList();
    }

    private static Campaign campaign(List<RatedUnit> units) {
        return campaign(units, List.of(new Category("c", "群众", 60), new Category("e", "企业", 40)));
    }

    private static Campaign campaign(List<RatedUnit> units, List<Category> categories) {
        return Campaign.draft(
                "zf-1",
                "万人评作风",
                List.of(
                        TestClock.START,
                        TestClock.START.plus(Duration.ofDays(7)),
                        TestClock.START,
                        TestClock.START.plus(Duration.ofDays(7))),
                units,
                Campaign.USUAL_ITEMS,
                categories,
                "f");
    }

    private void rate(String unit, String category, int times, String answers) {
        for (var i = 0; i < times; i++) {
            var index = ballots.size() + 1;
            var leaf = HexFormat.of().toHexDigits(index).repeat(8);
            ballots.add(new Ballot(
                    leaf,
                    1,
                    "zf-1",
                    category,
                    unit,
                    "zfpj1|zf-1|" + unit + "|" + answers,
                    "",
                    "",
                    "",
                    "",
                    null,
                    null,
                    leaf,
                    index,
                    null));
        }
    }
}
