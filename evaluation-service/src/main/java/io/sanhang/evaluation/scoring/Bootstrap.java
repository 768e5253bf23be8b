package io.sanhang.evaluation.scoring;

import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.scoring.Scoring.Weight;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How sure a rank is (ballots protocol §4.3): a proper Bayesian bootstrap whose seed is the closing tree head, so that
 * anyone gets the same numbers and nobody can choose them.
 */
public final class Bootstrap {

    /**
     * @param lowRank best rank of the 90 % interval
     * @param standardError of the score, in points: the deviation of the replicates
     */
    public record Interval(
            double low, double high, double standardError, int lowRank, int highRank, List<Integer> rankCounts) {}

    private final SplittableRandom random;
    private final Map<String, Map<String, List<Integer>>> values;
    private final List<Weight> weights;
    private final Rules rules;

    private Bootstrap(long seed, Map<String, Map<String, List<Integer>>> values, List<Weight> weights, Rules rules) {
        random = new SplittableRandom(seed);
        this.values = new TreeMap<>(values);
        this.weights = weights.stream().filter(Weight::counts).toList();
        this.rules = rules;
    }

    static long seed(String campaignId, String group, String rootHex) {
        try {
            var text = "zfpj-rank-v1|" + campaignId + "|" + group + "|" + rootHex;
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param ranked the units that are ranked */
    public static Map<String, Interval> intervals(
            String campaignId,
            String group,
            String rootHex,
            Map<String, Map<String, List<Integer>>> values,
            List<String> ranked,
            List<Weight> weights,
            Rules rules) {
        return new Bootstrap(seed(campaignId, group, rootHex), values, weights, rules)
                .run(ranked.stream().sorted().toList());
    }

    private Map<String, Interval> run(List<String> ranked) {
        var scores = new double[ranked.size()][rules.replicates()];
        var ranks = new int[ranked.size()][rules.replicates()];
        var donors = donors();
        for (var replicate = 0; replicate < rules.replicates(); replicate++) {
            for (var unit = 0; unit < ranked.size(); unit++) {
                scores[unit][replicate] = score(ranked.get(unit), donors);
            }
            for (var unit = 0; unit < ranked.size(); unit++) {
                var higher = 0;
                for (var other : scores) {
                    higher += other[replicate] > scores[unit][replicate] ? 1 : 0;
                }
                ranks[unit][replicate] = 1 + higher;
            }
        }
        var intervals = new LinkedHashMap<String, Interval>();
        for (var unit = 0; unit < ranked.size(); unit++) {
            intervals.put(ranked.get(unit), interval(scores[unit], ranks[unit], ranked.size()));
        }
        return intervals;
    }

    /** By category, the counted cells that fill up small samples. */
    private Map<String, List<List<Integer>>> donors() {
        var donors = new LinkedHashMap<String, List<List<Integer>>>();
        weights.forEach(weight -> donors.put(
                weight.category(),
                values.values().stream()
                        .map(cells -> cells.getOrDefault(weight.category(), List.of()))
                        .filter(cell -> cell.size() >= rules.k())
                        .toList()));
        return donors;
    }

    private double score(String unit, Map<String, List<List<Integer>>> donors) {
        var score = 0.0;
        for (var weight : weights) {
            var all = values.getOrDefault(unit, Map.of()).getOrDefault(weight.category(), List.of());
            var own = all.size() >= rules.k() ? all : List.<Integer>of();
            var from = donors.getOrDefault(weight.category(), List.of());
            var size = own.size() + rules.m();
            var sum = 0.0;
            for (var i = 0; i < size; i++) {
                sum += draw(own, from, size);
            }
            score += weight.weight() * (sum / size);
        }
        return score;
    }

    private int draw(List<Integer> own, List<List<Integer>> donors, int size) {
        var at = below(size);
        if (at < own.size()) {
            return own.get(at);
        }
        if (donors.isEmpty()) {
            return 0;
        }
        var donor = donors.get(below(donors.size()));
        return donor.get(below(donor.size()));
    }

    private int below(int n) {
        return (int) (((random.nextLong() >>> 32) * n) >>> 32);
    }

    private Interval interval(double[] scores, int[] ranks, int units) {
        var counts = new Integer[units];
        Arrays.fill(counts, 0);
        for (var rank : ranks) {
            counts[rank - 1]++;
        }
        var standardError = deviation(scores);
        Arrays.sort(scores);
        var sortedRanks = ranks.clone();
        Arrays.sort(sortedRanks);
        var low = (int) Math.ceil(0.05 * rules.replicates()) - 1;
        var high = (int) Math.ceil(0.95 * rules.replicates()) - 1;
        // Weights add up to 100 and values are milli-points: 100 · 1000 to a point.
        return new Interval(
                scores[low] / 100_000,
                scores[high] / 100_000,
                standardError / 100_000,
                sortedRanks[low],
                sortedRanks[high],
                List.of(counts));
    }

    /** Added up in the order of the draws: another order would give another last digit. */
    private static double deviation(double[] scores) {
        var sum = 0.0;
        for (var score : scores) {
            sum += score;
        }
        var mean = sum / scores.length;
        var squares = 0.0;
        for (var score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return Math.sqrt(squares / (scores.length - 1));
    }
}
