package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Answers a write only after it is committed and synced. A writer changes documents under the shared half of a lock and
 * then waits for one {@link GroupCommit} with all who wait; a commit takes the other half, so what is on disk is always
 * a state between two commands, or, of a command that changes very much, between two documents. A commit that fails makes
 * the write fail: nothing is acknowledged in vain.
 */
final class CommittingBackend extends GuardedBackend implements AutoCloseable {

    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock(true);
    private final GroupCommit commits;

    CommittingBackend(H2Backend backend, MVStore store) {
        super(backend);
        commits = new GroupCommit(store, commands.writeLock());
    }

    @Override
    <T> T write(Supplier<T> run) {
        T answer;
        commands.readLock().lock();
        try {
            answer = super.write(run);
        } finally {
            commands.readLock().unlock();
        }
        commits.await();
        return answer;
    }

    @Override
    public void close() {
        commits.close();
        super.close();
    }
}
