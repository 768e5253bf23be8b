package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index that need not be unique, of one or more fields, on disk beside its collection. Every entry stands in rising
 * order, whatever the index was declared as: it is read from either end.
 */
final class OrderedIndex extends Index<Object> {

    /** What is known of an index besides its entries. */
    enum Shape {
        /** Every document has one entry. */
        REGULAR,
        /** Some document has an array in the first field, and so an entry for each element; the rest is as above. */
        FANNED,
        /** Arrays elsewhere, or values without an order here: more or other entries than one would sort by. */
        IRREGULAR
    }

    private static final IndexEntryType INDEX_ENTRIES = IndexEntryType.INSTANCE;

    private static final Set<Class<?>> ORDERED =
            Set.of(String.class, Boolean.class, Instant.class, ObjectId.class, UUID.class);

    private final MVMap<IndexEntry, Boolean> entries;
    private final MVMap<String, String> shapes;
    /** While it is being built: what was written since, whose entries are right already. */
    private final Set<Object> written = new HashSet<>();

    private volatile Shape shape;
    private volatile boolean built;
    private volatile boolean dropped;

    /** @param shapes index → {@link Shape}, of the indexes that are built */
    OrderedIndex(
            String name,
            List<IndexKey> keys,
            boolean sparse,
            MVMap<IndexEntry, Boolean> entries,
            MVMap<String, String> shapes) {
        super(name, keys, sparse);
        this.entries = entries;
        this.shapes = shapes;
        built = shapes.containsKey(entries.getName());
        shape = Shape.valueOf(shapes.getOrDefault(entries.getName(), Shape.REGULAR.name()));
    }

    /** Has this value a place in the order of an index? Numbers have one by their size, whatever their type. */
    static boolean isOrdered(@Nullable Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value != null && ORDERED.contains(value.getClass());
    }

    List<String> fields() {
        return getKeys().stream().map(IndexKey::getKey).toList();
    }

    @Override
    protected boolean isSparse() {
        return super.isSparse();
    }

    boolean isRegular() {
        return shape == Shape.REGULAR;
    }

    boolean isFanned() {
        return shape == Shape.FANNED;
    }

    boolean isIrregular() {
        return shape == Shape.IRREGULAR;
    }

    /** No document has several values in the field at this place. */
    boolean isSingle(int at) {
        return isRegular() || isFanned() && at > 0;
    }

    /** Until then it is kept up to date and not looked into. */
    boolean isBuilt() {
        return built;
    }

    /** What was written while the entries of an older state were gathered has its entries already. */
    void take(IndexEntry entry) {
        if (!dropped && !written.contains(entry.document())) {
            entries.put(entry, true);
        }
    }

    void finish() {
        if (dropped) {
            return;
        }
        shapes.put(entries.getName(), shape.name());
        written.clear();
        built = true;
    }

    /** The library would fill an empty one at once, entry by entry, while everybody waits; see {@link IndexBuild}. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    /** The entries between two edges. */
    Stream<IndexEntry> between(IndexEntry low, IndexEntry high, boolean falling) {
        if (INDEX_ENTRIES.compare(low, high) > 0) {
            return Stream.empty();
        }
        var cursor = falling ? entries.cursor(high, low, true) : entries.cursor(low, high, false);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false);
    }

    /** How many entries stand between two edges; found by their places, without a look at the entries. */
    long count(IndexEntry low, IndexEntry high) {
        return Math.max(0, place(high) - place(low));
    }

    /** The next entry behind an edge that begins with the same values; null when there is none. */
    @Nullable
    IndexEntry next(IndexEntry edge, List<@Nullable Object> head) {
        var found = entries.higherKey(edge);
        return found != null && INDEX_ENTRIES.compare(found, IndexEntry.behind(head)) < 0 ? found : null;
    }

    /** An edge is no entry: the map tells where it would stand. */
    private long place(IndexEntry edge) {
        return -1 - entries.getKeyIndex(edge);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        entriesOf(document).forEach(entry -> entries.put(entry, true));
        wrote(document);
    }

    @Override
    public Object remove(Document document) {
        entriesOf(document).forEach(entries::remove);
        wrote(document);
        return idOf(document);
    }

    @Override
    public void updateInPlace(Document old, Document now, Object position, MongoCollection<Object> collection) {
        var before = entriesOf(old);
        var after = entriesOf(now);
        if (!built) {
            before.forEach(entries::remove);
            after.forEach(entry -> entries.put(entry, true));
            wrote(now);
        } else if (!before.equals(after)) {
            before.stream().filter(entry -> !after.contains(entry)).forEach(entries::remove);
            after.stream().filter(entry -> !before.contains(entry)).forEach(entry -> entries.put(entry, true));
        }
    }

    private void wrote(Document document) {
        if (!built) {
            written.add(idOf(document));
        }
    }

    Set<IndexEntry> entriesOf(Document document) {
        var id = idOf(document);
        var rows = List.of(List.<@Nullable Object>of());
        var present = false;
        var fields = fields();
        for (var at = 0; at < fields.size(); at++) {
            var value = Utils.getSubdocumentValueCollectionAware(document, fields.get(at));
            present |= !(value instanceof Missing);
            var values = valuesOf(value, at);
            var longer = new ArrayList<List<@Nullable Object>>();
            for (var row : rows) {
                for (var each : values) {
                    var next = new ArrayList<@Nullable Object>(row);
                    next.add(each);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        var found = new HashSet<IndexEntry>();
        if (present || !isSparse()) {
            rows.forEach(row -> found.add(new IndexEntry(row, id, 0)));
        }
        return found;
    }

    /** The elements of an array, each with an entry of its own. */
    private List<@Nullable Object> valuesOf(@Nullable Object value, int field) {
        var values = new ArrayList<@Nullable Object>();
        if (value instanceof Collection<?> elements) {
            becomes(field == 0 ? Shape.FANNED : Shape.IRREGULAR);
            elements.forEach(element -> {
                if (element instanceof Collection<?>) {
                    becomes(Shape.IRREGULAR);
                }
                values.addAll(valuesOf(element, field));
            });
        } else {
            values.add(ordered(value));
        }
        return values.isEmpty() ? Collections.singletonList(null) : values;
    }

    private @Nullable Object ordered(@Nullable Object value) {
        if (value == null) {
            // Another group than a missing one, and here the same entry.
            becomes(Shape.IRREGULAR);
        }
        if (value == null || value instanceof Missing) {
            return null;
        }
        if (!isOrdered(value)) {
            becomes(Shape.IRREGULAR);
            return null;
        }
        return plain(value);
    }

    /** A number by its size, whatever its type. */
    static Object plain(Object value) {
        return value instanceof Number number && number.longValue() == number.doubleValue()
                ? (Object) number.longValue()
                : value;
    }

    private void becomes(Shape less) {
        if (less.compareTo(shape) > 0) {
            shape = less;
            if (built) {
                shapes.put(entries.getName(), less.name());
            }
        }
    }

    private static Object idOf(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public Object getPosition(Document document) {
        return idOf(document);
    }

    /** Queries are planned by {@link Scan}, which knows all indexes. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Nothing can be in the way.
    }

    @Override
    public void checkUpdate(Document old, Document now, MongoCollection<Object> collection) {
        // Nothing can be in the way.
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    /** One that is dropped while it is being built stays out of use, empty or not. */
    @Override
    public void drop() {
        dropped = true;
        built = false;
        shapes.remove(entries.getName());
        entries.clear();
    }
}
