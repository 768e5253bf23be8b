package io.sanhang.identity.calendar;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A year as it was imported last, and every version before: a deadline given under an earlier one can still be
 * explained.
 *
 * @param earlier the versions before this one, oldest first
 */
public record ImportedYear(
        @BsonId String id, long version, int year, Notice notice, Origin origin, List<Edition> earlier)
        implements Stored {

    /** Who imported it, and when. */
    public record Origin(String byId, String byName, Instant at) {}

    public record Edition(long version, Notice notice, Origin origin) {}

    public ImportedYear {
        earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    static ImportedYear first(int year, Notice notice, Origin origin) {
        return new ImportedYear(idOf(year), 1, year, notice, origin, List.of());
    }

    /** The same notice again changes nothing. */
    ImportedYear replacedBy(Notice next, Origin by) {
        if (notice.equals(next)) {
            return this;
        }
        var history = new ArrayList<>(earlier);
        history.add(new Edition(version, notice, origin));
        return new ImportedYear(id, version + 1, year, next, by, history);
    }

    CalendarChanged changed() {
        return notice.changed(year);
    }

    static String idOf(int year) {
        return String.valueOf(year);
    }
}
