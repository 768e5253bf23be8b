package io.sanhang.standalone.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With indexes the store answers as it does without, only sooner. */
class IndexTest {

    private static final int DOCUMENTS = 400;
    private static final int QUESTIONS = 600;
    private static final List<Bson> INDEXES = List.of(
            Indexes.ascending("state", "due"),
            Indexes.descending("due"),
            Indexes.ascending("units.id", "state", "due"),
            Indexes.ascending("tags"),
            Indexes.compoundIndex(Indexes.ascending("at"), Indexes.descending("count")),
            Indexes.ascending("mixed"),
            Indexes.ascending("state", "grade", "due"),
            Indexes.ascending("units.id", "state", "grade", "at"));

    /** The library's own store in memory has no such indexes: what it answers is right, and slow. */
    @Test
    void every_question_has_the_answer_that_it_has_without_indexes(@TempDir Path folder) throws Exception {
        var plain = new MongoServer(new MemoryBackend());
        try (var indexed = EmbeddedStore.durable(folder.resolve("store.db"), 0);
                var one = MongoClients.create(indexed.uri());
                var other = MongoClients.create("mongodb:/" + plain.bind())) {
            var ours = one.getDatabase("test").getCollection("things");
            var theirs = other.getDatabase("test").getCollection("things");
            var random = new Random(20261);
            // Half of the indexes are made over documents that are there.
            INDEXES.subList(0, 3).forEach(ours::createIndex);
            ours.createIndex(Indexes.ascending("waiting"), new IndexOptions().sparse(true));
            var documents = IntStream.range(0, DOCUMENTS)
                    .mapToObj(id -> document(random, id))
                    .toList();
            ours.insertMany(documents);
            theirs.insertMany(documents);
            INDEXES.subList(3, INDEXES.size()).forEach(ours::createIndex);
            for (var question = 0; question < QUESTIONS; question++) {
                change(random, question, ours, theirs);
                agree(random, ours, theirs);
            }
        } finally {
            plain.shutdownNow();
        }
    }

    private static void change(
            Random random, int round, MongoCollection<Document> ours, MongoCollection<Document> theirs) {
        var filter = filter(random);
        switch (random.nextInt(8)) {
            case 0 -> {
                var document = document(random, DOCUMENTS + round);
                ours.insertOne(new Document(document));
                theirs.insertOne(new Document(document));
            }
            case 1 -> {
                var id = "t" + random.nextInt(DOCUMENTS);
                var document = document(random, 0).append("_id", id);
                ours.replaceOne(eq("_id", id), document);
                theirs.replaceOne(eq("_id", id), document);
            }
            case 2 -> {
                var update = random.nextBoolean()
                        ? Updates.unset("waiting")
                        : Updates.combine(Updates.set("state", "s" + random.nextInt(5)), Updates.inc("count", 1));
                assertThat(ours.updateMany(filter, update).getModifiedCount())
                        .isEqualTo(theirs.updateMany(filter, update).getModifiedCount());
            }
            case 3 -> {
                var narrow = and(filter, eq("_id", "t" + random.nextInt(DOCUMENTS)));
                assertThat(ours.deleteMany(narrow).getDeletedCount())
                        .isEqualTo(theirs.deleteMany(narrow).getDeletedCount());
            }
            default -> {
                // Only asked.
            }
        }
    }

    private static void agree(Random random, MongoCollection<Document> ours, MongoCollection<Document> theirs) {
        var filter = filter(random);
        var sort = sort(random);
        var skip = random.nextInt(3) * 5;
        var limit = random.nextInt(3) * 20;
        assertThat(ours.find(filter).sort(sort).skip(skip).limit(limit).into(new ArrayList<>()))
                .as("%s sorted by %s", filter, sort)
                .isEqualTo(
                        theirs.find(filter).sort(sort).skip(skip).limit(limit).into(new ArrayList<>()));
        assertThat(ours.countDocuments(filter)).isEqualTo(theirs.countDocuments(filter));
        var groups = List.of(
                Aggregates.match(filter),
                Aggregates.group("$state", Accumulators.sum("n", 1)),
                Aggregates.sort(Sorts.ascending("_id")));
        assertThat(ours.aggregate(groups).into(new ArrayList<>()))
                .isEqualTo(theirs.aggregate(groups).into(new ArrayList<>()));
        var parts = new Document("state", "$state").append("due", "$due");
        var counted = List.of(Aggregates.match(filter), Aggregates.group(parts, Accumulators.sum("n", 1)));
        assertThat(ours.aggregate(counted).into(new ArrayList<>()))
                .map(IndexTest::group)
                .containsExactlyInAnyOrderElementsOf(theirs.aggregate(counted).into(new ArrayList<>()).stream()
                        .map(IndexTest::group)
                        .toList());
        assertThat(tallies(ours, filter)).containsExactlyInAnyOrderElementsOf(tallies(theirs, filter));
        assertThat(page(ours, filter, sort, skip)).isEqualTo(page(theirs, filter, sort, skip));
        assertThat(ours.distinct("state", filter, String.class).into(new ArrayList<>()))
                .containsExactlyInAnyOrderElementsOf(
                        theirs.distinct("state", filter, String.class).into(new ArrayList<>()));
    }

    private static String group(Document each) {
        var sums = new TreeMap<String, Object>(each.get("_id", Document.class));
        each.forEach((name, value) -> sums.put(name, value instanceof Number number ? number.longValue() : ""));
        return sums.toString();
    }

    /** Counts of groups and of parts of them, and counts of the elements of an array. */
    private static List<String> tallies(MongoCollection<Document> of, Bson filter) {
        var within = new Document(
                "$and",
                List.of(
                        new Document("$gte", List.of("$due", "2026-03-01")),
                        new Document("$lt", List.of("$due", "2026-09-01"))));
        var late = Accumulators.sum("late", new Document("$cond", Arrays.asList(within, 1, 0)));
        var byState = new Document("state", "$state").append("grade", "$grade");
        var byUnit = new Document("unit", "$units.id").append("state", "$state");
        var plain = of.aggregate(
                        List.of(Aggregates.match(filter), Aggregates.group(byState, Accumulators.sum("n", 1L), late)))
                .into(new ArrayList<>());
        of.aggregate(List.of(
                        Aggregates.match(filter),
                        Aggregates.unwind("$units"),
                        Aggregates.group(byUnit, Accumulators.sum("n", 1L), late)))
                .into(plain);
        var some = in("units.id", "u1", "u4");
        of.aggregate(List.of(
                        Aggregates.match(and(filter, some)),
                        Aggregates.unwind("$units"),
                        Aggregates.match(some),
                        Aggregates.group(byUnit, Accumulators.sum("n", 1L), late)))
                .into(plain);
        return plain.stream().map(IndexTest::group).toList();
    }

    private static List<Object> page(MongoCollection<Document> in, Bson filter, Bson sort, int skip) {
        var found = in.aggregate(List.of(
                        Aggregates.match(filter),
                        Aggregates.group(null, Accumulators.sum("n", 1L)),
                        Aggregates.lookup(
                                "things",
                                List.of(
                                        Aggregates.match(filter),
                                        Aggregates.sort(sort),
                                        Aggregates.skip(skip),
                                        Aggregates.limit(20)),
                                "items")))
                .into(new ArrayList<>());
        return found.isEmpty()
                ? List.of()
                : List.of(
                        found.get(0).get("n", Number.class).longValue(),
                        found.get(0).getList("items", Document.class));
    }

    /** Ties are broken by id, as every page of the product does it. */
    private static Bson sort(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> Sorts.ascending("state", "due", "_id");
            case 1 -> Sorts.descending("due", "_id");
            case 2 -> Sorts.orderBy(Sorts.ascending("at"), Sorts.descending("count"), Sorts.ascending("_id"));
            case 3 -> Sorts.ascending("tags", "_id");
            case 4 -> Sorts.descending("state", "due", "_id");
            case 5 -> Sorts.ascending("due", "_id");
            default -> Sorts.ascending("_id");
        };
    }

    private static Bson filter(Random random) {
        List<Function<Random, Bson>> kinds = List.of(
                some -> new Document(),
                some -> eq("state", "s" + some.nextInt(5)),
                some -> in("state", "s1", "s" + some.nextInt(5)),
                some -> eq("units.id", "u" + some.nextInt(6)),
                some -> in("tags", "a", "b"),
                some -> and(gte("tags", "b"), lt("tags", "c")),
                some -> and(gt("due", day(some)), lte("due", day(some))),
                some -> gte("at", new Date(some.nextInt(50) * 1000L)),
                some -> eq("count", some.nextInt(9)),
                some -> eq("count", (double) some.nextInt(9)),
                some -> eq("waiting", true),
                some -> eq("waiting", null),
                some -> exists("waiting"),
                some -> ne("state", "s2"),
                some -> eq("mixed", some.nextInt(3)),
                some -> eq("mixed", "m"),
                some -> gt("mixed", 1),
                some -> eq("mixed", new Document("x", 1)),
                some -> eq("grade", "g" + some.nextInt(3)),
                some -> in("units.id", "u1", "u" + some.nextInt(6)),
                some -> and(eq("units.id", "u" + some.nextInt(6)), in("state", "s0", "s1", "s2")),
                some -> and(in("state", "s0", "s1", "s2"), in("state", "s1", "s2", "s3")),
                some -> and(gte("due", "2026"), lt("due", day(some))),
                some -> in("_id", "t3", "t" + some.nextInt(DOCUMENTS)));
        var one = kinds.get(random.nextInt(kinds.size())).apply(random);
        var other = kinds.get(random.nextInt(kinds.size())).apply(random);
        var third = kinds.get(random.nextInt(kinds.size())).apply(random);
        return switch (random.nextInt(5)) {
            case 0 -> one;
            case 1 -> and(one, other);
            case 2 -> or(one, other);
            case 3 -> and(one, or(other, third));
            default -> and(one, other, third);
        };
    }

    private static String day(Random random) {
        return "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private static Document document(Random random, int id) {
        var document = new Document("_id", "t" + id)
                .append("state", "s" + random.nextInt(5))
                .append("count", random.nextBoolean() ? random.nextInt(9) : (Object) (double) random.nextInt(9))
                .append("at", Date.from(Instant.ofEpochSecond(random.nextInt(50))));
        if (random.nextInt(4) > 0) {
            document.append("due", day(random));
        }
        if (random.nextInt(3) == 0) {
            document.append("waiting", true);
        }
        if (random.nextInt(4) > 0) {
            document.append("grade", "g" + random.nextInt(3));
        }
        document.append(
                "units",
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(at -> new Document("id", "u" + (2 * at + random.nextInt(2))))
                        .toList());
        if (random.nextBoolean()) {
            document.append("tags", random.nextBoolean() ? List.of("a", "d") : "b" + random.nextInt(3));
        }
        document.append(
                "mixed",
                Arrays.asList(1, 2.5, "m", null, List.of(1, "m"), new Document("x", 1), true)
                        .get(random.nextInt(7)));
        return document;
    }

    @Test
    void an_index_lives_on_over_a_restart_and_finds_what_was_written_after_it(@TempDir Path folder) throws Exception {
        var file = folder.resolve("store.db");
        for (var start = 0; start < 3; start++) {
            try (var store = EmbeddedStore.durable(file, 0);
                    var client = MongoClients.create(store.uri())) {
                var things = client.getDatabase("test").getCollection("things");
                things.createIndex(Indexes.ascending("state", "due"));
                things.insertOne(document(new Random(start), start).append("state", "new"));
                assertThat(things.countDocuments(and(eq("state", "new"), exists("_id"))))
                        .isEqualTo(start + 1);
            }
        }
    }

    @Test
    void while_an_index_is_built_others_read_and_write_and_it_has_what_they_wrote(@TempDir Path folder)
            throws Exception {
        try (var store = EmbeddedStore.durable(folder.resolve("store.db"), 0);
                var client = MongoClients.create(store.uri())) {
            var things = client.getDatabase("test").getCollection("things");
            var random = new Random(7);
            things.insertMany(IntStream.range(0, 5_000)
                    .mapToObj(id -> document(random, id))
                    .toList());
            var built = java.util.concurrent.CompletableFuture.runAsync(() -> things.createIndexes(List.of(
                    new IndexModel(Indexes.ascending("state", "grade")),
                    new IndexModel(Indexes.ascending("units.id", "state", "due")))));
            var written = 0;
            for (; !built.isDone(); written++) {
                var id = "t" + random.nextInt(5_000);
                switch (random.nextInt(3)) {
                    case 0 ->
                        things.replaceOne(eq("_id", id), document(random, 0).append("_id", id));
                    case 1 -> things.deleteOne(eq("_id", id));
                    default -> things.insertOne(document(random, 5_000 + written));
                }
            }
            built.join();
            assertThat(written).isGreaterThan(5);
            var all = things.find().into(new ArrayList<>());
            for (var state = 0; state < 5; state++) {
                var wanted = "s" + state;
                assertThat(things.countDocuments(and(eq("state", wanted), eq("grade", "g1"))))
                        .isEqualTo(all.stream()
                                .filter(each -> wanted.equals(each.get("state")) && "g1".equals(each.get("grade")))
                                .count());
                assertThat(things.countDocuments(and(eq("units.id", "u1"), eq("state", wanted))))
                        .isEqualTo(all.stream()
                                .filter(each -> wanted.equals(each.get("state"))
                                        && each.getList("units", Document.class).contains(new Document("id", "u1")))
                                .count());
            }
            assertThat(folder.toFile().list()).containsExactly("store.db");
        }
    }

    @Test
    void a_long_answer_comes_in_parts_and_what_goes_meanwhile_is_not_in_it() {
        try (var store = EmbeddedStore.inMemory();
                var client = MongoClients.create(store.uri())) {
            var things = client.getDatabase("test").getCollection("things");
            things.insertMany(IntStream.range(0, 1_000)
                    .mapToObj(id -> new Document("_id", "%04d".formatted(id)).append("n", id % 7))
                    .toList());
            try (var each = things.find().sort(Sorts.ascending("n", "_id")).iterator()) {
                assertThat(each.next().get("_id")).isEqualTo("0000");
                things.deleteOne(eq("_id", "0999"));
                var rest = new ArrayList<Document>();
                each.forEachRemaining(rest::add);
                assertThat(rest).hasSize(998).isSortedAccordingTo((one, other) -> {
                    var order = one.getInteger("n") - other.getInteger("n");
                    return order != 0 ? order : one.getString("_id").compareTo(other.getString("_id"));
                });
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_index_that_fixes_most_is_taken_and_a_sparse_one_never_for_what_it_may_lack() {
        var indexes = List.of(
                index("state", false, "state"),
                index("unit_due", false, "unit", "due"),
                index("waiting", true, "waiting"));
        var sort = new de.bwaldvogel.mongo.bson.Document("due", 1).append("_id", 1);
        var both = Conditions.of(new de.bwaldvogel.mongo.bson.Document("unit", "u1").append("state", "s"));
        var scan = Scan.sorted(indexes, both, sort, true).orElseThrow();
        assertThat(scan.index().getName()).isEqualTo("unit_due");
        assertThat(scan.direction()).isOne();
        assertThat(scan.exact()).isFalse();
        var byWaiting = new de.bwaldvogel.mongo.bson.Document("waiting", 1);
        var nothing = Conditions.of(new de.bwaldvogel.mongo.bson.Document());
        assertThat(Scan.sorted(indexes, nothing, byWaiting, true)).isEmpty();
        var waiting = Conditions.of(new de.bwaldvogel.mongo.bson.Document("waiting", true));
        assertThat(Scan.smallest(indexes, waiting).orElseThrow().index().getName())
                .isEqualTo("waiting");
    }

    @Test
    void a_question_that_asks_nothing_is_known_as_such_and_another_is_not() {
        var nothing = new de.bwaldvogel.mongo.bson.Document();
        assertThat(Conditions.of(nothing).isNone()).isTrue();
        assertThat(Conditions.of(asking("$and", List.of(nothing, asking("$and", List.of(nothing)))))
                        .isNone())
                .isTrue();
        assertThat(Conditions.of(asking("$or", List.of(nothing))).isNone()).isFalse();
        assertThat(Conditions.of(asking("$and", List.of(nothing, asking("unit", "u1"))))
                        .isNone())
                .isFalse();
        assertThat(Conditions.of(asking("unit", asking("$exists", false))).isNone())
                .isFalse();
    }

    private static de.bwaldvogel.mongo.bson.Document asking(String field, Object value) {
        return new de.bwaldvogel.mongo.bson.Document(field, value);
    }

    private static OrderedIndex index(String name, boolean sparse, String... fields) {
        var store = MVStore.open(null);
        var keys = Arrays.stream(fields).map(field -> new IndexKey(field, true)).toList();
        MVMap<IndexEntry, Boolean> entries =
                store.openMap(name, new MVMap.Builder<IndexEntry, Boolean>().keyType(IndexEntryType.INSTANCE));
        var index = new OrderedIndex(name, keys, sparse, entries, store.openMap("indexes"));
        index.finish();
        return index;
    }
}
