package io.sanhang.identity.code;

import java.time.Instant;

/** Has documents that end by themselves; the embedded store has no TTL indexes, so they are swept. */
public interface Expiring {

    void sweep(Instant now);
}
