package io.sanhang.testing;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import io.sanhang.support.events.EventProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Listens beside the real consumers and remembers what the relay sent to the broker. */
public final class PublishedEvents implements InitializingBean, DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final AmqpAdmin admin;
    private final RabbitTemplate rabbit;
    private final EventProperties settings;
    private final JsonMapper json;
    private final String service;
    private final String queue;
    private final List<Message> seen = new CopyOnWriteArrayList<>();

    PublishedEvents(AmqpAdmin admin, RabbitTemplate rabbit, EventProperties settings, JsonMapper json, String service) {
        this.admin = admin;
        this.rabbit = rabbit;
        this.settings = settings;
        this.json = json;
        this.service = service;
        queue = settings.exchange() + ".probe";
    }

    @Override
    public void afterPropertiesSet() {
        var exchange = new TopicExchange(settings.exchange());
        admin.declareExchange(exchange);
        var probe = new Queue(queue, false, false, false);
        admin.declareQueue(probe);
        admin.declareBinding(BindingBuilder.bind(probe).to(exchange).with("#"));
    }

    @Override
    public void destroy() {
        List.of(queue, settings.queueOf(service), settings.parkingOf(service)).forEach(admin::deleteQueue);
        admin.deleteExchange(settings.exchange());
    }

    /** Waits until at least one event of the type has been sent, then gives all of that type so far. */
    public <E extends DomainEvent> List<E> ofType(Class<E> type) {
        return ofType(type, 1);
    }

    /** Waits for at least this many. */
    public <E extends DomainEvent> List<E> ofType(Class<E> type, int atLeast) {
        var name = type.getAnnotation(EventName.class).value();
        var until = Instant.now().plus(PATIENCE);
        while (true) {
            receive();
            var found = seen.stream()
                    .filter(message ->
                            name.equals(message.getMessageProperties().getType()))
                    .flatMap(message -> read(message, type).stream())
                    .toList();
            if (found.size() >= atLeast) {
                return found;
            }
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("Only " + found.size() + " of " + name + " within " + PATIENCE);
            }
        }
    }

    private <E> Optional<E> read(Message message, Class<E> type) {
        try {
            return Optional.ofNullable(json.readValue(new String(message.getBody(), StandardCharsets.UTF_8), type));
        } catch (JacksonException e) {
            // Another test's poison.
            return Optional.empty();
        }
    }

    /** What has arrived so far, by name; does not wait. */
    public List<String> names() {
        receive();
        return seen.stream()
                .map(message -> String.valueOf(message.getMessageProperties().getType()))
                .toList();
    }

    public void forget() {
        receive();
        seen.clear();
    }

    private synchronized void receive() {
        // Gets without a consumer: on a busy machine the broker may take longer to start one than anybody would wait.
        LockSupport.parkNanos(MOMENT.toNanos());
        for (var message = rabbit.receive(queue); message != null; message = rabbit.receive(queue)) {
            seen.add(message);
        }
    }
}
