package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index of ids is the collection itself, which lies in their order: a second one would double every insert. */
final class IdIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<Object, Document> documents;

    IdIndex(String name, List<IndexKey> keys, MVMap<Object, Document> documents) {
        super(name, keys, false);
        this.documents = documents;
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        return sameNumbers(key.get(0))
                .filter(documents::containsKey)
                .findFirst()
                .orElse(null);
    }

    /** An id is asked for by its value; as a number it may have been kept in another type. */
    private static Stream<Object> sameNumbers(@Nullable Object id) {
        if (id instanceof Double number) {
            return Stream.of(number, number.longValue(), number.intValue())
                    .filter(each -> each.doubleValue() == number)
                    .map(Object.class::cast);
        }
        return Stream.of(Missing.ofNullable(id));
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        // It is there with its document.
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return true;
    }

    /** It goes with its document. */
    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return getPosition(key);
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        return () -> documents.keySet().stream()
                .map(id -> Map.entry(new KeyValue(id), id))
                .iterator();
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    /** There is never anything to build. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
