package io.sanhang.evaluation.campaign;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who stands out (ballots protocol §4.4): among the first tenth of the ranked units, or among the last, with a
 * probability of at least 0.90, and good or bad in itself. Nobody is put last because somebody must be: a group may have
 * no unit in either band.
 */
final class Band {

    private static final BigDecimal GOOD = BigDecimal.valueOf(80);
    private static final BigDecimal BAD = BigDecimal.valueOf(70);

    /** Of two units one is always first; that says nothing. */
    private static final int FEWEST = 3;

    private Band() {}

    /**
     * @param rankCounts how often the unit had rank 1, 2, … in the bootstrap
     * @param shown the score as ranked, two decimals
     */
    static @Nullable String of(List<Integer> rankCounts, BigDecimal shown) {
        var units = rankCounts.size();
        var places = (units + 9) / 10;
        if (units < FEWEST) {
            return null;
        }
        if (shown.compareTo(GOOD) >= 0 && certain(rankCounts.subList(0, places), rankCounts)) {
            return "red";
        }
        if (shown.compareTo(BAD) < 0 && certain(rankCounts.subList(units - places, units), rankCounts)) {
            return "black";
        }
        return null;
    }

    private static boolean certain(List<Integer> part, List<Integer> all) {
        return 10L * sum(part) >= 9L * sum(all);
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
