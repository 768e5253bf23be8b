package io.sanhang.support.events;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.sanhang.standalone.store.EmbeddedStore;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Outbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events a second from the outboxes of a durable store to a quorum queue, beside bare publishing with a confirm for each
 * hundred. Needs a RabbitMQ, {@code SANHANG_TEST_RABBITMQ_URI}. Started by {@code benchmarks/relay}.
 */
final class RelayFigures {

    private static final int EVENTS = 20_000;
    private static final int TOGETHER = 100;
    private static final int ROUNDS = 4;
    private static final String NAME = "figures-" + Ids.random();
    private static final String JSON =
            "{\"taskId\":\"%s\",\"title\":\"%s\"}".formatted(Ids.random(), "办好一件事".repeat(30));

    private RelayFigures() {}

    public static void main(String[] args) throws Exception {
        var uri = Objects.requireNonNull(System.getenv("SANHANG_TEST_RABBITMQ_URI"), "SANHANG_TEST_RABBITMQ_URI");
        var connections = new CachingConnectionFactory(java.net.URI.create(uri));
        connections.setPublisherConfirmType(ConfirmType.CORRELATED);
        connections.setPublisherReturns(true);
        var admin = new RabbitAdmin(connections);
        var exchange = new TopicExchange(NAME, false, true);
        var queue = QueueBuilder.durable(NAME).quorum().build();
        admin.declareExchange(exchange);
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue).to(exchange).with("#"));
        var file = Files.createTempDirectory("relay").resolve("store.db");
        try (var store = EmbeddedStore.durable(file, 0);
                var client = MongoClients.create(store.uri())) {
            var documents = client.getDatabase("figures").getCollection("notes", BsonDocument.class);
            documents.createIndex(Indexes.ascending(Outbox.LEASE), new IndexOptions().sparse(true));
            var template = new RabbitTemplate(connections);
            template.setMandatory(true);
            var settings = new EventProperties(NAME, "quorum", Duration.ofSeconds(5), Duration.ofHours(1), 4);
            var relay = new OutboxRelay(
                    client.getDatabase("figures"),
                    new EventPublisher(template, settings, "figures"),
                    JsonMapper.shared(),
                    Clock.systemUTC(),
                    settings);
            // The first round warms up.
            for (var round = 0; round < ROUNDS; round++) {
                var bare = bare(connections);
                admin.purgeQueue(NAME);
                var relayed = relayed(relay, documents);
                admin.purgeQueue(NAME);
                System.out.printf(
                        Locale.ROOT,
                        "relay %.0f events/s, bare %.0f messages/s: %.2f%n",
                        relayed,
                        bare,
                        relayed / bare);
            }
        } finally {
            admin.deleteQueue(NAME);
            admin.deleteExchange(NAME);
            connections.destroy();
        }
    }

    private static double bare(CachingConnectionFactory connections) throws Exception {
        try (var connection = connections.getRabbitConnectionFactory().newConnection();
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            var body = JSON.getBytes(StandardCharsets.UTF_8);
            var begin = System.nanoTime();
            for (var at = 1; at <= EVENTS; at++) {
                channel.basicPublish(
                        NAME, "figures", true, com.rabbitmq.client.MessageProperties.PERSISTENT_TEXT_PLAIN, body);
                if (at % TOGETHER == 0) {
                    channel.waitForConfirmsOrDie(5_000);
                }
            }
            return EVENTS / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static double relayed(OutboxRelay relay, MongoCollection<BsonDocument> documents) {
        documents.deleteMany(Filters.empty());
        var all = IntStream.range(0, EVENTS).mapToObj(at -> waiting()).toList();
        for (var at = 0; at < EVENTS; at += 1_000) {
            documents.insertMany(all.subList(at, at + 1_000));
        }
        all.forEach(each -> relay.nudge("notes", each.getString("_id").getValue()));
        var begin = System.nanoTime();
        relay.start();
        // They are sent in the order of their nudges.
        var last = Filters.and(Filters.eq("_id", all.get(EVENTS - 1).getString("_id")), Filters.exists(Outbox.LEASE));
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(2))
                .until(() -> documents.countDocuments(last) == 0);
        var seconds = (System.nanoTime() - begin) / 1e9;
        relay.stop();
        return EVENTS / seconds;
    }

    private static BsonDocument waiting() {
        var event = new PendingEvent(Ids.random(), "figures", Instant.now(), JSON);
        return new BsonDocument("_id", new BsonString(Ids.random()))
                .append("version", new BsonInt64(1))
                .append(Outbox.EVENTS, new BsonArray(List.of(event.toBson())))
                .append(
                        Outbox.LEASE,
                        new BsonDateTime(
                                Instant.now().plus(OutboxRelay.LEASE_FOR).toEpochMilli()));
    }
}
