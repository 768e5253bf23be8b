package io.sanhang.support.events;

import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** An event on its way out, as it lies in an outbox: id, name, time of the fact, and its JSON. */
public record PendingEvent(String id, String name, Instant at, String json) {

    public BsonDocument toBson() {
        return new BsonDocument("id", new BsonString(id))
                .append("name", new BsonString(name))
                .append("at", new BsonDateTime(at.toEpochMilli()))
                .append("json", new BsonString(json));
    }

    static PendingEvent from(BsonDocument bson) {
        return new PendingEvent(
                bson.getString("id").getValue(),
                bson.getString("name").getValue(),
                Instant.ofEpochMilli(bson.getDateTime("at").getValue()),
                bson.getString("json").getValue());
    }
}
