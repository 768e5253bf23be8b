package io.sanhang.evaluation.scoring;

/**
 * How sure a share is: the interval of Wilson with z = 1.96 (ballots protocol §4.6). In this order of operations, so that
 * everybody gets the same digits.
 */
public record Wilson(double rate, double lower, double upper) {

    private static final double Z = 1.96;
    private static final int FEWEST_FOR_STARS = 10;
    private static final double[] STARS = {0.60, 0.80, 0.90, 0.95};

    /** @param good of n, which is above 0 */
    public static Wilson of(int good, int n) {
        var p = (double) good / n;
        var middle = p + Z * Z / (2.0 * n);
        var half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
        var all = 1 + Z * Z / n;
        return new Wilson(p, (middle - half) / all, (middle + half) / all);
    }

    /** One to five by the lower bound; none for fewer than ten. */
    public int stars(int n) {
        var stars = 1;
        for (var bound : STARS) {
            stars += lower >= bound ? 1 : 0;
        }
        return n < FEWEST_FOR_STARS ? 0 : stars;
    }
}
