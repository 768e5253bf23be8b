package io.sanhang.support.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.events.OutboxRelay;
import io.sanhang.support.events.PendingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What every collection with an outbox shares: the database, the relay, and the indexes, which are created at start,
 * before the first request and never while the context is being built (the store may still be starting).
 */
public final class Outboxes implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Outboxes.class);
    private static final int ATTEMPTS = 24;

    private record Index(MongoCollection<?> collection, Bson keys, IndexOptions options) {}

    private final MongoDatabase database;
    private final OutboxRelay relay;
    private final List<Index> indexes = new ArrayList<>();
    private volatile boolean running;

    public Outboxes(MongoDatabase database, OutboxRelay relay) {
        this.database = database;
        this.relay = relay;
    }

    public MongoDatabase database() {
        return database;
    }

    public void index(String collection, Bson keys, IndexOptions options) {
        index(database.getCollection(collection), keys, options);
    }

    /** The same for a collection of another database of this service. */
    public void index(MongoCollection<?> collection, Bson keys, IndexOptions options) {
        indexes.add(new Index(collection, keys, options));
    }

    PendingEvent pending(DomainEvent event) {
        return relay.pending(event);
    }

    void register(String collection) {
        relay.watch(collection);
        index(collection, com.mongodb.client.model.Indexes.ascending(Outbox.PENDING), new IndexOptions().sparse(true));
    }

    void written(String collection, String id) {
        relay.nudge(collection, id);
    }

    @Override
    public void start() {
        for (var attempt = 1; !created(attempt); attempt++) {
            LOG.info("Waiting for the store, attempt {}", attempt);
        }
        running = true;
    }

    /** Those of a collection in one command, so that a large one is read once for all that are new. */
    private boolean created(int attempt) {
        try {
            indexes.stream()
                    .collect(Collectors.groupingBy(each -> each.collection.getNamespace()))
                    .values()
                    .forEach(same -> same.get(0).collection.createIndexes(models(same)));
            return true;
        } catch (com.mongodb.MongoTimeoutException | com.mongodb.MongoSocketException e) {
            if (attempt >= ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    /** What two features declare alike is one index. */
    private static List<IndexModel> models(List<Index> declared) {
        var models = new LinkedHashMap<BsonDocument, IndexModel>();
        declared.forEach(
                each -> models.putIfAbsent(each.keys.toBsonDocument(), new IndexModel(each.keys, each.options)));
        return List.copyOf(models.values());
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that serves or consumes. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
