package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
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

    /** What the disk must have left for a write to begin: a commit that fails would end the store. */
    static final long RESERVE = 128L << 20;

    private static final int OUT_OF_DISK_SPACE = 14_031;

    private final LongSupplier room;

    IndexedBackend(MVStore store) {
        this(store, () -> Long.MAX_VALUE);
    }

    /** @param room bytes that the disk has left */
    IndexedBackend(MVStore store, LongSupplier room) {
        super(store);
        this.room = room;
    }

    /** @throws MongoServerError as MongoDB says it, as long as the disk is full */
    void requireRoom() {
        if (room.getAsLong() < RESERVE) {
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE, "OutOfDiskSpace", "The disk is full: nothing is written until there is room");
        }
    }

    /** The match that an aggregation of this collection, under way in this thread, begins with. */
    static Optional<Document> matchOf(String collection) {
        return Optional.ofNullable(MATCH.get())
                .filter(match -> match.collection.equals(collection))
                .map(Match::query);
    }

    /** One step towards indexes that are complete; false when there is nothing left to do. */
    boolean buildOn(String database, String collection) {
        return resolveDatabase(database).resolveCollection(collection, false) instanceof IndexedCollection indexed
                && indexed.buildOn();
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
            return new IndexedCollection(this, name, options, documents(name), meta, getCursorRegistry(), aside(name));
        }

        private @Nullable Path aside(String collection) {
            var file = getMvStore().getFileStore();
            return file == null || file.getFileName() == null
                    ? null
                    : Path.of(file.getFileName() + "." + getDatabaseName() + "." + collection + ".index");
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
            if (command.equalsIgnoreCase("find") && !query.containsKey("batchSize")) {
                query.append("batchSize", Cursors.BATCH);
            }
            if (!command.equalsIgnoreCase("aggregate")
                    || !(query.get("pipeline") instanceof List<?> stages)
                    || stages.isEmpty()
                    || !(stages.get(0) instanceof Document first)
                    || !(first.get("$match") instanceof Document match)) {
                return super.handleCommand(channel, command, query, databases, oplog);
            }
            var name = String.valueOf(query.get(command));
            if (resolveCollection(name, false) instanceof IndexedCollection collection) {
                var found = found(collection, match, stages);
                if (found.isPresent()) {
                    return answer(name, found.get());
                }
            }
            MATCH.set(new Match(name, match));
            try {
                return super.handleCommand(channel, command, query, databases, oplog);
            } finally {
                MATCH.remove();
            }
        }

        private Document answer(String collection, List<Document> rows) {
            var cursor = new Document("id", 0L)
                    .append("ns", getDatabaseName() + "." + collection)
                    .append("firstBatch", rows);
            return new Document("cursor", cursor).append("ok", 1.0);
        }

        /** The aggregations that are found otherwise than by reading everything: counts, pages and tallies. */
        private Optional<List<Document>> found(IndexedCollection collection, Document match, List<?> stages) {
            if (stages.size() == 2 && COUNT.equals(stages.get(1))) {
                var n = collection.counted(match);
                return Optional.of(n == 0 ? List.of() : List.of(new Document("_id", 1).append("n", n)));
            }
            return Pages.of(collection.getCollectionName(), stages)
                    .map(page -> page.from(collection))
                    .or(() -> Tally.of(stages).flatMap(collection::grouped));
        }
    }
}
