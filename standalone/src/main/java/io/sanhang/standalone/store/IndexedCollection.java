package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that finds documents by id and by its indexes also where a query says more than that. The library's own
 * looks into a unique index only when a query is that one condition and nothing else, and reads everything otherwise.
 */
final class IndexedCollection extends H2Collection {

    private final MVMap<Object, Document> documents;
    private final Map<String, OrderedIndex> ordered = new LinkedHashMap<>();

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
    }

    /** Built in one pass; the library's own way reads every document twice and keeps all entries in memory. */
    @Override
    public void addIndex(Index<Object> index) {
        if (index instanceof OrderedIndex added
                && ordered.putIfAbsent(added.getName(), added) == null
                && added.isEmpty()) {
            added.build(documents.values().stream(), this);
        }
        super.addIndex(index);
    }

    @Override
    public void dropIndex(String name) {
        super.dropIndex(name);
        ordered.remove(name);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        if (orderBy != null && orderBy.containsKey("$natural")) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        var conditions = Conditions.of(query);
        var ids = ids(conditions);
        if (ids.isEmpty()) {
            var scan = Scan.best(List.copyOf(ordered.values()), conditions, orderBy, limit > 0);
            if (scan.isPresent() && scan.get().sorted()) {
                return matchDocumentsFromStream(
                        query, found(scan.get().documents()), skip, limit, batchSize, null, fields);
            }
        }
        var candidates = candidates(conditions);
        return candidates.isPresent()
                ? matchDocumentsFromStream(candidates.get(), query, orderBy, skip, limit, batchSize, fields)
                : super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    /** Documents of which some match and beside which none does; empty when all have to be read. */
    private Optional<Stream<Document>> candidates(Conditions conditions) {
        return ids(conditions)
                .or(() -> Scan.best(List.copyOf(ordered.values()), conditions, null, false)
                        .map(Scan::documents))
                .or(() -> either(conditions))
                .map(this::found);
    }

    private Stream<Document> found(Stream<Object> ids) {
        return ids.map(documents::get).filter(Objects::nonNull);
    }

    /** In the order of the ids, as without an index. */
    private static Optional<Stream<Object>> ids(Conditions conditions) {
        var ids = conditions.equal().get("_id");
        return ids == null || !ids.stream().allMatch(String.class::isInstance)
                ? Optional.empty()
                : Optional.of(ids.stream().distinct().sorted());
    }

    /** Of alternatives each must be found by an index of its own, or all documents have to be read anyway. */
    private Optional<Stream<Object>> either(Conditions conditions) {
        for (var alternatives : conditions.either()) {
            var all = new LinkedHashSet<Object>();
            var known = alternatives.stream().allMatch(alternative -> {
                var narrowed = Conditions.of(alternative);
                var positions = ids(narrowed)
                        .or(() -> Scan.best(List.copyOf(ordered.values()), narrowed, null, false)
                                .map(Scan::documents));
                positions.ifPresent(found -> found.forEach(all::add));
                return positions.isPresent();
            });
            if (known) {
                return Optional.of(all.stream());
            }
        }
        return Optional.empty();
    }

    /** Nobody asks for it, and every write would encode its document once more. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    /**
     * An aggregation reads everything before it looks at its first stage; where that is a match, it is found instead, one
     * document at a time: those that match need not fit into memory together.
     */
    @Override
    public Stream<Document> queryAllAsStream() {
        return IndexedBackend.matchOf(getCollectionName())
                .map(query -> candidates(Conditions.of(query))
                        .orElseGet(() -> documents.values().stream())
                        .filter(document -> documentMatchesQuery(document, query)))
                .orElseGet(super::queryAllAsStream);
    }

    /** How many match, where that can be told from an index alone. */
    OptionalLong counted(Document query) {
        return Conditions.exactly(query)
                .map(values -> values.isEmpty()
                        ? OptionalLong.of(documents.sizeAsLong())
                        : Scan.count(List.copyOf(ordered.values()), values))
                .orElseGet(OptionalLong::empty);
    }
}
