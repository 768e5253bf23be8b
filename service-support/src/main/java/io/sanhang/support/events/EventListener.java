package io.sanhang.support.events;

import io.sanhang.contracts.DomainEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns a message into a {@link Delivery} and hands it to its handler. */
final class EventListener implements MessageListener {

    /** Trying again cannot help: the message goes to the parking queue at once. */
    static final class UnreadableEvent extends RuntimeException {
        UnreadableEvent(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    private static final int LARGEST = 1 << 20;

    private final EventHandlers handlers;
    private final JsonMapper json;

    EventListener(EventHandlers handlers, JsonMapper json) {
        this.handlers = handlers;
        this.json = json;
    }

    @Override
    public void onMessage(Message message) {
        var properties = message.getMessageProperties();
        var name = properties.getType() != null ? properties.getType() : properties.getReceivedRoutingKey();
        var handler = handlers.byName().get(name);
        if (handler == null) {
            throw new UnreadableEvent("No handler for " + name, null);
        }
        if (properties.getMessageId() == null || message.getBody().length > LARGEST) {
            throw new UnreadableEvent("No id, or larger than " + LARGEST + " bytes", null);
        }
        deliver(handler, message, properties.getMessageId(), properties.getHeader("occurred-at"));
    }

    private <E extends DomainEvent> void deliver(
            EventHandlers.Handler<E> handler, Message message, String id, @Nullable String at) {
        E event;
        Instant occurredAt;
        try {
            event = json.readValue(new String(message.getBody(), StandardCharsets.UTF_8), handler.type());
            occurredAt = Instant.parse(String.valueOf(at));
        } catch (JacksonException | DateTimeException e) {
            throw new UnreadableEvent("Unreadable " + handler.type().getSimpleName(), null);
        }
        if (event == null) {
            throw new UnreadableEvent("Empty " + handler.type().getSimpleName(), null);
        }
        handler.reaction().accept(new Delivery<>(id, event, occurredAt));
    }
}
