package io.sanhang.standalone.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
        ordered.remove(name);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        if (orderBy != null && orderBy.containsKey("$natural")) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        var conditions = Conditions.of(query);
        var few = few(conditions);
        if (few.isEmpty() || few.get().size > FEW) {
            var scan = Scan.best(List.copyOf(ordered.values()), conditions, orderBy, limit > 0);
            if (scan.isPresent() && scan.get().sorted()) {
                return matchDocumentsFromStream(
                        query, found(scan.get().documents()), skip, limit, batchSize, null, fields);
            }
        }
        return few.isPresent()
                ? matchDocumentsFromStream(found(few.get().ids), query, orderBy, skip, limit, batchSize, fields)
                : super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    /** Ids of documents of which some match and beside which none does. @param size how many at most */
    private record Candidates(long size, Stream<Object> ids) {}

    /** The fewest of which anything is known; empty when all documents have to be read. */
    private Optional<Candidates> few(Conditions conditions) {
        return ids(conditions)
                .or(() -> Stream.of(one(conditions), either(conditions))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingLong(Candidates::size)));
    }

    private Optional<Candidates> one(Conditions conditions) {
        return Scan.smallest(List.copyOf(ordered.values()), conditions)
                .map(scan -> new Candidates(scan.size(), scan.documents()));
    }

    private Stream<Document> found(Stream<Object> ids) {
        return ids.map(documents::get).filter(Objects::nonNull);
    }

    /** In the order of the ids, as without an index. */
    private static Optional<Candidates> ids(Conditions conditions) {
        var ids = conditions.equal().get("_id");
        return ids == null || !ids.stream().allMatch(String.class::isInstance)
                ? Optional.empty()
                : Optional.of(new Candidates(0, ids.stream().distinct().sorted()));
    }

    /** Of alternatives each must be found by an index of its own, or all documents have to be read anyway. */
    private Optional<Candidates> either(Conditions conditions) {
        return conditions.either().stream()
                .map(alternatives -> alternatives.stream()
                        .map(Conditions::of)
                        .map(each -> ids(each).or(() -> one(each)))
                        .toList())
                .filter(alternatives -> alternatives.stream().allMatch(Optional::isPresent))
                .map(alternatives ->
                        alternatives.stream().flatMap(Optional::stream).toList())
                .map(all -> new Candidates(
                        all.stream().mapToLong(Candidates::size).sum(),
                        all.stream().flatMap(Candidates::ids).distinct()))
                .min(Comparator.comparingLong(Candidates::size));
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
                .map(query -> few(Conditions.of(query))
                        .map(few -> found(few.ids))
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

    /**
     * How many match in each group, where an index holds what is asked and what is grouped by: from group to group by the
     * places of their edges, without a look at what lies between.
     *
     * @param by names of a group's parts → their fields
     */
    Optional<List<Document>> grouped(Document query, Map<String, String> by) {
        var values = Conditions.exactly(query)
                .filter(exact -> exact.values().stream().allMatch(each -> each.size() == 1));
        return values.flatMap(exact -> ordered.values().stream()
                .filter(index -> index.isRegular() && !index.isSparse())
                .flatMap(index -> grouped(index, exact, by).stream())
                .findFirst());
    }

    private static Optional<List<Document>> grouped(
            OrderedIndex index, Map<String, List<Object>> values, Map<String, String> by) {
        var fields = index.fields();
        var fixed = values.size();
        var length = fixed + by.size();
        if (fields.size() < length
                || !values.keySet().equals(Set.copyOf(fields.subList(0, fixed)))
                || !Set.copyOf(by.values()).equals(Set.copyOf(fields.subList(fixed, length)))) {
            return Optional.empty();
        }
        var head = new ArrayList<@Nullable Object>();
        fields.subList(0, fixed)
                .forEach(field ->
                        head.add(Objects.requireNonNull(values.get(field)).get(0)));
        var groups = new ArrayList<Document>();
        for (var at = index.next(IndexEntry.before(head), head); at != null; ) {
            var group = at.values().subList(0, length);
            if (group.stream().anyMatch(Number.class::isInstance)) {
                // An index knows a number's size and not its type.
                return Optional.empty();
            }
            var id = new Document();
            by.forEach((name, field) -> {
                var value = group.get(fields.indexOf(field));
                if (value != null) {
                    id.append(name, value);
                }
            });
            var behind = IndexEntry.behind(group);
            groups.add(new Document("_id", id).append("n", index.count(IndexEntry.before(group), behind)));
            at = index.next(behind, head);
        }
        return Optional.of(groups);
    }
}
