package io.sanhang.identity.code;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts in the store, so that limits hold over all replicas and restarts. Spans are fixed, not sliding. */
public final class Throttle implements Expiring {

    private final MongoCollection<Counter> counters;
    private final Clock clock;

    public Throttle(MongoCollection<Counter> counters, Clock clock) {
        this.counters = counters;
        this.clock = clock;
    }

    /** Counts one more, and tells whether that is still within the limit of the present span. */
    public boolean allows(String key, int limit, Duration span) {
        var now = clock.instant();
        return count(id(key, span, now), now.plus(span)) <= limit;
    }

    /** Starts the present span anew, after a success. */
    public void forget(String key, Duration span) {
        counters.deleteOne(eq("_id", id(key, span, clock.instant())));
    }

    private static String id(String key, Duration span, Instant now) {
        return key + "|" + span.toSeconds() + "|" + now.getEpochSecond() / span.toSeconds();
    }

    private int count(String id, Instant expiresAt) {
        while (true) {
            try {
                var counter = counters.findOneAndUpdate(
                        eq("_id", id),
                        Updates.combine(Updates.inc("count", 1), Updates.setOnInsert("expiresAt", expiresAt)),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
                if (counter != null) {
                    return counter.count();
                }
            } catch (MongoException e) {
                // Two upserts of the first count may collide; the second try finds it there.
                if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void sweep(Instant now) {
        counters.deleteMany(lte("expiresAt", now));
    }
}
