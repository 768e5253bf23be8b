package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
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
import org.h2.mvstore.MVStore;

/**
 * Answers a write only after it is committed and synced. Writers run side by side under the shared half of a lock and
 * then wait for one {@link GroupCommit}; a commit takes the other half, so what is on disk is always a state between two
 * commands, never the middle of one. A commit that fails makes the write fail: nothing is acknowledged in vain.
 */
final class CommittingBackend implements MongoBackend, AutoCloseable {

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
            "renamecollection",
            "aggregate");

    private final H2Backend backend;
    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock(true);
    private final GroupCommit commits;

    CommittingBackend(H2Backend backend, MVStore store) {
        this.backend = backend;
        commits = new GroupCommit(store, commands.writeLock());
    }

    private <T> T answer(String command, Supplier<T> run) {
        if (!WRITES.contains(command.toLowerCase(Locale.ROOT))) {
            return run.get();
        }
        T answer;
        commands.readLock().lock();
        try {
            answer = run.get();
        } finally {
            commands.readLock().unlock();
        }
        commits.await();
        return answer;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        var document = message.getDocument();
        return answer(document.keySet().iterator().next(), () -> backend.handleMessage(message));
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return answer(command, () -> backend.handleCommand(channel, database, command, query));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return backend.handleQuery(query);
    }

    @Override
    public void handleClose(Channel channel) {
        backend.handleClose(channel);
    }

    @Override
    public void dropDatabase(String database) {
        answer("dropdatabase", () -> {
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
        commits.close();
        backend.close();
    }
}
