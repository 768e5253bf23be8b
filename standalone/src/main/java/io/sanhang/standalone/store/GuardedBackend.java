package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps readers from seeing a document in the middle of its change. The backend changes documents in place and hands
 * the same objects to its encoder; so a write runs alone, reads run side by side, and what either answers is a copy.
 */
class GuardedBackend implements MongoBackend {

    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropdatabase",
            "dropindexes",
            "renamecollection");

    /** What looks at no document never waits: a driver that gets no answer to these takes the server for dead. */
    private static final Set<String> HEARTBEATS = Set.of("ismaster", "hello", "ping", "buildinfo", "whatsmyuri");

    private final MongoBackend backend;
    private final ReentrantReadWriteLock documents = new ReentrantReadWriteLock(true);

    GuardedBackend(MongoBackend backend) {
        this.backend = backend;
    }

    /** Runs what changes documents. */
    <T> T write(Supplier<T> run) {
        documents.writeLock().lock();
        try {
            return run.get();
        } finally {
            documents.writeLock().unlock();
        }
    }

    private <T> T read(Supplier<T> run) {
        documents.readLock().lock();
        try {
            return run.get();
        } finally {
            documents.readLock().unlock();
        }
    }

    private Document answer(String database, String command, Document query, Supplier<Document> run) {
        var name = command.toLowerCase(Locale.ROOT);
        // By a ping the services learn whether they are ready, and without room for a write they are not.
        if ((name.equals("ping") || isWrite(command, query)) && backend instanceof IndexedBackend indexed) {
            indexed.requireRoom();
        }
        if (HEARTBEATS.contains(name)) {
            return run.get();
        }
        Supplier<Document> copied = () -> {
            var answer = run.get();
            return answer == null ? null : answer.cloneDeeply();
        };
        var answer = isWrite(command, query) ? write(copied) : read(copied);
        if (command.equalsIgnoreCase("createIndexes") && backend instanceof IndexedBackend indexed) {
            var collection = String.valueOf(query.get(command));
            // Others have their turns in between.
            while (write(() -> indexed.buildOn(database, collection))) {}
        }
        return answer;
    }

    private static boolean isWrite(String command, Document query) {
        var name = command.toLowerCase(Locale.ROOT);
        return WRITES.contains(name)
                || name.equals("aggregate")
                        && query.get("pipeline") instanceof List<?> stages
                        && !stages.isEmpty()
                        && stages.get(stages.size() - 1) instanceof Document last
                        && (last.containsKey("$out") || last.containsKey("$merge"));
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        var document = message.getDocument();
        return answer(
                message.getDatabaseName(),
                document.keySet().iterator().next(),
                document,
                () -> backend.handleMessage(message));
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return answer(database, command, query, () -> backend.handleCommand(channel, database, command, query));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return read(() -> backend.handleQuery(query));
    }

    @Override
    public void handleClose(Channel channel) {
        backend.handleClose(channel);
    }

    @Override
    public void dropDatabase(String database) {
        write(() -> {
            backend.dropDatabase(database);
            return true;
        });
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return backend.getCurrentOperations(query);
    }

    @Override
    public Document getServerStatus() {
        return backend.getServerStatus();
    }

    @Override
    public void closeCursors(List<Long> cursorIds) {
        backend.closeCursors(cursorIds);
    }

    @Override
    public Clock getClock() {
        return backend.getClock();
    }

    @Override
    public void enableOplog() {
        backend.enableOplog();
    }

    @Override
    public void disableOplog() {
        backend.disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return backend.resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        backend.version(version);
        return this;
    }

    @Override
    public void close() {
        backend.close();
    }
}
