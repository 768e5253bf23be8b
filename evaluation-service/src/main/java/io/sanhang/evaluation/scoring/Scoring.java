package io.sanhang.evaluation.scoring;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From ballots to scores, {@code zfpj-score-1} (ballots protocol §4.1–4.2): cells of unit and category, shrunk towards
 * what the group's units have in common; too small cells neither shown nor counted; units with too small a sample not
 * ranked. Values are exact until they are rounded for print.
 */
public final class Scoring {

    private static final int[] LEVEL_SCORES = {0, 0, 40, 60, 80, 100};
    private static final MathContext EXACT = new MathContext(40, RoundingMode.HALF_UP);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * The published rules.
     *
     * @param k the fewest ballots of a cell that are counted
     * @param m the weight of the group's mean, in ballots
     * @param minN the fewest counted ballots of a ranked unit
     * @param minWeight the least weight, of 100, of a ranked unit's counted cells
     */
    public record Rules(int k, int m, int minN, int minWeight, int replicates) {
        public static final Rules DEFAULT = new Rules(10, 10, 30, 60, 2000);
    }

    /** A category with its weight; weights of a campaign add up to 100. With 0 it is shown and not part of the score. */
    public record Weight(String category, int weight) {
        public boolean counts() {
            return weight > 0;
        }
    }

    /**
     * One cell.
     *
     * @param cast ballots given
     * @param counted ballots counted: all, or none when there are fewer than k
     * @param mean of the counted ones, 0–100; null when none
     * @param shrunk the mean drawn towards the group's
     */
    public record Cell(
            String category,
            int cast,
            int counted,
            @Nullable BigDecimal mean,
            BigDecimal shrunk) {}

    /**
     * @param score 0–100, exact
     * @param counted ballots that the score is made of
     */
    public record UnitScore(String unit, int cast, int counted, BigDecimal score, boolean ranked, List<Cell> cells) {
        /** As ranked and shown: two decimals. */
        public BigDecimal shown() {
            return score.setScale(2, RoundingMode.HALF_UP);
        }
    }

    private Scoring() {}

    /**
     * The value of one ballot in milli-points, 0–100,000, or null when less than half of the weight was answered.
     *
     * @param levels 5 (best) to 1, 0 = don't know
     */
    public static @Nullable Integer value(List<Integer> levels, List<Integer> weights) {
        var total = weights.stream().mapToLong(Integer::longValue).sum();
        long answered = 0;
        long points = 0;
        for (var i = 0; i < levels.size(); i++) {
            if (levels.get(i) > 0) {
                answered += weights.get(i);
                points += (long) weights.get(i) * LEVEL_SCORES[levels.get(i)];
            }
        }
        if (answered * 2 < total || answered == 0) {
            return null;
        }
        return (int) ((2000 * points + answered) / (2 * answered));
    }

    /**
     * The scores of one group of comparable units.
     *
     * @param values unit → category → values of its ballots in milli-points, in the order of the public list
     */
    public static List<UnitScore> scores(
            Map<String, Map<String, List<Integer>>> values, List<Weight> weights, Rules rules) {
        var means = new LinkedHashMap<String, BigDecimal>();
        weights.forEach(weight -> means.put(weight.category(), groupMean(values, weight.category(), rules)));
        return values.entrySet().stream()
                .map(unit -> score(unit.getKey(), unit.getValue(), weights, means, rules))
                .toList();
    }

    /** Units weigh equally: a large one does not set the yardstick. */
    static BigDecimal groupMean(Map<String, Map<String, List<Integer>>> values, String category, Rules rules) {
        var means = values.values().stream()
                .map(cells -> cells.getOrDefault(category, List.of()))
                .filter(cell -> cell.size() >= rules.k)
                .map(Scoring::mean)
                .toList();
        return means.isEmpty()
                ? BigDecimal.ZERO
                : means.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(means.size()), EXACT);
    }

    private static BigDecimal mean(List<Integer> values) {
        return sum(values).divide(BigDecimal.valueOf(values.size()), EXACT);
    }

    /** In points. */
    private static BigDecimal sum(List<Integer> values) {
        return BigDecimal.valueOf(values.stream().mapToLong(Integer::longValue).sum())
                .divide(THOUSAND);
    }

    private static UnitScore score(
            String unit,
            Map<String, List<Integer>> values,
            List<Weight> weights,
            Map<String, BigDecimal> means,
            Rules rules) {
        var cells = weights.stream()
                .map(weight -> cell(
                        weight.category(),
                        values.getOrDefault(weight.category(), List.of()),
                        means.getOrDefault(weight.category(), BigDecimal.ZERO),
                        rules))
                .toList();
        var score = BigDecimal.ZERO;
        var covered = 0;
        var counted = 0;
        for (var i = 0; i < cells.size(); i++) {
            score = score.add(cells.get(i)
                    .shrunk()
                    .multiply(BigDecimal.valueOf(weights.get(i).weight())));
            covered += cells.get(i).counted() > 0 ? weights.get(i).weight() : 0;
            counted += weights.get(i).counts() ? cells.get(i).counted() : 0;
        }
        var cast = cells.stream().mapToInt(Cell::cast).sum();
        var ranked = counted >= rules.minN && covered >= rules.minWeight;
        return new UnitScore(unit, cast, counted, score.divide(HUNDRED, EXACT), ranked, cells);
    }

    private static Cell cell(String category, List<Integer> values, BigDecimal groupMean, Rules rules) {
        var counted = values.size() >= rules.k ? values : List.<Integer>of();
        var shrunk = sum(counted)
                .add(groupMean.multiply(BigDecimal.valueOf(rules.m)))
                .divide(BigDecimal.valueOf(counted.size() + (long) rules.m), EXACT);
        return new Cell(category, values.size(), counted.size(), counted.isEmpty() ? null : mean(counted), shrunk);
    }

    /** Ranks by the shown score: 1 + the number of ranked units that are higher; equal scores share a rank. */
    public static int rank(UnitScore unit, List<UnitScore> group) {
        return 1
                + (int) group.stream()
                        .filter(other -> other.ranked() && other.shown().compareTo(unit.shown()) > 0)
                        .count();
    }
}
