package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of any length in little memory: of what is still to be sent only the ids are kept. A document that has changed
 * until its turn comes is sent as it is then, and not at all when it does not match any more, as a real server does it.
 * The library would keep all documents, and for ever where nobody fetches them.
 */
final class Cursors {

    /** So many documents of an answer that has no limit of its own are sent at once. */
    static final int BATCH = 200;

    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final CursorRegistry registry;
    private final Map<Object, Document> documents;
    private final Queue<Open> open = new ConcurrentLinkedQueue<>();

    Cursors(CursorRegistry registry, Map<Object, Document> documents) {
        this.registry = registry;
        this.documents = documents;
    }

    /**
     * @param ids of all candidates
     * @param sorting null for the order in which they come
     * @param limit 0 for none
     */
    record Wanted(
            Stream<Object> ids,
            Predicate<Document> matches,
            @Nullable Document sorting,
            int skip,
            int limit,
            UnaryOperator<Document> projected) {}

    /** @param batchSize 0 for everything at once */
    QueryResult answer(Wanted wanted, int batchSize) {
        if (wanted.sorting == null && wanted.limit > 0 && wanted.limit <= BATCH) {
            return new QueryResult(wanted.ids
                    .map(documents::get)
                    .filter(document -> document != null && wanted.matches.test(document))
                    .skip(wanted.skip)
                    .limit(wanted.limit)
                    .map(wanted.projected)
                    .toList());
        }
        var ids = wanted.sorting != null
                ? sorted(wanted, wanted.sorting)
                : wanted.limit == 0 ? wanted.ids.toList() : first(wanted);
        if (batchSize == 0) {
            return new QueryResult(() -> new Rest(wanted, ids));
        }
        var rest = new Rest(wanted, ids);
        var first = rest.take(batchSize);
        if (!rest.hasNext()) {
            return new QueryResult(first);
        }
        open.removeIf(cursor -> cursor.isEmpty() || cursor.isIdle() && registry.remove(cursor));
        var cursor = new Open(registry.generateCursorId(), rest);
        registry.add(cursor);
        open.add(cursor);
        return new QueryResult(first, cursor);
    }

    /** No more candidates are looked at than it takes to have those that are skipped and those that are wanted. */
    private List<Object> first(Wanted wanted) {
        return wanted.ids
                .filter(id -> {
                    var document = documents.get(id);
                    return document != null && wanted.matches.test(document);
                })
                .limit((long) wanted.skip + wanted.limit)
                .toList();
    }

    /** Only what is sorted by is kept of each. */
    private List<Object> sorted(Wanted wanted, Document sorting) {
        record Key(Object id, Document values) {}
        var paths = List.copyOf(sorting.keySet());
        var order = new Document();
        for (var at = 0; at < paths.size(); at++) {
            order.append(String.valueOf(at), sorting.get(paths.get(at)));
        }
        var comparator = new DocumentComparator(order);
        return wanted.ids
                .map(id -> {
                    var document = documents.get(id);
                    return document == null || !wanted.matches.test(document)
                            ? null
                            : new Key(id, values(document, paths));
                })
                .filter(java.util.Objects::nonNull)
                .sorted((one, other) -> comparator.compare(one.values, other.values))
                .map(Key::id)
                .toList();
    }

    private static Document values(Document document, List<String> paths) {
        var values = new Document();
        for (var at = 0; at < paths.size(); at++) {
            var value = Utils.getSubdocumentValueCollectionAware(document, paths.get(at));
            if (!(value instanceof Missing)) {
                values.append(String.valueOf(at), value);
            }
        }
        return values;
    }

    /** What is still to come. */
    private final class Rest implements Iterator<Document> {

        private final Wanted wanted;
        private final Iterator<Object> ids;
        private int toSkip;
        private int left;
        private @Nullable Document next;

        private Rest(Wanted wanted, List<Object> ids) {
            this.wanted = wanted;
            this.ids = ids.iterator();
            toSkip = wanted.skip;
            left = wanted.limit == 0 ? Integer.MAX_VALUE : wanted.limit;
        }

        @Override
        public boolean hasNext() {
            while (next == null && left > 0 && ids.hasNext()) {
                var document = documents.get(ids.next());
                if (document != null && wanted.matches.test(document) && toSkip-- <= 0) {
                    next = document;
                    left--;
                }
            }
            return next != null;
        }

        @Override
        public Document next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var found = Objects.requireNonNull(next);
            next = null;
            return wanted.projected.apply(found);
        }

        private List<Document> take(int most) {
            var some = new ArrayList<Document>();
            while (some.size() < most && hasNext()) {
                some.add(next());
            }
            return some;
        }
    }

    private static final class Open extends AbstractCursor {

        private final Rest rest;
        private volatile long usedAt = System.nanoTime();

        private Open(long id, Rest rest) {
            super(id);
            this.rest = rest;
        }

        @Override
        public synchronized boolean isEmpty() {
            return !rest.hasNext();
        }

        @Override
        public synchronized List<Document> takeDocuments(int most) {
            usedAt = System.nanoTime();
            return rest.take(most == 0 ? BATCH : most);
        }

        private boolean isIdle() {
            return System.nanoTime() - usedAt > IDLE_NANOS;
        }
    }
}
