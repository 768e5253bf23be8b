package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SealingRuleTest {

    private static final Instant LAST = Instant.parse("2026-09-14T01:00:00Z");
    private final SealingRule rule = new SealingRule(20, Duration.ofMinutes(60), Duration.ofHours(24));

    @Test
    void a_batch_waits_for_others_and_for_its_time_but_never_longer_than_a_day() {
        assertThat(ripe(20, Duration.ofMinutes(60))).isTrue();
        assertThat(ripe(19, Duration.ofHours(23))).isFalse();
        assertThat(ripe(500, Duration.ofMinutes(59))).isFalse();
        assertThat(ripe(1, Duration.ofHours(24))).isTrue();
        assertThat(ripe(0, Duration.ofDays(3))).isFalse();
    }

    @Test
    void a_rule_that_breaks_the_receipts_promise_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealingRule(20, Duration.ofMinutes(60), Duration.ofHours(25)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SealingRule(0, Duration.ZERO, Duration.ofHours(1)));
    }

    private boolean ripe(int waiting, Duration since) {
        return rule.ripe(waiting, LAST, LAST.plus(since));
    }
}
