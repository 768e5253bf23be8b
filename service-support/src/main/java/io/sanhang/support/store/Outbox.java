package io.sanhang.support.store;

/** The fields that travel beside a stored record; the record itself does not know them. */
public final class Outbox {

    /** Events not yet confirmed by the broker, oldest first. */
    public static final String EVENTS = "outbox";

    /**
     * Until when (UTC) somebody is sending; after that anybody may. Absent where {@link #EVENTS} is, so that its sparse index
     * holds only what waits.
     */
    public static final String LEASE = "outboxLease";

    private Outbox() {}
}
