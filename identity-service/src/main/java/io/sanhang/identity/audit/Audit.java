package io.sanhang.identity.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.sanhang.identity.audit.AuditEntry.Subject;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stored entries. They are added, and never changed. */
@Component
public class Audit {

    private static final Bson NEWEST = descending("at", "_id");

    private final MongoCollection<AuditEntry> entries;
    private final Clock clock;

    Audit(Outboxes outboxes, Clock clock) {
        entries = outboxes.database().getCollection("audit", AuditEntry.class);
        outboxes.index("audit", NEWEST, new IndexOptions());
        outboxes.index("audit", compoundIndex(ascending("subject"), NEWEST), new IndexOptions());
        this.clock = clock;
    }

    /**
     * Makes a change with its entry. The entry comes first: a process that dies in between leaves an entry without a
     * change, never a change without an entry. A change that is refused takes its entry along.
     */
    public void of(Caller by, Subject subject, String id, String name, String what, Runnable change) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var entry = new AuditEntry(Ids.random(), now, by.id(), by.name(), subject, id, name, what);
        entries.insertOne(entry);
        try {
            change.run();
        } catch (RuntimeException refused) {
            entries.deleteOne(eq("_id", entry.id()));
            throw refused;
        }
    }

    /** @param q part of a name or of what was done */
    Page<AuditEntry> find(
            @Nullable Subject subject,
            @Nullable String q,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        var filter = and(
                subject == null ? empty() : eq("subject", subject.name()),
                from == null ? empty() : gte("at", from),
                until == null ? empty() : lt("at", until),
                q == null || q.isBlank() ? empty() : saying(Pattern.compile(Pattern.quote(q.strip()))));
        return Pages.find(entries, filter, NEWEST, page);
    }

    private static Bson saying(Pattern words) {
        return or(regex("subjectName", words), regex("byName", words), regex("what", words));
    }
}
