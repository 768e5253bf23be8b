package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Somebody doing something once. A second request with the same id is the same act, not another one.
 *
 * @param id names the act; derived from the request's idempotency key
 * @param fingerprint of what was asked, so that a reused id with other content is noticed
 */
public record Act(String id, String fingerprint, Caller by, Instant at) {

    /** The store keeps milliseconds; what is answered now must read the same later. */
    public Act {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
