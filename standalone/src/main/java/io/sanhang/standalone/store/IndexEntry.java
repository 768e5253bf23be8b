package io.sanhang.standalone.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place in an index: the values of its fields, and which document has them. With fewer values than the index has
 * fields it is an edge: the place before or behind all entries that begin with these values.
 *
 * @param edge −1 before, 1 behind, 0 for an entry
 */
record IndexEntry(List<@Nullable Object> values, @Nullable Object document, int edge) {

    static IndexEntry before(List<@Nullable Object> values) {
        return new IndexEntry(values, null, -1);
    }

    static IndexEntry behind(List<@Nullable Object> values) {
        return new IndexEntry(values, null, 1);
    }
}
