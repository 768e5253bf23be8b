package io.sanhang.support.store;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
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
import org.bson.BsonInt32;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
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

    private static final int NAMESPACE_EXISTS = 48;

    private record Index(MongoCollection<?> collection, Bson keys, IndexOptions options) {}

    private record ById(MongoDatabase database, String collection) {}

    private final MongoDatabase database;
    private final OutboxRelay relay;
    private final List<Index> indexes = new ArrayList<>();
    private final List<ById> byId = new ArrayList<>();
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

    /**
     * Has documents lie in the order of their ids, which say nothing, and not in the order in which they came: a clustered
     * collection of MongoDB (5.3 and later). So neither a scan nor a copy of the files tells what came after what. The
     * start is refused where the collection is there and lies otherwise. The embedded store keeps everything by id.
     */
    public void byId(MongoDatabase database, String collection) {
        byId.add(new ById(database, collection));
    }

    PendingEvent pending(DomainEvent event) {
        return relay.pending(event);
    }

    void register(String collection) {
        relay.watch(collection);
        index(collection, com.mongodb.client.model.Indexes.ascending(Outbox.LEASE), new IndexOptions().sparse(true));
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
            byId.forEach(Outboxes::create);
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

    private static void create(ById wanted) {
        var there = described(wanted);
        if (there == null) {
            try {
                wanted.database.createCollection(
                        wanted.collection,
                        new CreateCollectionOptions()
                                .clusteredIndexOptions(
                                        new ClusteredIndexOptions(new BsonDocument("_id", new BsonInt32(1)), true)));
                return;
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != NAMESPACE_EXISTS) {
                    throw e;
                }
                // Another replica, a moment ago.
                there = described(wanted);
            }
        }
        if (there != null && liesByArrival(there)) {
            throw new IllegalStateException(
                    "The collection %s.%s keeps its documents in the order in which they came. Move it over as docs/operations.md says under \"Ballots lie in no order\", then start again."
                            .formatted(wanted.database.getName(), wanted.collection));
        }
    }

    private static @Nullable Document described(ById wanted) {
        for (var each : wanted.database.listCollections()) {
            if (wanted.collection.equals(each.getString("name"))) {
                return each;
            }
        }
        return null;
    }

    /**
     * As a server describes the collection. MongoDB gives each a UUID; the embedded store gives none, and has no other order
     * than that of the ids.
     */
    static boolean liesByArrival(Document described) {
        var info = described.get("info", Document.class);
        var options = described.get("options", Document.class);
        return info != null && info.containsKey("uuid") && (options == null || !options.containsKey("clusteredIndex"));
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
