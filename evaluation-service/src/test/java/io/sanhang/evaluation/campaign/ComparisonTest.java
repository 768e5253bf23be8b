package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.campaign.Comparison.Change;
import io.sanhang.evaluation.campaign.Comparison.Verdict;
import io.sanhang.evaluation.campaign.Result.UnitResult;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked changes of the ballots protocol §4.8, and what must not be claimed. */
@Covers("A110")
class ComparisonTest {

    @Test
    void changes_are_those_that_were_worked_out() {
        var changes = compare(
                List.of(
                        unit("u01", "85.8851", "0.8662"),
                        unit("u03", "85.7070", "2.0704"),
                        unit("u04", "72.4444", "1.8037")),
                List.of(
                        unit("u01", "83.1000", "0.9500"),
                        unit("u03", "82.0000", "2.4000"),
                        unit("u04", "78.9000", "1.7000")));
        assertThat(changes).extracting(Change::change).containsExactly("2.7851", "3.7070", "-6.4556");
        assertThat(changes).extracting(Change::z).containsExactly("2.1664", "1.1695", "-2.6046");
        assertThat(changes).extracting(Change::verdict).containsExactly(Verdict.RISEN, Verdict.STEADY, Verdict.FALLEN);
        assertThat(changes).extracting(Change::beyondGroup).containsExactly("0.0000", "0.9219", "-9.2407");
    }

    @Test
    void less_than_a_point_is_not_worth_a_word_however_certain() {
        var change = compare(List.of(unit("u01", "80.9999", "0.0100")), List.of(unit("u01", "80.0000", "0.0100")))
                .get(0);
        assertThat(change.verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void a_small_sample_then_or_now_and_a_unit_that_is_new_change_nothing() {
        var changes = compare(
                List.of(
                        unit("u01", "90.0000", null),
                        unit("u02", "90.0000", "1.0000"),
                        unit("u03", "90.0000", "1.0000")),
                List.of(unit("u01", "70.0000", "1.0000"), unit("u02", "70.0000", null)));
        assertThat(changes)
                .hasSize(3)
                .allSatisfy(change -> assertThat(
                                Arrays.asList(change.change(), change.z(), change.beyondGroup(), change.verdict()))
                        .containsOnlyNulls());
        assertThat(changes).extracting(Change::before).containsExactly("70.0000", "70.0000", null);
    }

    @Test
    void samples_without_any_spread_have_no_z_and_still_a_verdict() {
        var changes = compare(
                List.of(unit("u01", "82.0000", "0.0000"), unit("u02", "80.0000", "0.0000")),
                List.of(unit("u01", "80.0000", "0.0000"), unit("u02", "80.0000", "0.0000")));
        assertThat(changes).extracting(Change::verdict).containsExactly(Verdict.RISEN, Verdict.STEADY);
        assertThat(changes).extracting(Change::z).containsExactly(null, "0.0000");
    }

    @Test
    void the_median_of_an_even_number_lies_between() {
        assertThat(Comparison.median(List.of(new BigDecimal("3.0"), BigDecimal.ONE)))
                .isEqualByComparingTo("2");
    }

    private static List<Change> compare(List<UnitResult> now, List<UnitResult> before) {
        return Comparison.of(result("now", now), result("before", before), false)
                .units();
    }

    private static Result result(String id, List<UnitResult> units) {
        return new Result(
                new Result.About(id, id, TestClock.START, TestClock.START),
                Result.METHOD,
                "00",
                units,
                new Result.Reviewed("", "", List.of(), List.of(), List.of()),
                null,
                null);
    }

    private static UnitResult unit(String id, String score, @Nullable String error) {
        return new UnitResult(
                id,
                "单位" + id,
                "窗口服务",
                60,
                60,
                score,
                score,
                1,
                error != null,
                false,
                null,
                error,
                null,
                null,
                null,
                List.of());
    }
}
