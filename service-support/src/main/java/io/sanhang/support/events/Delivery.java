package io.sanhang.support.events;

import io.sanhang.contracts.DomainEvent;
import java.time.Instant;

/**
 * An event as it arrived. It may arrive more than once, always under the same id: an effect keyed by that id happens
 * once.
 */
public record Delivery<E extends DomainEvent>(String id, E event, Instant occurredAt) {}
