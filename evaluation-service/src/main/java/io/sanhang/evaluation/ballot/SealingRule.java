package io.sanhang.evaluation.ballot;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When waiting ballots enter the public list (ballots protocol §2.7): in batches large enough to hide a rater among
 * others, never shortly after one another, and none waits longer than a day.
 *
 * @param batch the fewest ballots of a batch, at least 1
 * @param pause the least time between two batches
 * @param atLatest after this time even fewer are sealed; no longer than a day, which the receipts promise
 */
@ConfigurationProperties("sanhang.evaluation.sealing")
public record SealingRule(
        @DefaultValue("20") int batch,
        @DefaultValue("60m") Duration pause,
        @DefaultValue("24h") Duration atLatest) {

    public SealingRule {
        if (batch < 1 || pause.isNegative() || atLatest.isNegative() || atLatest.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "sanhang.evaluation.sealing: batch at least 1, pause not negative, at-latest at most 24h");
        }
    }

    /** @param last when the batch before was sealed */
    boolean ripe(long waiting, Instant last, Instant now) {
        var waited = Duration.between(last, now);
        return waiting > 0 && (waiting >= batch && waited.compareTo(pause) >= 0 || waited.compareTo(atLatest) >= 0);
    }
}
