package io.sanhang.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed with kill -9 in the middle of the load: what was acknowledged is there afterwards, all of it. */
class KillTest {

    private static final int ROUNDS = 4;
    private static final int WRITERS = 8;
    private static final int BULK = 3_000;

    @TempDir
    Path directory;

    @Test
    void the_store_loses_no_acknowledged_write() throws Exception {
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        for (var round = 0; round < ROUNDS; round++) {
            var victim = Crash.start("store", directory);
            writeUntilKilled(victim, round, acknowledged);
        }
        var survivor = Crash.start("store", directory);
        try (var client = MongoClients.create(survivor.uri())) {
            var found = new HashSet<String>();
            client.getDatabase("crash")
                    .getCollection("writes")
                    .find()
                    .forEach(document -> found.add(document.getString("_id") + "=" + document.getString("text")));
            assertThat(acknowledged).hasSizeGreaterThan(1000);
            assertThat(found).containsAll(acknowledged);
            // The unique index and the documents are from one moment: none lacks the other.
            var collection = client.getDatabase("crash").getCollection("writes");
            assertThat(collection.countDocuments(
                            new Document("text", acknowledged.iterator().next().split("=")[1])))
                    .isEqualTo(1);
        } finally {
            survivor.kill();
        }
    }

    private static void writeUntilKilled(Crash.Victim victim, int round, Set<String> acknowledged) throws Exception {
        var enough = acknowledged.size() + 251 + ThreadLocalRandom.current().nextInt(250);
        var writers = Executors.newFixedThreadPool(WRITERS);
        try (var client = MongoClients.create(victim.uri() + "/?retryWrites=false")) {
            var collection = client.getDatabase("crash").getCollection("writes");
            collection.createIndex(Indexes.ascending("text"), new com.mongodb.client.model.IndexOptions().unique(true));
            for (var writer = 0; writer < WRITERS; writer++) {
                var name = round + "-" + writer + "-";
                writers.execute(() -> {
                    try {
                        for (var i = 0; ; i++) {
                            var id = name + i;
                            collection.insertOne(new Document("_id", id).append("text", "text of " + id));
                            acknowledged.add(id + "=text of " + id);
                        }
                    } catch (MongoException killed) {
                        // As intended: the victim is gone.
                    }
                });
            }
            writers.shutdown();
            while (acknowledged.size() < enough && !writers.isTerminated()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            victim.kill();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Every document has the same sixty index entries, and all get sixty others, until the kill. */
    @Test
    void an_update_of_many_cut_short_leaves_no_document_without_its_index_entries() throws Exception {
        var victim = Crash.start("store", directory);
        try (var client = MongoClients.create(victim.uri() + "/?retryWrites=false")) {
            var bulk = client.getDatabase("crash").getCollection("bulk");
            bulk.createIndex(Indexes.ascending("tags"));
            bulk.insertMany(IntStream.range(0, BULK)
                    .mapToObj(at -> new Document("_id", at).append("tags", tags("even")))
                    .toList());
            var file = directory.resolve("store.db");
            var enough =
                    Files.size(file) + 2_000_000 + ThreadLocalRandom.current().nextInt(10_000_000);
            var writer = new Thread(() -> {
                try {
                    for (var next = "odd"; ; next = next.equals("odd") ? "even" : "odd") {
                        bulk.updateMany(Filters.empty(), Updates.set("tags", tags(next)));
                    }
                } catch (MongoException killed) {
                    // As intended.
                }
            });
            writer.start();
            while (Files.size(file) < enough && writer.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            victim.kill();
            writer.join();
        }
        var survivor = Crash.start("store", directory);
        try (var client = MongoClients.create(survivor.uri())) {
            var bulk = client.getDatabase("crash").getCollection("bulk");
            var odd = bulk.find().into(new ArrayList<>()).stream()
                    .filter(each -> each.getList("tags", String.class).equals(tags("odd")))
                    .count();
            // These are counted from the index alone.
            assertThat(tags("odd"))
                    .allSatisfy(tag -> assertThat(bulk.countDocuments(Filters.eq("tags", tag)))
                            .isEqualTo(odd));
            assertThat(tags("even"))
                    .allSatisfy(tag -> assertThat(bulk.countDocuments(Filters.eq("tags", tag)))
                            .isEqualTo(BULK - odd));
        } finally {
            survivor.kill();
        }
    }

    private static List<String> tags(String kind) {
        return IntStream.range(0, 60).mapToObj(at -> kind + at).toList();
    }

    @Test
    void the_broker_loses_no_confirmed_message_nor_its_queues() throws Exception {
        var confirmed = new HashSet<String>();
        for (var round = 0; round < 2; round++) {
            var victim = Crash.start("broker", directory);
            publishThenKill(victim, round, confirmed);
        }
        var survivor = Crash.start("broker", directory);
        try (var connection = factory(survivor).newConnection();
                var channel = connection.createChannel()) {
            var found = new HashSet<String>();
            for (var got = channel.basicGet("kept", true); got != null; got = channel.basicGet("kept", true)) {
                found.add(new String(got.getBody(), StandardCharsets.UTF_8));
            }
            assertThat(confirmed).hasSize(600);
            assertThat(found).containsAll(confirmed);
        } finally {
            survivor.kill();
        }
    }

    private static void publishThenKill(Crash.Victim victim, int round, Set<String> confirmed) throws Exception {
        try (var connection = factory(victim).newConnection()) {
            var channel = connection.createChannel();
            channel.exchangeDeclare("facts", "topic", true);
            channel.queueDeclare("kept", true, false, false, null);
            channel.queueBind("kept", "facts", "#");
            channel.confirmSelect();
            for (var i = 0; i < 300; i++) {
                var text = round + "-" + i;
                channel.basicPublish(
                        "facts",
                        "a.b",
                        true,
                        MessageProperties.PERSISTENT_BASIC,
                        text.getBytes(StandardCharsets.UTF_8));
                if (i % 50 == 49) {
                    channel.waitForConfirmsOrDie(10_000);
                }
                confirmed.add(text);
            }
            victim.kill();
        } catch (IOException | com.rabbitmq.client.AlreadyClosedException gone) {
            // Closing a connection to a dead broker.
        }
    }

    private static ConnectionFactory factory(Crash.Victim victim) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(victim.uri());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }
}
