package io.sanhang.support.store;

/** The fields that travel beside a stored record; the record itself does not know them. */
public final class Outbox {

    /** Events not yet confirmed by the broker, oldest first. */
    public static final String EVENTS = "outbox";

    /** True while {@link #EVENTS} is not empty; absent otherwise, so that its sparse index holds only what waits. */
    public static final String PENDING = "outboxPending";

    /** Until when (UTC) somebody is sending; after that anybody may. */
    public static final String LEASE = "outboxLease";

    private Outbox() {}
}
