package io.sanhang.support.time;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The imported years as this service has been told, in its own database. A service that counts working days listens:
 * {@code new EventHandlers().on(CalendarChanged.class, years::on)}. Read anew when what is held is half a minute old, so
 * that a second replica, which did not get the delivery, knows it too.
 */
public final class CalendarYears implements Supplier<Map<Integer, CalendarYear>> {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarYears.class);
    private static final Duration FRESH_FOR = Duration.ofSeconds(30);

    /** @param eventId the delivery it came with */
    public record Entry(
            @BsonId int year, List<LocalDate> holidays, List<LocalDate> workdays, String eventId, Instant since) {

        CalendarYear days() {
            return new CalendarYear(year, Set.copyOf(holidays), Set.copyOf(workdays));
        }
    }

    private record Held(Map<Integer, CalendarYear> years, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < FRESH_FOR.toNanos();
        }
    }

    private final MongoCollection<Entry> entries;
    private volatile @Nullable Held held;

    public CalendarYears(MongoDatabase database) {
        entries = database.getCollection("workingCalendar", Entry.class);
    }

    /** Told again nothing changes, and what is older than what is known is passed over. */
    public void on(Delivery<CalendarChanged> delivery) {
        var told = delivery.event();
        var known = entries.find(eq("_id", told.year())).first();
        if (known == null || !known.since().isAfter(delivery.occurredAt())) {
            entries.replaceOne(
                    eq("_id", told.year()),
                    new Entry(told.year(), told.holidays(), told.workdays(), delivery.id(), delivery.occurredAt()),
                    new ReplaceOptions().upsert(true));
        }
        read();
    }

    @Override
    public Map<Integer, CalendarYear> get() {
        var now = held;
        if (now != null && now.isFresh()) {
            return now.years();
        }
        try {
            return read();
        } catch (MongoException e) {
            if (now == null) {
                throw e;
            }
            LOG.warn("The working calendar could not be read anew; what was known before is used");
            return now.years();
        }
    }

    private synchronized Map<Integer, CalendarYear> read() {
        var years = entries.find().into(new ArrayList<>()).stream()
                .collect(Collectors.toUnmodifiableMap(Entry::year, Entry::days));
        held = new Held(years, System.nanoTime());
        return years;
    }
}
