package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.Item;
import io.sanhang.evaluation.campaign.Campaign.Purpose;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.campaign.Rates.Rate;
import io.sanhang.evaluation.review.Review;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final List<Category> RATERS =
            List.of(new Category("c", "群众", 100), new Category("w", "办事人", 0, Entry.CODE));
    private static final List<Item> POLICIES = List.of(new Item("p1", "稳岗补贴", 50), new Item("p2", "创业贷款", 50));

    private final List<Ballot> ballots = new ArrayList<>();

    @Test
    @Covers("A069")
    void satisfaction_is_told_for_each_unit_window_and_kind_of_rater_with_its_interval() {
        // A window and a matter of one unit, each rated by itself.
        rate("u-hr--w1", "c", 200, at -> at < 190 ? "q1=3" : "q1=2");
        rate("u-hr--w1", "w", 80, at -> at < 55 ? "q1=5" : "q1=1");
        rate("u-hr--pension", "c", 29, at -> "q1=5");
        rate("u-hr--pension", "w", 9, at -> "q1=5");
        var rates = Objects.requireNonNull(
                result(Purpose.CONDUCT, List.of(new Item("q1", "满意吗", 100))).rates());

        assertThat(rates.rules()).isEqualTo("zfpj-rate-1");
        assertThat(rates.rows())
                .extracting(Rate::unit, Rate::category, Rate::n, Rate::good, Rate::rate, Rate::stars)
                .containsExactly(
                        tuple("u-hr--w1", null, 200, 190, "0.9500", 4),
                        tuple("u-hr--w1", "c", 200, 190, "0.9500", 4),
                        tuple("u-hr--w1", "w", 80, 55, "0.6875", 1),
                        // Fewer than 30 say nothing, fewer than 10 of a kind not even that they came.
                        tuple("u-hr--pension", null, 29, null, null, null),
                        tuple("u-hr--pension", "c", 29, null, null, null));
        assertThat(rates.rows().get(0).interval()).containsExactly("0.9104", "0.9726");
        assertThat(rates.rows().get(3).interval()).isNull();
    }

    @Test
    @Covers("A069")
    void a_ballot_of_several_questions_is_good_from_sixty_points_on() {
        rate("u-hr--w1", "c", 30, at -> at < 20 ? "q1=5,q2=1" : "q1=5,q2=2");
        var items = List.of(new Item("q1", "态度", 50), new Item("q2", "效率", 50));
        var rates = Objects.requireNonNull(result(Purpose.CONDUCT, items).rates());
        assertThat(rates.rows().get(0).good()).isEqualTo(10);
    }

    @Test
    @Covers("A070")
    void a_survey_tells_of_each_policy_how_many_know_it_and_ranks_nobody() {
        rate("u-hr--w1", "c", 40, at -> "p1=5," + (at < 10 ? "p2=5" : at < 20 ? "p2=2" : "p2=1"));
        rate("u-hr--w1", "c", 12, at -> "p1=1,p2=0");
        rate("u-hr--pension", "c", 40, at -> "p1=5,p2=5");
        var result = result(Purpose.AWARENESS, POLICIES);

        assertThat(result.units()).allSatisfy(unit -> {
            assertThat(unit.score()).isNull();
            assertThat(unit.rank()).isNull();
            assertThat(unit.band()).isNull();
            assertThat(unit.note()).isEqualTo("知晓率调查，不打分排名");
            assertThat(unit.cells()).allSatisfy(cell -> assertThat(cell.mean()).isNull());
        });
        var rates = Objects.requireNonNull(result.rates());
        assertThat(rates.purpose()).isEqualTo(Purpose.AWARENESS);
        assertThat(rates.rows())
                .filteredOn(row -> row.category() == null)
                .extracting(Rate::unit, Rate::item, Rate::n, Rate::good, Rate::rate, Rate::stars)
                .containsExactly(
                        tuple("u-hr--w1", "p1", 52, 40, "0.7692", null),
                        // Heard of is not known; not answered is not asked.
                        tuple("u-hr--w1", "p2", 40, 10, "0.2500", null),
                        tuple("u-hr--pension", "p1", 40, 40, "1.0000", null),
                        tuple("u-hr--pension", "p2", 40, 40, "1.0000", null));
        assertThat(rates.rows().get(4).interval()).containsExactly("0.9124", "1.0000");
    }

    @Test
    void a_campaign_of_before_has_no_rates() {
        var first = campaign(Purpose.CONDUCT, List.of(new Item("q1", "满意吗", 100)));
        var stored = new Campaign(
                first.id(),
                1,
                first.title(),
                Campaign.State.CLOSED,
                first.issueOpens(),
                first.issueCloses(),
                first.opens(),
                first.closes(),
                first.units(),
                first.items(),
                first.categories(),
                "f",
                0,
                "",
                null,
                null,
                null,
                null);
        rate("u-hr--w1", "c", 40, at -> "q1=5");
        var result = Result.of(stored, ballots::forEach, "ab".repeat(32), TestClock.START, Review.NONE);
        assertThat(result.rates()).isNull();
        assertThat(result.review().rules()).isEqualTo("zfpj-review-1");
        assertThat(result.units()).hasSize(2);
    }

    private Result result(Purpose purpose, List<Item> items) {
        return Result.of(campaign(purpose, items), ballots::forEach, "ab".repeat(32), TestClock.START, Review.NONE);
    }

    private static Campaign campaign(Purpose purpose, List<Item> items) {
        var end = TestClock.START.plus(Duration.ofDays(7));
        return Campaign.draft(
                "zf-1",
                "窗口评价",
                List.of(TestClock.START, end, TestClock.START, end),
                List.of(new RatedUnit("u-hr--w1", "人社局1号窗口", "窗口"), new RatedUnit("u-hr--pension", "社保转移", "事项")),
                items,
                RATERS,
                purpose,
                "f");
    }

    private void rate(String unit, String category, int times, IntFunction<String> answers) {
        for (var i = 0; i < times; i++) {
            var index = ballots.size() + 1;
            ballots.add(new Ballot(
                    "b" + index,
                    1,
                    "zf-1",
                    category,
                    unit,
                    "zfpj1|zf-1|" + unit + "|" + answers.apply(i),
                    "",
                    "",
                    "",
                    "",
                    null,
                    null,
                    "",
                    index,
                    null));
        }
    }
}
