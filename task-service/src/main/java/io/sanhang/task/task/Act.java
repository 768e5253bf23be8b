package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Somebody doing something once. A second request with the same id is the same act, not another one.
 *
 * @param id names the act; derived from the request's idempotency key
 * @param fingerprint of what was asked, so that a reused id with other content is noticed
 */
public record Act(String id, String fingerprint, Caller by, Instant at) {

    /** What follows from a change in the directory, named by its event. */
    public static Act ofDirectory(String eventId, Instant at) {
        return new Act(eventId, eventId, new Caller("directory", "组织机构名录", Set.of(), null, Set.of()), at);
    }

    /** The store keeps milliseconds; what is answered now must read the same later. */
    public Act {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
