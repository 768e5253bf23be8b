package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVStore;

/**
 * A store that speaks MongoDB's wire protocol inside this process: durable on one file, or in memory for tests. What a
 * durable store has acknowledged survives kill -9: see {@link CommittingBackend}.
 */
public final class EmbeddedStore implements AutoCloseable {

    /** Half of the library's own number: an insert writes every page on its way anew, and so a third less. */
    private static final int KEYS_PER_PAGE = 24;

    /** Connections share them, and who shares one with a long command waits for it, heartbeats included. */
    private static final int THREADS = 64;

    private final MongoServer server;
    private final InetSocketAddress address;
    private final AutoCloseable files;
    private final MVStore mvStore;

    private EmbeddedStore(MongoServer server, int port, AutoCloseable files, MVStore mvStore) {
        this.server = server;
        this.files = files;
        this.mvStore = mvStore;
        server.bind(new InetSocketAddress("127.0.0.1", port), 1, THREADS);
        address = server.getLocalAddress();
    }

    public static EmbeddedStore inMemory() {
        var mvStore = MVStore.open(null);
        return new EmbeddedStore(
                new MongoServer(new GuardedBackend(new IndexedBackend(mvStore))), 0, () -> {}, mvStore);
    }

    /**
     * Opens or creates the store in one file.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException when the file is in use or damaged
     */
    public static EmbeddedStore durable(Path file, int port) throws IOException {
        return durable(file, port, file.toFile()::getUsableSpace);
    }

    static EmbeddedStore durable(Path file, int port, LongSupplier room) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // No commits but ours, each a state between two documents. With a buffer MVStore commits by itself as soon as
        // that is full, between a document and its index entries as well as anywhere.
        var mvStore = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .keysPerPage(KEYS_PER_PAGE)
                .open();
        var backend = new CommittingBackend(new IndexedBackend(mvStore, room), mvStore);
        try {
            return new EmbeddedStore(new MongoServer(backend), port, backend, mvStore);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /** Why it can neither read nor write any more, until it is opened anew; empty while it can. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(mvStore.getPanicException());
    }

    /** A connection string without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    @Override
    public void close() throws Exception {
        server.shutdown();
        files.close();
    }
}
