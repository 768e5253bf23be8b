package io.sanhang.testing;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import io.sanhang.support.events.EventProperties;
import io.sanhang.support.store.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Puts an event on the broker as another service would. */
public final class EventSender {

    private final RabbitTemplate rabbit;
    private final EventProperties settings;
    private final JsonMapper json;

    EventSender(RabbitTemplate rabbit, EventProperties settings, JsonMapper json) {
        this.rabbit = rabbit;
        this.settings = settings;
        this.json = json;
    }

    /** Sends under a new id, which is returned. */
    public String send(DomainEvent event) {
        var id = Ids.random();
        send(id, event);
        return id;
    }

    /** Sends under a given id: the same id again is the same delivery again. */
    public void send(String id, DomainEvent event) {
        var name = event.getClass().getAnnotation(EventName.class).value();
        sendRaw(id, name, json.writeValueAsString(event));
    }

    public void sendRaw(String id, String name, String body) {
        rabbit.send(
                settings.exchange(),
                name,
                MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8))
                        .setMessageId(id)
                        .setType(name)
                        .setContentType("application/json")
                        .setHeader("occurred-at", Instant.now().toString())
                        .build());
    }
}
