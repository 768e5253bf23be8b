package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The library's store on one file, with indexes that need not be unique. */
final class IndexedBackend extends H2Backend {

    private record Match(String collection, Document query) {}

    /** As which the driver sends a count of documents, behind its match. */
    private static final Document COUNT =
            new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1)));

    /** Of the aggregation that this thread is at. */
    private static final ThreadLocal<@Nullable Match> MATCH = new ThreadLocal<>();

    IndexedBackend(MVStore store) {
        super(store);
    }

    /** The match that an aggregation of this collection, under way in this thread, begins with. */
    static Optional<Document> matchOf(String collection) {
        return Optional.ofNullable(MATCH.get())
                .filter(match -> match.collection.equals(collection))
                .map(Match::query);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name);
    }

    /** Inner, because the library opens its collections and indexes before a subclass could have kept the store. */
    private final class IndexedDatabase extends H2Database {

        private IndexedDatabase(String name) {
            super(name, getMvStore(), getCursorRegistry());
        }

        @Override
        protected IndexedCollection openOrCreateCollection(String name, CollectionOptions options) {
            MVMap<String, Object> meta = getMvStore().openMap("meta." + getDatabaseName() + "." + name);
            return new IndexedCollection(this, name, options, documents(name), meta, getCursorRegistry());
        }

        private MVMap<Object, Document> documents(String collection) {
            return getMvStore()
                    .openMap(
                            "databases." + getDatabaseName() + "." + collection,
                            new MVMap.Builder<Object, Document>()
                                    .keyType(IdType.INSTANCE)
                                    .valueType(DocumentType.INSTANCE));
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collection, String name, List<IndexKey> keys, boolean sparse) {
            return keys.size() == 1 && keys.get(0).getKey().equals("_id")
                    ? new IdIndex(name, keys, documents(collection))
                    : super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(
                String collection, String name, List<IndexKey> keys, boolean sparse) {
            MVMap<IndexEntry, Boolean> entries = getMvStore()
                    .openMap(
                            getDatabaseName() + "." + collection + "._index_" + name,
                            new MVMap.Builder<IndexEntry, Boolean>().keyType(IndexEntryType.INSTANCE));
            return new OrderedIndex(name, keys, sparse, entries, getMvStore().openMap("indexes"));
        }

        @Override
        public Document handleCommand(
                Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
            if (!command.equalsIgnoreCase("aggregate")
                    || !(query.get("pipeline") instanceof List<?> stages)
                    || stages.isEmpty()
                    || !(stages.get(0) instanceof Document first)
                    || !(first.get("$match") instanceof Document match)) {
                return super.handleCommand(channel, command, query, databases, oplog);
            }
            var name = String.valueOf(query.get(command));
            if (stages.size() == 2 && resolveCollection(name, false) instanceof IndexedCollection collection) {
                var groups = fromIndex(collection, match, stages.get(1));
                if (groups.isPresent()) {
                    return answer(name, groups.get());
                }
            }
            MATCH.set(new Match(name, match));
            try {
                return super.handleCommand(channel, command, query, databases, oplog);
            } finally {
                MATCH.remove();
            }
        }

        private Document answer(String collection, List<Document> groups) {
            var cursor = new Document("id", 0L)
                    .append("ns", getDatabaseName() + "." + collection)
                    .append("firstBatch", groups);
            return new Document("cursor", cursor).append("ok", 1.0);
        }

        /** What an index answers alone: the driver's count of documents, and counts by fields. */
        private Optional<List<Document>> fromIndex(IndexedCollection collection, Document match, Object stage) {
            if (COUNT.equals(stage)) {
                var n = collection.counted(match);
                return n.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                n.getAsLong() == 0
                                        ? List.of()
                                        : List.of(new Document("_id", 1).append("n", n.getAsLong())));
            }
            if (!(stage instanceof Document group
                    && group.get("$group") instanceof Document parts
                    && parts.keySet().equals(Set.of("_id", "n"))
                    && parts.get("_id") instanceof Document by
                    && parts.get("n") instanceof Document sum
                    && sum.get("$sum") instanceof Number one
                    && one.doubleValue() == 1
                    && by.values().stream().allMatch(each -> each instanceof String path && path.startsWith("$")))) {
                return Optional.empty();
            }
            var fields = new LinkedHashMap<String, String>();
            by.forEach((name, path) -> fields.put(name, path.toString().substring(1)));
            return collection.grouped(match, fields);
        }
    }
}
