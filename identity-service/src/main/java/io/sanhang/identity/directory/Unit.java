package io.sanhang.identity.directory;

import io.sanhang.support.store.Stored;
import java.util.List;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A unit of the county government. Documents call one unit by several names; all of them are kept here (A006).
 *
 * @param position where it stands in lists, from 0
 */
public record Unit(
        @BsonId String id,
        long version,
        String name,
        UnitKind kind,
        List<String> aliases,
        List<String> tags,
        int position)
        implements Stored {

    public Unit {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }

    boolean mentions(String text) {
        return names().anyMatch(each -> each.contains(text));
    }
}
