package io.sanhang.evaluation.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.transparency.PublicLog.Batch;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class AnomaliesTest {

    private static final List<RatedUnit> UNITS = List.of(
            new RatedUnit("u1", "甲", "窗口服务"),
            new RatedUnit("u2", "乙", "窗口服务"),
            new RatedUnit("u3", "丙", "窗口服务"),
            new RatedUnit("u4", "丁", "窗口服务"));

    private final List<Ballot> ballots = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();

    @Test
    void an_ordinary_campaign_has_nothing_unusual() {
        for (var day = 0; day < 5; day++) {
            for (var unit : UNITS) {
                rate(unit.id(), "c", 12 + day, AnomaliesTest::mixed);
                rate(unit.id(), "e", 6, AnomaliesTest::mixed);
            }
            seal(day);
        }
        assertThat(flags()).isEmpty();
    }

    @Test
    void no_ballots_no_flags() {
        assertThat(flags()).isEmpty();
    }

    @Test
    @Covers("A092")
    void a_days_rush_to_one_unit_is_flagged_and_a_rush_to_all_is_not() {
        for (var day = 0; day < 5; day++) {
            for (var unit : UNITS) {
                var times = day == 3 ? 4 : 1;
                rate(unit.id(), "c", 10 * times + (day == 4 && unit.id().equals("u2") ? 40 : 0), AnomaliesTest::mixed);
            }
            seal(day);
        }
        var flag = only(Flag.Kind.BURST);
        assertThat(flag.unit()).isEqualTo("u2");
        assertThat(flag.day()).hasToString("2026-09-18");
        assertThat(flag.observed()).isEqualTo(50);
        assertThat(flag.of()).isEqualTo(80);
        assertThat(flag.expected()).isEqualTo("10.00");
        assertThat(flag.id()).isEqualTo("burst~u2~2026-09-18");
        assertThat(ballots.stream().filter(each -> flag.covers(each, days().of(each.index()))))
                .hasSize(50);
    }

    /** Within the first three days nobody can say what is usual. */
    @Test
    void with_too_few_other_days_there_is_no_burst() {
        for (var day = 0; day < 3; day++) {
            for (var unit : UNITS) {
                rate(unit.id(), "c", 10 + (day == 2 && unit.id().equals("u2") ? 90 : 0), AnomaliesTest::mixed);
            }
            seal(day);
        }
        assertThat(flags()).extracting(Flag::kind).doesNotContain(Flag.Kind.BURST);
    }

    @Test
    @Covers("A092")
    void many_equal_sheets_are_flagged_unless_all_units_get_them() {
        for (var unit : UNITS) {
            rate(unit.id(), "c", 30, AnomaliesTest::mixed);
            rate(unit.id(), "c", 20, at -> "q1=5,q2=5,q3=5,q4=5");
        }
        rate("u3", "c", 40, at -> "q1=1,q2=5,q3=1,q4=5");
        seal(0);
        var flag = only(Flag.Kind.IDENTICAL);
        assertThat(flag.unit()).isEqualTo("u3");
        assertThat(flag.answers()).isEqualTo("1515");
        assertThat(flag.observed()).isEqualTo(40);
        assertThat(flag.of()).isEqualTo(90);
        assertThat(flag.id()).isEqualTo("identical~u3~c~1515");
        assertThat(flag.chance()).matches("\\d\\.\\d\\de-\\d+");
        assertThat(ballots.stream().filter(each -> flag.covers(each, days().of(each.index()))))
                .hasSize(40);
    }

    /** What is not public cannot be checked, so it is not held against anybody. */
    @Test
    void cells_that_are_not_shown_are_not_compared() {
        for (var unit : UNITS) {
            rate(unit.id(), "c", 30, AnomaliesTest::mixed);
        }
        // Received, but not countable: the cell stays hidden.
        rate("u1", "e", 40, at -> "q1=0,q2=0,q3=5,q4=0");
        rate("u2", "e", 12, AnomaliesTest::mixed);
        seal(0);
        assertThat(flags()).extracting(Flag::kind).doesNotContain(Flag.Kind.IDENTICAL);
    }

    @Test
    @Covers("A094")
    void a_crowd_of_one_kind_of_rater_is_flagged() {
        for (var unit : UNITS) {
            rate(unit.id(), "c", 40, AnomaliesTest::mixed);
            rate(unit.id(), "e", unit.id().equals("u4") ? 31 : 10, AnomaliesTest::mixed);
        }
        seal(0);
        var flag = only(Flag.Kind.TURNOUT);
        assertThat(flag.unit()).isEqualTo("u4");
        assertThat(flag.category()).isEqualTo("e");
        assertThat(flag.observed()).isEqualTo(31);
        assertThat(flag.expected()).isEqualTo("10.00");
        assertThat(flag.chance()).isNull();
    }

    /** The same ballots and figures stand in the portal's test of the rules. */
    @Test
    @Covers("A093")
    void a_tablet_that_gets_far_better_ratings_than_peoples_own_phones_is_flagged() {
        channels(at -> "q1=5,q2=%d,q3=5,q4=%d".formatted(4 + at % 2, 4 + at % 2));
        assertThat(gaps(campaign())).hasSize(1);
        var flag = gaps(campaign()).get(0);
        assertThat(flag.id()).isEqualTo("channel~u1~t~w");
        assertThat(flag.observed()).isEqualTo(21);
        assertThat(flag.of()).isEqualTo(54);
        assertThat(flag.expected()).isEqualTo("52.67");
        assertThat(flag.gap()).isEqualTo(new Flag.Gap("w", "94.76", "9.48"));
        assertThat(ballots.stream().filter(each -> flag.covers(each, days().of(each.index()))))
                .hasSize(21);
    }

    @Test
    void a_small_gap_a_small_sample_and_rules_of_before_flag_nothing() {
        channels(AnomaliesTest::mixed);
        assertThat(gaps(campaign())).isEmpty();

        ballots.clear();
        batches.clear();
        rate("u1", "t", 9, at -> "q1=5,q2=5,q3=5,q4=5");
        rate("u1", "w", 40, AnomaliesTest::mixed);
        seal(0);
        assertThat(gaps(campaign())).isEmpty();

        channels(at -> "q1=5,q2=%d,q3=5,q4=%d".formatted(4 + at % 2, 4 + at % 2));
        var now = campaign();
        var before = new Campaign(
                now.id(),
                1,
                now.title(),
                Campaign.State.CLOSED,
                now.issueOpens(),
                now.issueCloses(),
                now.opens(),
                now.closes(),
                now.units(),
                now.items(),
                now.categories(),
                "f",
                0,
                "",
                null,
                null,
                null,
                null);
        assertThat(gaps(now)).isNotEmpty();
        assertThat(gaps(before)).isEmpty();
    }

    private List<Flag> gaps(Campaign campaign) {
        return Anomalies.of(campaign, ballots::forEach, days()).stream()
                .filter(flag -> flag.kind() == Flag.Kind.CHANNEL)
                .toList();
    }

    private void channels(IntFunction<String> onTablet) {
        rate("u1", "t", 21, onTablet);
        rate("u1", "w", 33, AnomaliesTest::mixed);
        // Held against those who had something handled too, not against everybody.
        rate("u1", "c", 40, at -> "q1=5,q2=5,q3=5,q4=%d".formatted(1 + at % 5));
        seal(0);
    }

    private Flag only(Flag.Kind kind) {
        assertThat(flags()).extracting(Flag::kind).containsExactly(kind);
        return flags().get(0);
    }

    private List<Flag> flags() {
        return Anomalies.of(campaign(), ballots::forEach, days());
    }

    private Days days() {
        return new Days(batches);
    }

    private void seal(int day) {
        batches.add(new Batch(ballots.size() + 1, TestClock.START.plus(Duration.ofDays(day))));
    }

    private static String mixed(int at) {
        return "q1=%d,q2=%d,q3=%d,q4=%d".formatted(1 + at % 5, 1 + at / 2 % 5, 1 + at / 3 % 5, 1 + at / 7 % 5);
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

    private static Campaign campaign() {
        var end = TestClock.START.plus(Duration.ofDays(7));
        return Campaign.draft(
                "zf-1",
                "万人评作风",
                List.of(TestClock.START, end, TestClock.START, end),
                UNITS,
                Campaign.USUAL_ITEMS,
                List.of(
                        new Category("c", "群众", 60),
                        new Category("e", "企业", 40),
                        new Category("w", "办事人", 0, Entry.CODE),
                        new Category("t", "办事人（平板）", 0, Entry.TABLET)),
                "f");
    }
}
