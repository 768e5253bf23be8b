package io.sanhang.standalone.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * One thread that commits and syncs for all who wait: while it is at one commit, the next group gathers. Between
 * commits it also gives space of overwritten chunks back.
 */
final class GroupCommit implements AutoCloseable {

    private static final int COMMITS_BETWEEN_COMPACTIONS = 2_000;
    private static final int LIVE_PERCENT = 60;
    private static final int COMPACT_BYTES = 8 << 20;

    private final MVStore store;
    private final Lock exclusive;
    private final Thread committer = new Thread(this::run, "store-commit");
    private CompletableFuture<Boolean> next = new CompletableFuture<>();
    private boolean wanted;
    private boolean closed;

    GroupCommit(MVStore store, Lock exclusive) {
        this.store = store;
        this.exclusive = exclusive;
        committer.setDaemon(true);
        committer.start();
    }

    /**
     * Waits until everything written before this call is on disk.
     *
     * @throws MVStoreException when it is not, for example because the disk is full
     */
    void await() {
        CompletableFuture<Boolean> mine;
        synchronized (this) {
            mine = next;
            wanted = true;
            notifyAll();
        }
        try {
            mine.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The store could not write to disk", e.getCause());
        }
    }

    private void run() {
        var commits = 0;
        for (var group = nextGroup(); group != null; group = nextGroup()) {
            try {
                commit();
                group.complete(true);
                if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
                    compact();
                }
            } catch (RuntimeException e) {
                group.completeExceptionally(e);
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable CompletableFuture<Boolean> nextGroup() {
        while (!wanted) {
            if (closed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        var group = next;
        next = new CompletableFuture<>();
        wanted = false;
        return group;
    }

    private void commit() {
        exclusive.lock();
        try {
            store.commit();
        } finally {
            exclusive.unlock();
        }
        // Outside the lock: commands go on while the disk works.
        store.sync();
    }

    private void compact() {
        exclusive.lock();
        try {
            store.compact(LIVE_PERCENT, COMPACT_BYTES);
        } finally {
            exclusive.unlock();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            committer.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
