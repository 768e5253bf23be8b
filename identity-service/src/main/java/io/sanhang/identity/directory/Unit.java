package io.sanhang.identity.directory;

import io.sanhang.support.store.Stored;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A unit of the county government. Documents call one unit by several names; all of them are kept here (A006).
 *
 * @param merged set when it was merged into another; it is kept as it was, and its names stand for the other one
 * @param position where it stands in lists, from 0
 */
public record Unit(
        @BsonId String id,
        long version,
        String name,
        UnitKind kind,
        List<String> aliases,
        List<String> tags,
        int position,
        @Nullable Merged merged)
        implements Stored {

    /** @param into the unit that took over, which may have been merged itself since */
    public record Merged(String into, LocalDate on, String reason) {}

    public Unit {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    Unit mergedInto(Merged how) {
        return new Unit(id, version + 1, name, kind, aliases, tags, position, how);
    }

    boolean isThere() {
        return merged == null;
    }

    Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }

    boolean mentions(String text) {
        return names().anyMatch(each -> each.contains(text));
    }
}
