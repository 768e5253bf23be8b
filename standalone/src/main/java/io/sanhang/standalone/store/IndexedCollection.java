package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that finds documents by id and by its indexes also where a query says more than that. The library's own
 * looks into a unique index only when a query is that one condition and nothing else, and reads everything otherwise.
 */
final class IndexedCollection extends H2Collection {

    /** What a command has changed is committed as soon as it takes so much memory, in bytes as MVStore estimates them. */
    private static final int MOST_UNSAVED = 16 << 20;

    /** So many are rather read and sorted than a whole index walked in its order until a page is full. */
    private static final int FEW = 1_000;

    private final MVMap<Object, Document> documents;
    private final Cursors cursors;
    private final @Nullable Path aside;
    private final Map<String, OrderedIndex> ordered = new ConcurrentHashMap<>();
    private @Nullable IndexBuild build;

    /** @param aside a file for what an index that is being built needs for the time being; null for memory */
    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry registry,
            @Nullable Path aside) {
        super(database, name, options, documents, meta, registry);
        this.documents = documents;
        this.aside = aside;
        cursors = new Cursors(registry, documents);
    }

    /** One that is new stays out of use until it is {@linkplain #buildOn() built}. */
    @Override
    public void addIndex(Index<Object> index) {
        if (index instanceof OrderedIndex added) {
            ordered.putIfAbsent(added.getName(), added);
            if (documents.isEmpty() && !added.isBuilt()) {
                added.finish();
            }
        }
        super.addIndex(index);
    }

    @Override
    public void addDocument(Document document) {
        super.addDocument(document);
        betweenDocuments();
    }

    @Override
    public void removeDocument(Document document) {
        super.removeDocument(document);
        betweenDocuments();
    }

    /** The last step of a change: its index entries are changed before. */
    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        super.handleUpdate(position, before, after);
        betweenDocuments();
    }

    /** A command may change more than fits into memory. Cut short, it has done some of its documents, each as a whole. */
    private void betweenDocuments() {
        var store = documents.getStore();
        if (store.getUnsavedMemory() > MOST_UNSAVED) {
            store.commit();
        }
    }

    @Override
    public void dropIndex(String name) {
        super.dropIndex(name);
        Optional.ofNullable(ordered.remove(name)).ifPresent(OrderedIndex::drop);
    }

    /** One step towards indexes that are complete; false when there is nothing left to do. */
    boolean buildOn() {
        if (build == null) {
            var unbuilt =
                    ordered.values().stream().filter(index -> !index.isBuilt()).toList();
            if (unbuilt.isEmpty()) {
                return false;
            }
            build = new IndexBuild(documents, unbuilt, aside);
        }
        try {
            if (!build.step()) {
                build = null;
            }
            return true;
        } catch (RuntimeException e) {
            build.close();
            build = null;
            throw e;
        }
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        var conditions = Conditions.of(query);
        var few = few(conditions);
        if (orderBy != null && orderBy.containsKey("$natural")
                || few.isEmpty() && getIndexes().stream().anyMatch(index -> index.canHandle(query))) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        var found = find(conditions, few, orderBy, limit > 0);
        var sorting = found.sorted || orderBy == null || orderBy.isEmpty() ? null : orderBy;
        var ids = found.ids;
        var behind = skip;
        if (found.exact && sorting == null) {
            // What is passed over need not be read.
            ids = ids.skip(skip);
            behind = 0;
        }
        return cursors.answer(
                new Cursors.Wanted(
                        ids,
                        document -> documentMatchesQuery(document, query),
                        sorting,
                        behind,
                        // Below 0 the library means no limit too.
                        Math.max(0, limit),
                        document -> projected(document, fields)),
                batchSize);
    }

    private Document projected(Document document, @Nullable Document fields) {
        return fields == null || fields.isEmpty()
                ? document
                : matchDocumentsFromStream(Stream.of(document), new Document(), null, 0, 0, 0, fields)
                        .iterator()
                        .next();
    }

    /**
     * Ids of documents of which some match and beside which none does.
     *
     * @param size how many at most
     * @param sorted in the order that was asked for
     * @param exact all match
     */
    private record Found(long size, Stream<Object> ids, boolean sorted, boolean exact) {

        static Found of(Scan scan) {
            return new Found(scan.size(), scan.documents(), scan.direction() != 0, scan.exact());
        }
    }

    private Found find(Conditions conditions, Optional<Found> few, @Nullable Document orderBy, boolean limited) {
        if (few.filter(found -> found.size <= 1).isEmpty()) {
            var sorted = Scan.sorted(ordered.values(), conditions, orderBy, limited);
            if (sorted.isPresent()
                    && (sorted.get().exact()
                            || few.isEmpty()
                            || few.get().size > FEW
                            || sorted.get().size() <= few.get().size)) {
                return Found.of(sorted.get());
            }
        }
        return few.orElseGet(() -> new Found(
                documents.sizeAsLong(), documents.keySet().stream(), isSortedById(orderBy), conditions.isNone()));
    }

    private static boolean isSortedById(@Nullable Document orderBy) {
        return orderBy != null
                && orderBy.keySet().equals(Set.of("_id"))
                && orderBy.get("_id") instanceof Number way
                && way.intValue() > 0;
    }

    /** The fewest of which anything is known; empty when all documents have to be read. */
    private Optional<Found> few(Conditions conditions) {
        return ids(conditions)
                .or(() -> Stream.of(one(conditions), either(conditions))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingLong(Found::size)));
    }

    private Optional<Found> one(Conditions conditions) {
        return Scan.smallest(ordered.values(), conditions).map(Found::of);
    }

    /** In the order of the ids, as without an index. */
    private static Optional<Found> ids(Conditions conditions) {
        var ids = conditions.values("_id", true);
        return ids == null || !ids.stream().allMatch(String.class::isInstance)
                ? Optional.empty()
                : Optional.of(new Found(ids.size(), ids.stream().sorted(), false, false));
    }

    /** Of alternatives each must be found by an index of its own, or all documents have to be read anyway. */
    private Optional<Found> either(Conditions conditions) {
        return conditions.either().stream()
                .map(alternatives -> alternatives.stream()
                        .map(Conditions::of)
                        .map(each -> ids(each).or(() -> one(each)))
                        .toList())
                .filter(alternatives -> alternatives.stream().allMatch(Optional::isPresent))
                .map(alternatives ->
                        alternatives.stream().flatMap(Optional::stream).toList())
                .map(all -> new Found(
                        all.stream().mapToLong(Found::size).sum(),
                        all.stream().flatMap(Found::ids).distinct(),
                        false,
                        false))
                .min(Comparator.comparingLong(Found::size));
    }

    /** Nobody asks for it, and every write would encode its document once more. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    private Stream<Document> matching(Document query) {
        var conditions = Conditions.of(query);
        return find(conditions, few(conditions), null, false)
                .ids
                .map(documents::get)
                .filter(document -> document != null && documentMatchesQuery(document, query));
    }

    /**
     * An aggregation reads everything before it looks at its first stage; where that is a match, it is found instead, one
     * document at a time: those that match need not fit into memory together.
     */
    @Override
    public Stream<Document> queryAllAsStream() {
        return IndexedBackend.matchOf(getCollectionName()).map(this::matching).orElseGet(super::queryAllAsStream);
    }

    /** How many match; from an index alone where that can be told. */
    long counted(Document query) {
        if (Conditions.of(query).isNone()) {
            return documents.sizeAsLong();
        }
        return countedFromIndex(query).orElseGet(() -> matching(query).count());
    }

    private OptionalLong countedFromIndex(Document query) {
        return Scan.each(ordered.values(), Conditions.of(query), null)
                .filter(scan -> scan.exact() && scan.used() > 0)
                .min(Comparator.comparing(Scan::once).reversed())
                .map(scan -> OptionalLong.of(scan.count()))
                .orElseGet(OptionalLong::empty);
    }

    /** How many match in each group, where an index holds what is asked and what is grouped by. */
    Optional<List<Document>> grouped(Tally tally) {
        return ordered.values().stream()
                .filter(OrderedIndex::isBuilt)
                .flatMap(index -> tally.from(index).stream())
                .findFirst();
    }
}
