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
import java.util.Objects;
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
        /** Some document has an array, or a value without an order here: more or other entries than one would sort by. */
        IRREGULAR
    }

    private static final Set<Class<?>> ORDERED =
            Set.of(String.class, Boolean.class, Instant.class, ObjectId.class, UUID.class);

    /** So many entries of an index that is being built are put in order before they are written. */
    private static final int CHUNK = 20_000;

    private final MVMap<IndexEntry, Boolean> entries;
    private final MVMap<String, String> shapes;
    /** Only while it is being built. */
    private final List<IndexEntry> gathered = new ArrayList<>();

    private boolean building;

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
        building = !shapes.containsKey(entries.getName());
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
        return Shape.REGULAR.name().equals(shapes.get(entries.getName()));
    }

    /**
     * Takes up what the collection holds, sorted in parts, so that a page of the index is written a few times and not once
     * an entry. Cut short, it is done again at the next start.
     */
    void build(Stream<Document> documents, MongoCollection<Object> collection) {
        documents.forEach(document -> add(document, idOf(document), collection));
        write();
        shapes.putIfAbsent(entries.getName(), Shape.REGULAR.name());
        building = false;
    }

    private void write() {
        gathered.sort(entries.getKeyType()::compare);
        gathered.forEach(entry -> entries.put(entry, true));
        gathered.clear();
        // What is not on disk yet stays in memory, and a large collection's entries would not fit there.
        entries.getStore().commit();
    }

    /** Not yet built; a built index may well have no entry. */
    @Override
    public boolean isEmpty() {
        return building;
    }

    /** Ids of the documents between two edges, each once. */
    Stream<Object> between(IndexEntry low, IndexEntry high, boolean falling) {
        var cursor = falling ? entries.cursor(high, low, true) : entries.cursor(low, high, false);
        var found = StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false)
                .map(entry -> Objects.requireNonNull(entry.document()));
        return isRegular() ? found : found.distinct();
    }

    /** How many entries stand between two edges; found by their places, without a look at the entries. */
    long count(IndexEntry low, IndexEntry high) {
        return place(high) - place(low);
    }

    /** The next entry behind an edge that begins with the same values; null when there is none. */
    @Nullable
    IndexEntry next(IndexEntry edge, List<@Nullable Object> head) {
        var found = entries.higherKey(edge);
        return found != null && found.values().subList(0, head.size()).equals(head) ? found : null;
    }

    /** An edge is no entry: the map tells where it would stand. */
    private long place(IndexEntry edge) {
        return -1 - entries.getKeyIndex(edge);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (!building) {
            entriesOf(document).forEach(entry -> entries.put(entry, true));
            return;
        }
        gathered.addAll(entriesOf(document));
        if (gathered.size() >= CHUNK) {
            write();
        }
    }

    @Override
    public Object remove(Document document) {
        entriesOf(document).forEach(entries::remove);
        return idOf(document);
    }

    @Override
    public void updateInPlace(Document old, Document now, Object position, MongoCollection<Object> collection) {
        var before = entriesOf(old);
        var after = entriesOf(now);
        if (!before.equals(after)) {
            before.stream().filter(entry -> !after.contains(entry)).forEach(entries::remove);
            after.stream().filter(entry -> !before.contains(entry)).forEach(entry -> entries.put(entry, true));
        }
    }

    private Set<IndexEntry> entriesOf(Document document) {
        var id = idOf(document);
        var rows = List.of(List.<@Nullable Object>of());
        var present = false;
        for (var field : fields()) {
            var value = Utils.getSubdocumentValueCollectionAware(document, field);
            present |= !(value instanceof Missing);
            var values = valuesOf(value);
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
    private List<@Nullable Object> valuesOf(@Nullable Object value) {
        var values = new ArrayList<@Nullable Object>();
        if (value instanceof Collection<?> elements) {
            irregular();
            elements.forEach(element -> values.addAll(valuesOf(element)));
        } else {
            values.add(ordered(value));
        }
        return values.isEmpty() ? Collections.singletonList(null) : values;
    }

    private @Nullable Object ordered(@Nullable Object value) {
        if (value == null) {
            // Another group than a missing one, and here the same entry.
            irregular();
        }
        if (Missing.isNullOrMissing(value)) {
            return null;
        }
        if (!isOrdered(value)) {
            irregular();
            return null;
        }
        return value instanceof Number number && number.longValue() == number.doubleValue()
                ? (Object) number.longValue()
                : value;
    }

    private void irregular() {
        if (!Shape.IRREGULAR.name().equals(shapes.get(entries.getName()))) {
            shapes.put(entries.getName(), Shape.IRREGULAR.name());
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

    @Override
    public void drop() {
        shapes.remove(entries.getName());
    }
}
