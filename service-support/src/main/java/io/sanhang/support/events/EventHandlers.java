package io.sanhang.support.events;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A service's reactions: which event, which method. Its queue, bindings and parking queue are declared from this list
 * and nothing else. A service may have several, one a feature; each event has one reaction.
 */
public final class EventHandlers {

    record Handler<E extends DomainEvent>(Class<E> type, Consumer<Delivery<E>> reaction) {}

    private final Map<String, Handler<?>> handlers = new LinkedHashMap<>();

    public <E extends DomainEvent> EventHandlers on(Class<E> type, Consumer<Delivery<E>> handler) {
        if (handlers.put(nameOf(type), new Handler<>(type, handler)) != null) {
            throw new IllegalArgumentException("Two handlers for " + type.getName());
        }
        return this;
    }

    /** The reactions of all a service's features together. */
    static EventHandlers together(Iterable<EventHandlers> parts) {
        var all = new EventHandlers();
        parts.forEach(part -> part.handlers.values().forEach(all::add));
        return all;
    }

    private <E extends DomainEvent> void add(Handler<E> handler) {
        on(handler.type(), handler.reaction());
    }

    public Set<String> names() {
        return handlers.keySet();
    }

    Map<String, Handler<?>> byName() {
        return handlers;
    }

    static String nameOf(Class<? extends DomainEvent> type) {
        var name = type.getAnnotation(EventName.class);
        if (name == null) {
            throw new IllegalArgumentException(type.getName() + " has no @EventName");
        }
        return name.value();
    }
}
