package io.sanhang.evaluation.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.evaluation.campaign.Result.UnitResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A result beside that of the campaign before it (A110; ballots protocol §4.8): who has really risen or fallen, and who
 * only seems to. Points and their errors are the published ones, so that anybody can do the sum again.
 *
 * @param rescored the earlier ballots were counted again with the weights of now, because the weights have changed
 */
record Comparison(Earlier earlier, boolean rescored, List<Change> units) {

    record Earlier(String id, String title, Instant closes) {}

    /** Risen or fallen beyond chance and by a point at least; everything else is steady. */
    enum Verdict {
        RISEN,
        FALLEN,
        STEADY;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param change points, four decimals; null when one of the two samples was too small to be ranked
     * @param z the change in standard errors, four decimals
     * @param beyondGroup the change minus the median change of the unit's group: what is left when all have risen
     */
    record Change(
            String id,
            String name,
            String group,
            @Nullable String before,
            @Nullable String now,
            @Nullable String change,
            @Nullable String z,
            @Nullable String beyondGroup,
            @Nullable Verdict verdict) {

        private Change within(@Nullable BigDecimal median) {
            return change == null || median == null
                    ? this
                    : new Change(
                            id,
                            name,
                            group,
                            before,
                            now,
                            change,
                            z,
                            decimals(new BigDecimal(change).subtract(median)),
                            verdict);
        }
    }

    private static final double CERTAIN = 1.645;
    private static final BigDecimal WORTH_SAYING = BigDecimal.ONE;

    static Comparison of(Result now, Result before, boolean rescored) {
        var earlier = before.units().stream().collect(Collectors.toMap(UnitResult::id, Function.identity()));
        var changes = now.units().stream()
                .map(unit -> change(unit, earlier.get(unit.id())))
                .toList();
        var medians = changes.stream()
                .filter(change -> change.change != null)
                .collect(Collectors.groupingBy(
                        Change::group,
                        Collectors.mapping(
                                change -> new BigDecimal(change.change),
                                Collectors.collectingAndThen(Collectors.toList(), Comparison::median))));
        var about = before.campaign();
        return new Comparison(
                new Earlier(about.id(), about.title(), about.closes()), rescored, placed(changes, medians));
    }

    private static List<Change> placed(List<Change> changes, Map<String, BigDecimal> medians) {
        return changes.stream()
                .map(change -> change.within(medians.get(change.group())))
                .toList();
    }

    private static Change change(UnitResult now, @Nullable UnitResult before) {
        var was = before == null ? null : before.score();
        if (now.standardError() == null || before == null || before.standardError() == null) {
            return new Change(now.id(), now.name(), now.group(), was, now.score(), null, null, null, null);
        }
        var change = new BigDecimal(now.score()).subtract(new BigDecimal(was));
        var error = Math.hypot(Double.parseDouble(now.standardError()), Double.parseDouble(before.standardError()));
        // Without any spread in either sample every difference is certain.
        var z = change.signum() == 0 ? 0 : change.doubleValue() / error;
        return new Change(
                now.id(),
                now.name(),
                now.group(),
                was,
                now.score(),
                decimals(change),
                Double.isInfinite(z) ? null : decimals(new BigDecimal(z)),
                null,
                verdict(change, z));
    }

    private static Verdict verdict(BigDecimal change, double z) {
        if (Math.abs(z) < CERTAIN || change.abs().compareTo(WORTH_SAYING) < 0) {
            return Verdict.STEADY;
        }
        return change.signum() > 0 ? Verdict.RISEN : Verdict.FALLEN;
    }

    static BigDecimal median(Collection<BigDecimal> values) {
        var sorted = new ArrayList<>(values);
        sorted.sort(null);
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).divide(BigDecimal.valueOf(2));
    }

    private static String decimals(BigDecimal value) {
        return value.setScale(4, RoundingMode.HALF_UP).toPlainString();
    }
}
