package io.sanhang.support.events;

import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Sends events as persistent, mandatory messages and waits for all confirms of a batch together. "Returned" counts as
 * not delivered on every broker: nobody has declared a queue for it yet.
 */
public final class EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final RabbitTemplate rabbit;
    private final EventProperties settings;
    private final String source;

    EventPublisher(RabbitTemplate rabbit, EventProperties settings, String source) {
        this.rabbit = rabbit;
        this.settings = settings;
        this.source = source;
    }

    /** The ids that the broker has taken responsibility for. */
    Set<String> publish(List<PendingEvent> events) {
        var confirmed = new HashSet<String>();
        var underWay = new LinkedHashMap<PendingEvent, CorrelationData>();
        try {
            // One channel for all: outside of invoke, every message without a confirm yet holds a channel of its own.
            rabbit.invoke(channel -> {
                for (var event : events) {
                    var correlation = new CorrelationData(event.id());
                    rabbit.send(settings.exchange(), event.name(), message(event), correlation);
                    underWay.put(event, correlation);
                }
                return underWay;
            });
        } catch (AmqpException e) {
            LOG.warn("Broker not reachable, {} events wait: {}", events.size(), e.toString());
        }
        underWay.forEach((event, correlation) -> {
            if (taken(event, correlation)) {
                confirmed.add(event.id());
            }
        });
        return confirmed;
    }

    private boolean taken(PendingEvent event, CorrelationData correlation) {
        try {
            var confirm = correlation.getFuture().get(settings.confirmWithin().toMillis(), TimeUnit.MILLISECONDS);
            if (confirm.ack() && correlation.getReturned() == null) {
                return true;
            }
            LOG.warn("Nobody takes {} yet, it waits", event.name());
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("No confirm for {}: {}", event.name(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private Message message(PendingEvent event) {
        return MessageBuilder.withBody(event.json().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .setContentType("application/json")
                .setContentEncoding("UTF-8")
                .setMessageId(event.id())
                .setType(event.name())
                .setAppId(source)
                .setTimestamp(Date.from(event.at()))
                .setHeader("occurred-at", event.at().toString())
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }
}
