package io.sanhang.evaluation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.testing.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers("A069")
class WilsonTest {

    /** The vectors of the ballots protocol, §4.6. */
    @ParameterizedTest
    @CsvSource({
        "12, 12, 0.7575, 2",
        "35, 35, 0.9011, 4",
        "73, 73, 0.9500, 5",
        "190, 200, 0.9104, 4",
        "480, 500, 0.9390, 4",
        "55, 80, 0.5793, 1",
        "9, 9, 0.7008, 0"
    })
    void the_lower_bound_and_its_stars(int good, int n, String lower, int stars) {
        var wilson = Wilson.of(good, n);
        assertThat(String.format("%.4f", wilson.lower())).isEqualTo(lower);
        assertThat(wilson.stars(n)).isEqualTo(stars);
    }

    @Test
    void the_interval_holds_the_rate_and_ends_at_none_and_all() {
        var some = Wilson.of(55, 80);
        assertThat(some.rate()).isBetween(some.lower(), some.upper());
        assertThat(Wilson.of(0, 40).lower()).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(Wilson.of(40, 40).upper()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-15));
    }
}
