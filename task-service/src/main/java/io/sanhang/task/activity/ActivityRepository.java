package io.sanhang.task.activity;

import static com.mongodb.client.model.Accumulators.max;
import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.unwind;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.descending;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import io.sanhang.task.file.FileAudience;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The records in the store. What a caller may see is part of the query. */
@Repository
public class ActivityRepository implements FileAudience {

    private static final Bson STANDING = exists("withdrawn", false);

    /** Which records are wanted; every part may be absent. */
    record Query(
            @Nullable String type,
            @Nullable String unit,
            @Nullable String about,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String q,
            boolean withdrawn) {

        Bson filter() {
            var parts = new ArrayList<Bson>();
            parts.add(withdrawn ? exists("withdrawn") : STANDING);
            if (type != null && !type.isBlank()) {
                parts.add(eq("type", type));
            }
            if (unit != null && !unit.isBlank()) {
                parts.add(eq("unit.id", unit));
            }
            if (about != null && !about.isBlank()) {
                parts.add(eq("about", about));
            }
            if (from != null) {
                parts.add(gte("content.on", from));
            }
            if (to != null) {
                parts.add(lte("content.on", to));
            }
            if (q != null && !q.isBlank()) {
                parts.add(regex("content.title", Pattern.compile(Pattern.quote(q.strip()), Pattern.CASE_INSENSITIVE)));
            }
            return and(parts);
        }
    }

    /** How often an enterprise was visited, and the last time. */
    public record Visits(long n, LocalDate last) {}

    private final OutboxCollection<Activity> activities;
    private final ActivityTypes types;

    ActivityRepository(Outboxes outboxes, ActivityTypes types) {
        activities = new OutboxCollection<>(outboxes, "activities", Activity.class);
        this.types = types;
        activities.index(ascending("type", "content.on"));
        activities.index(ascending("unitIds", "content.on"));
        activities.index(ascending("unit.id", "content.on"));
        activities.index(ascending("about", "content.on"));
        activities.index(descending("content.on", "_id"));
        activities.sparseIndex(ascending("content.evidence.id"));
        activities.sparseIndex(ascending("editions.before.evidence.id"));
    }

    public boolean insertNew(Activity activity) {
        return activities.insertNew(activity);
    }

    void replace(Activity next) {
        activities.replace(next);
    }

    Optional<Activity> find(String id) {
        return activities.find(id);
    }

    /** @throws Refusal {@code not-found}, {@code not-your-record} */
    Activity get(String id, Caller caller) {
        var found =
                activities.collection().find(and(eq("_id", id), scope(caller))).first();
        if (found != null) {
            return found;
        }
        activities.get(id);
        throw Refusal.forbidden("not-your-record");
    }

    /** What one unit sees and another does not, so many at a time. */
    List<Activity> seenBy(String unitId, String butNotBy, int most) {
        return activities
                .collection()
                .find(and(eq("unitIds", unitId), ne("unitIds", butNotBy)))
                .limit(most)
                .into(new ArrayList<>());
    }

    Page<Activity> list(Query query, Caller caller, PageRequest page) {
        return Pages.find(
                activities.collection(), and(query.filter(), scope(caller)), descending("content.on", "_id"), page);
    }

    /** Standing records of a type dated within a period, the oldest first. */
    List<Activity> of(String type, Period period) {
        var filter = and(eq("type", type), STANDING, gte("content.on", period.from()), lte("content.on", period.to()));
        return activities
                .collection()
                .find(filter)
                .sort(ascending("content.on", "_id"))
                .into(new ArrayList<>());
    }

    /** Standing records of a type about any of these, the oldest first. */
    List<Activity> about(String type, Collection<String> ids) {
        var filter = and(in("about", ids), eq("type", type), STANDING);
        return activities
                .collection()
                .find(filter)
                .sort(ascending("content.on", "_id"))
                .into(new ArrayList<>());
    }

    /** By what they are about: how many records of a type there are in a time. One query, whatever the roster's size. */
    public Map<String, Visits> countAbout(String type, LocalDate from, LocalDate to) {
        var within = and(eq("type", type), STANDING, gte("content.on", from), lte("content.on", to));
        var found = new HashMap<String, Visits>();
        activities
                .collection()
                .aggregate(
                        List.of(
                                match(within),
                                unwind("$about"),
                                group("$about", sum("n", 1L), max("last", "$content.on"))),
                        Document.class)
                .forEach(row -> found.put(
                        row.getString("_id"),
                        new Visits(
                                row.get("n", Number.class).longValue(),
                                // The driver keeps a date as midnight UTC.
                                LocalDate.ofInstant(row.getDate("last").toInstant(), ZoneOffset.UTC))));
        return found;
    }

    @Override
    public boolean maySee(String fileId, Caller caller) {
        var shown = or(eq("content.evidence.id", fileId), eq("editions.before.evidence.id", fileId));
        return activities.collection().find(and(scope(caller), shown)).limit(1).first() != null;
    }

    private Bson scope(Caller caller) {
        if (caller.isOffice()) {
            return empty();
        }
        var units = new HashSet<>(caller.ledUnitIds());
        if (caller.unitId() != null) {
            units.add(caller.unitId());
        }
        return or(in("unitIds", units), in("type", types.seenByAll()), eq("editions.0.by", caller.id()));
    }
}
