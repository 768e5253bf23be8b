package io.sanhang.evaluation.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The published values of the ballots protocol §4.7, and sums that can be done by hand. */
class ChanceTest {

    @Test
    void tails_of_poisson_have_the_published_values() {
        assertThat(rounded(Chance.poisson(40, 8))).isEqualTo("6.780721e-16");
        assertThat(rounded(Chance.poisson(30, 8))).isEqualTo("2.102584e-09");
        assertThat(rounded(Chance.poisson(20, 8))).isEqualTo("2.529394e-04");
        assertThat(Chance.poisson(0, 3)).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void tails_of_binomials_have_the_published_values() {
        assertThat(rounded(Chance.binomial(48, 60, 0.35))).isEqualTo("1.192865e-12");
        assertThat(rounded(Chance.binomial(30, 60, 0.35))).isEqualTo("1.194744e-02");
        assertThat(Chance.binomial(2, 2, 0.5)).isEqualTo(0.25, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(Chance.binomial(0, 40, 0.5)).isEqualTo(1, org.assertj.core.api.Assertions.within(1e-12));
    }

    private static String rounded(double chance) {
        return String.format(java.util.Locale.ROOT, "%.6e", chance);
    }
}
