package io.sanhang.testing;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.store.Ids;

/** Deliveries for handlers that are called directly. */
public final class Deliveries {

    private Deliveries() {}

    public static <E extends DomainEvent> Delivery<E> of(E event) {
        return new Delivery<>(Ids.random(), event, TestClock.START);
    }
}
