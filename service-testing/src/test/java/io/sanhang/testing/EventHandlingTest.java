package io.sanhang.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.support.events.EventProperties;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;

/** What comes in from the broker: handled, tried again, or parked; never lost, never in the way of the next. */
@ServiceTest
class EventHandlingTest {

    @Autowired
    Kit.Effects effects;

    @Autowired
    EventSender sender;

    @Autowired
    RabbitTemplate rabbit;

    @Autowired
    AmqpAdmin admin;

    @Autowired
    EventProperties settings;

    @BeforeEach
    void empty_the_parking_queue() {
        admin.purgeQueue(parked());
    }

    private String parked() {
        return settings.parkingOf("kit-service");
    }

    private static TaskAssigned event(String title) {
        return new TaskAssigned("t", title, List.of(), List.of(), null);
    }

    @Test
    void an_event_reaches_its_handler_with_its_id() {
        var id = sender.send(event("plain"));
        await().untilAsserted(() -> assertThat(effects.seen).containsEntry(id, 1));
    }

    @Test
    void passing_trouble_is_survived_by_trying_again() {
        effects.failuresLeft.set(2);
        var id = sender.send(event("in trouble"));
        await().untilAsserted(() -> assertThat(effects.seen).containsEntry(id, 1));
        assertThat(rabbit.receive(parked())).isNull();
    }

    @Test
    void poison_is_parked_whole_and_the_next_message_goes_through() {
        sender.sendRaw("p-1", "task.assigned.v1", "{not json");
        sender.sendRaw("p-2", "task.assigned.v1", "null");
        var good = sender.send(event("after the poison"));
        await().untilAsserted(() -> assertThat(effects.seen).containsEntry(good, 1));
        var parked = List.of(rabbit.receive(parked(), 10_000), rabbit.receive(parked(), 10_000));
        assertThat(parked)
                .extracting(message -> message.getMessageProperties().getMessageId())
                .containsExactlyInAnyOrder("p-1", "p-2");
        assertThat(parked)
                .extracting(message -> new String(message.getBody(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder("{not json", "null");
    }

    @Test
    void what_no_try_can_handle_is_parked_after_the_last() {
        var id = sender.send(event("poison"));
        var parked = rabbit.receive(parked(), 20_000);
        assertThat(parked.getMessageProperties().getMessageId()).isEqualTo(id);
    }
}
