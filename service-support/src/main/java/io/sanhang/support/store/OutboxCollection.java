package io.sanhang.support.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.OutboxRelay;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonString;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;

/**
 * A collection whose documents carry the events they caused until the broker has confirmed them. Document and events
 * are one write of one document, so either both are there or neither is; no transaction is needed.
 */
public final class OutboxCollection<T extends Stored> {

    private final Outboxes outboxes;
    private final String name;
    private final Class<T> type;
    private final MongoCollection<T> typed;
    private final MongoCollection<BsonDocument> raw;
    private final Codec<T> codec;

    public OutboxCollection(Outboxes outboxes, String name, Class<T> type) {
        this.outboxes = outboxes;
        this.name = name;
        this.type = type;
        typed = outboxes.database().getCollection(name, type);
        raw = outboxes.database().getCollection(name, BsonDocument.class);
        codec = outboxes.database().getCodecRegistry().get(type);
        outboxes.register(name);
    }

    /** False, and nothing is written, when the id or another unique key is taken. */
    public boolean insertNew(T document, DomainEvent... events) {
        var bson = encode(document);
        if (events.length > 0) {
            bson.append(Outbox.EVENTS, pending(events)).append(Outbox.LEASE, lease());
        }
        try {
            raw.insertOne(bson);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
        nudge(document.id(), events);
        return true;
    }

    /**
     * Writes the next state of a document that was read at {@code next.version() - 1}.
     *
     * @throws Refusal {@code changed-meanwhile} when somebody else wrote in between
     */
    public void replace(T next, DomainEvent... events) {
        var fields = encode(next);
        fields.remove("_id");
        var update = new BsonDocument("$set", fields);
        var absent = absentComponents(fields);
        if (!absent.isEmpty()) {
            update.append("$unset", absent);
        }
        if (events.length > 0) {
            fields.append(Outbox.LEASE, lease());
            update.append("$push", new BsonDocument(Outbox.EVENTS, new BsonDocument("$each", pending(events))));
        }
        var written = raw.updateOne(and(eq("_id", next.id()), eq("version", next.version() - 1)), update);
        if (written.getMatchedCount() == 0) {
            throw Refusal.stale("changed-meanwhile");
        }
        nudge(next.id(), events);
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(typed.find(eq("_id", id)).first());
    }

    /** @throws Refusal {@code not-found} */
    public T get(String id) {
        return find(id).orElseThrow(() -> Refusal.missing("not-found"));
    }

    public MongoCollection<T> collection() {
        return typed;
    }

    /** Declares an index; it is created when the service starts. */
    public void index(Bson keys) {
        outboxes.index(name, keys, new IndexOptions());
    }

    public void uniqueIndex(Bson keys) {
        outboxes.index(name, keys, new IndexOptions().unique(true));
    }

    public void sparseIndex(Bson keys) {
        outboxes.index(name, keys, new IndexOptions().sparse(true));
    }

    private BsonDocument encode(T document) {
        var bson = new BsonDocument();
        codec.encode(
                new BsonDocumentWriter(bson), document, EncoderContext.builder().build());
        return bson;
    }

    /** The codec leaves null components out; on a rewrite they must go from the store too. */
    private BsonDocument absentComponents(BsonDocument fields) {
        var absent = new BsonDocument();
        Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .filter(component -> !component.equals("id") && !fields.containsKey(component))
                .forEach(component -> absent.append(component, new BsonString("")));
        return absent;
    }

    private BsonArray pending(DomainEvent... events) {
        return new BsonArray(Arrays.stream(events)
                .map(event -> outboxes.pending(event).toBson())
                .toList());
    }

    private static BsonDateTime lease() {
        return new BsonDateTime(Instant.now().plus(OutboxRelay.LEASE_FOR).toEpochMilli());
    }

    private void nudge(String id, DomainEvent... events) {
        if (events.length > 0) {
            outboxes.written(name, id);
        }
    }
}
