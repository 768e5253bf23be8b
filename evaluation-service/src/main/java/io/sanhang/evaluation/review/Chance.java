package io.sanhang.evaluation.review;

/** How likely at least so many are, if nothing is unusual: upper tails, summed term by term. */
final class Chance {

    private static final double LN_2_PI = Math.log(2 * Math.PI);
    private static final int SMALL = 16;

    /** What adds less than this to the sum cannot be seen in a double. */
    private static final double NEGLIGIBLE = 1e-17;

    private Chance() {}

    /** P(Y ≥ y) of a Poisson distribution. @param lambda its mean, above 0 */
    static double poisson(int y, double lambda) {
        var term = Math.exp(y * Math.log(lambda) - lambda - logFactorial(y));
        var sum = term;
        for (var k = y + 1; term > sum * NEGLIGIBLE || k < lambda; k++) {
            term *= lambda / k;
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** P(F ≥ f) of n draws. @param p of one draw, above 0 and below 1 */
    static double binomial(int f, int n, double p) {
        var term = Math.exp(
                logFactorial(n) - logFactorial(f) - logFactorial(n - f) + f * Math.log(p) + (n - f) * Math.log1p(-p));
        var sum = term;
        for (var k = f + 1; k <= n && (term > sum * NEGLIGIBLE || k < n * p); k++) {
            term *= (double) (n - k + 1) / k * (p / (1 - p));
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** Stirling's series; its error is below 1e-12 from 16 on. */
    private static double logFactorial(int n) {
        if (n < SMALL) {
            var product = 1.0;
            for (var k = 2; k <= n; k++) {
                product *= k;
            }
            return Math.log(product);
        }
        var square = (double) n * n;
        return (n + 0.5) * Math.log(n)
                - n
                + 0.5 * LN_2_PI
                + (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / n;
    }
}
