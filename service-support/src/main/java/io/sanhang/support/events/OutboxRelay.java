package io.sanhang.support.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries events from the outboxes to the broker: at least once, in order within a document. The writer's own process
 * is told at once which document to look at; a slow sweep finds what a process that died has left. Whoever sends holds
 * a lease on the document; a lease that ran out may be taken by any replica.
 */
public final class OutboxRelay implements SmartLifecycle {

    /** Longer than publishing a batch can take. */
    public static final Duration LEASE_FOR = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 100;
    private static final int SWEPT_AT_ONCE = 500;
    private static final int MOST_WAITING = 20_000;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Bson EMPTY = Updates.combine(Updates.unset(Outbox.EVENTS), Updates.unset(Outbox.LEASE));

    private record Owner(String collection, String id) {}

    private final MongoDatabase database;
    private final EventPublisher publisher;
    private final JsonMapper json;
    private final Clock clock;
    private final EventProperties settings;
    private final Set<String> collections = new CopyOnWriteArraySet<>();
    private final LinkedBlockingQueue<Owner> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private Instant nextSweep = Instant.EPOCH;
    /** The last sweep took as many as it takes at once: there may be more, and nobody need wait for them. */
    private boolean more;

    private volatile boolean running;
    private volatile Thread worker = new Thread();

    public OutboxRelay(
            MongoDatabase database, EventPublisher publisher, JsonMapper json, Clock clock, EventProperties settings) {
        this.database = database;
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
    }

    public PendingEvent pending(DomainEvent event) {
        return new PendingEvent(
                Ids.random(), EventHandlers.nameOf(event.getClass()), clock.instant(), json.writeValueAsString(event));
    }

    public void watch(String collection) {
        collections.add(collection);
    }

    /** A document has events to send. When too many wait already, the sweep will find it. */
    public void nudge(String collection, String id) {
        waiting.offer(new Owner(collection, id));
    }

    private void run() {
        while (running) {
            try {
                var batch = nextBatch();
                if (!batch.isEmpty() && !relay(batch)) {
                    batch.forEach(waiting::offer);
                    TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
                }
                if (Instant.now().isAfter(nextSweep) || more && waiting.isEmpty()) {
                    nextSweep = Instant.now().plus(settings.sweepEvery());
                    more = sweep();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Outbox relay will try again: {}", e.toString());
                nextSweep = Instant.now().plus(AFTER_FAILURE);
            }
        }
    }

    private Set<Owner> nextBatch() throws InterruptedException {
        var batch = new LinkedHashSet<Owner>();
        var first = waiting.poll(1, TimeUnit.SECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    /** Publishes the events of these documents; true when the broker has confirmed them all. */
    private boolean relay(Set<Owner> owners) {
        var idsByCollection = new LinkedHashMap<String, List<String>>();
        owners.forEach(owner -> idsByCollection
                .computeIfAbsent(owner.collection, name -> new ArrayList<>())
                .add(owner.id));
        var all = true;
        for (var each : idsByCollection.entrySet()) {
            all &= relay(each.getKey(), each.getValue());
        }
        return all;
    }

    private boolean relay(String collection, List<String> ids) {
        var documents = database.getCollection(collection, BsonDocument.class);
        var eventsById = new LinkedHashMap<String, List<PendingEvent>>();
        for (var document : documents.find(in("_id", ids)).projection(include(Outbox.EVENTS))) {
            if (document.containsKey(Outbox.EVENTS)) {
                eventsById.put(
                        document.getString("_id").getValue(),
                        document.getArray(Outbox.EVENTS).stream()
                                .map(event -> PendingEvent.from(event.asDocument()))
                                .toList());
            }
        }
        if (eventsById.isEmpty()) {
            return true;
        }
        var confirmed = publisher.publish(
                eventsById.values().stream().flatMap(List::stream).toList());
        clear(documents, eventsById, confirmed);
        return confirmed.size()
                == eventsById.values().stream().mapToInt(List::size).sum();
    }

    /** Takes out what was confirmed: mostly the whole outbox, unless something was added since it was read. */
    private static void clear(
            MongoCollection<BsonDocument> documents,
            Map<String, List<PendingEvent>> eventsById,
            Set<String> confirmed) {
        var whole = new ArrayList<WriteModel<BsonDocument>>();
        var single = new ArrayList<WriteModel<BsonDocument>>();
        eventsById.forEach((id, events) -> {
            var ids = events.stream()
                    .map(PendingEvent::id)
                    .filter(confirmed::contains)
                    .toList();
            // Events are only ever added at the end: as many, and the same last one, are the same events.
            if (ids.size() == events.size()) {
                whole.add(new UpdateOneModel<>(
                        and(
                                eq("_id", id),
                                size(Outbox.EVENTS, ids.size()),
                                eq(Outbox.EVENTS + "." + (ids.size() - 1) + ".id", ids.get(ids.size() - 1))),
                        EMPTY));
            }
            if (!ids.isEmpty()) {
                single.add(new UpdateOneModel<>(eq("_id", id), Updates.pull(Outbox.EVENTS, in("id", ids))));
                single.add(new UpdateOneModel<>(and(eq("_id", id), size(Outbox.EVENTS, 0)), EMPTY));
            }
        });
        var cleared = whole.isEmpty() ? 0 : documents.bulkWrite(whole).getModifiedCount();
        if (cleared < eventsById.size() && !single.isEmpty()) {
            documents.bulkWrite(single);
        }
    }

    /** True when it has claimed all that it takes of a collection at once. */
    private boolean sweep() {
        var full = false;
        for (var collection : collections) {
            var documents = database.getCollection(collection, BsonDocument.class);
            var now = Instant.now();
            var count = 0;
            var free = lt(Outbox.LEASE, now);
            for (var left : documents.find(free).projection(include("_id")).limit(SWEPT_AT_ONCE)) {
                var id = left.getString("_id").getValue();
                var claimed =
                        documents.updateOne(and(eq("_id", id), free), Updates.set(Outbox.LEASE, now.plus(LEASE_FOR)));
                if (claimed.getModifiedCount() > 0) {
                    nudge(collection, id);
                    count++;
                }
            }
            full |= count == SWEPT_AT_ONCE;
        }
        return full;
    }

    @Override
    public void start() {
        running = true;
        worker = new Thread(this::run, "outbox-relay");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void stop() {
        running = false;
        worker.interrupt();
        try {
            worker.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
