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
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The library's store on one file, with indexes that need not be unique. */
final class IndexedBackend extends H2Backend {

    private record Match(String collection, Document query) {}

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
            var fullName = getDatabaseName() + "." + name;
            MVMap<Object, Document> documents = getMvStore().openMap("databases." + fullName);
            MVMap<String, Object> meta = getMvStore().openMap("meta." + fullName);
            return new IndexedCollection(this, name, options, documents, meta, getCursorRegistry());
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
            MATCH.set(new Match(String.valueOf(query.get(command)), match));
            try {
                return super.handleCommand(channel, command, query, databases, oplog);
            } finally {
                MATCH.remove();
            }
        }
    }
}
