package io.sanhang.evaluation.transparency;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.sanhang.support.store.Outboxes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * The public list of a campaign: an append-only tree of leaf hashes, the manifest's at place 0. The head's size is the
 * only truth: what lies behind it has not happened yet and may be written again. Leaves never change, so every replica
 * keeps those it has read.
 */
@Component
public class PublicLog {

    /**
     * @param size leaves of the list when the batch was sealed
     * @param commitment a single leaf that is no ballot: the codes of printed sheets
     */
    public record Batch(int size, Instant at, boolean commitment) {
        public Batch(int size, Instant at) {
            this(size, at, false);
        }
    }

    /** @param at {@link System#nanoTime()} */
    private record Seen(int ballots, long at) {}

    private record Head(int size, byte[] root, String checkpoint) {}

    /** Leaves that lie in one document: 700 kB. */
    private static final int CHUNK = 10_000;

    private static final int FETCHED = 100;
    private static final Duration LATELY = Duration.ofMillis(250);
    private static final HexFormat HEX = HexFormat.of();

    private final MongoCollection<Document> heads;
    private final MongoCollection<Document> leaves;
    private final LogKey key;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Head> latest = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> known = new ConcurrentHashMap<>();

    PublicLog(Outboxes outboxes, LogKey key, Clock clock) {
        heads = outboxes.database().getCollection("log_heads");
        leaves = outboxes.database().getCollection("log_leaves");
        this.key = key;
        this.clock = clock;
    }

    /** The name under which heads are signed; it stands in the manifest. */
    public static String origin(String campaignId) {
        return "sanhang/" + campaignId;
    }

    /** Starts a list with its manifest; again changes nothing. */
    public void start(String campaignId, byte[] manifest) {
        var upsert = new UpdateOptions().upsert(true);
        leaves.updateOne(
                eq("_id", id(campaignId, 0)),
                Updates.setOnInsert("hashes", List.of(HEX.formatHex(Merkle.leaf(manifest)))),
                upsert);
        heads.updateOne(
                eq("_id", campaignId),
                Updates.combine(
                        Updates.setOnInsert("size", 1),
                        Updates.setOnInsert("turn", 0),
                        Updates.setOnInsert("batches", List.of(batch(1)))),
                upsert);
    }

    private Document batch(int size) {
        return new Document("size", size).append("at", Date.from(clock.instant()));
    }

    /** How many leaves are public. */
    public int size(String campaignId) {
        var head = heads.find(eq("_id", campaignId))
                .projection(Projections.include("size"))
                .first();
        return head == null ? 0 : head.getInteger("size");
    }

    /** What was sealed when, the manifest first. Of the times only the days may become public. */
    public List<Batch> batches(String campaignId) {
        var head = heads.find(eq("_id", campaignId)).first();
        return head == null
                ? List.of()
                : head.getList("batches", Document.class).stream()
                        .map(each -> new Batch(
                                each.getInteger("size"),
                                each.getDate("at").toInstant(),
                                each.getBoolean("commitment", false)))
                        .toList();
    }

    /** When ballots were sealed last: commitments, which come at any time, hold up no ballot. */
    public Instant lastBatch(String campaignId) {
        return batches(campaignId).stream()
                .filter(batch -> !batch.commitment)
                .map(Batch::at)
                .reduce((earlier, later) -> later)
                .orElse(Instant.EPOCH);
    }

    /** How many ballots are public. */
    public int ballots(String campaignId) {
        var batches = batches(campaignId);
        var others = (int) batches.stream().filter(Batch::commitment).count() + 1;
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).size() - others;
    }

    /** The same, or as it was a moment ago: for those who only show it. */
    public int ballotsLately(String campaignId) {
        var now = System.nanoTime();
        return seen.compute(
                        campaignId,
                        (id, last) ->
                                last != null && now - last.at < LATELY.toNanos() ? last : new Seen(ballots(id), now))
                .ballots;
    }

    /**
     * Appends leaves behind a size that was read before. Every append takes the next turn, and a leaf of a later turn is
     * never written over: who was held up in the middle, for however long, does no harm to what is public by then.
     *
     * @return false when somebody else has appended in between; then nothing of this is public
     */
    public boolean append(String campaignId, int size, List<String> leafHashes) {
        return append(campaignId, size, leafHashes, batch(size + leafHashes.size()));
    }

    /** Appends one leaf that is no ballot; false as with {@link #append(String, int, List)}. */
    public boolean commit(String campaignId, int size, String leafHash) {
        return append(campaignId, size, List.of(leafHash), batch(size + 1).append("commitment", true));
    }

    private boolean append(String campaignId, int size, List<String> leafHashes, Document batch) {
        var head = heads.findOneAndUpdate(
                and(eq("_id", campaignId), eq("size", size)),
                Updates.inc("turn", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (head == null) {
            return false;
        }
        int turn = head.getInteger("turn");
        var done = write(campaignId, size, turn, leafHashes)
                && heads.updateOne(
                                        and(eq("_id", campaignId), eq("size", size), eq("turn", turn)),
                                        Updates.combine(
                                                Updates.set("size", size + leafHashes.size()),
                                                Updates.push("batches", batch)))
                                .getModifiedCount()
                        == 1;
        seen.remove(campaignId);
        return done;
    }

    /** False when a later turn has written one of them. */
    boolean write(String campaignId, int from, int turn, List<String> hashes) {
        try {
            leaves.bulkWrite(starts(0, hashes.size())
                    .map(at -> new UpdateOneModel<Document>(
                            and(eq("_id", id(campaignId, from + at)), lt("turn", turn)),
                            Updates.combine(
                                    Updates.set("hashes", hashes.subList(at, Math.min(at + CHUNK, hashes.size()))),
                                    Updates.set("turn", turn)),
                            new UpdateOptions().upsert(true)))
                    .toList());
            return true;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(each -> each.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            return false;
        }
    }

    /** Where the documents of a batch begin. */
    private static Stream<Integer> starts(int from, int to) {
        return IntStream.iterate(from, at -> at < to, at -> at + CHUNK).boxed();
    }

    private static String id(String campaignId, int start) {
        return campaignId + ":" + start;
    }

    /** Places of the leaves of the batch that was sealed last: whoever sealed it may not have got further. */
    public Map<String, Integer> latest(String campaignId) {
        var batches = batches(campaignId);
        var last = batches.size() - 1;
        var from = last < 1 ? 0 : batches.get(last - 1).size();
        var hashes = last < 0
                ? List.<String>of()
                : read(campaignId, starts(from, batches.get(last).size()).toList());
        return IntStream.range(0, hashes.size()).boxed().collect(Collectors.toMap(hashes::get, at -> from + at));
    }

    /** All public leaf hashes in order. */
    public List<byte[]> leaves(String campaignId) {
        var size = size(campaignId);
        var have = known.computeIfAbsent(campaignId, id -> new ArrayList<>());
        synchronized (have) {
            if (have.size() < size) {
                read(campaignId, unread(campaignId, have.size(), size)).forEach(hash -> have.add(HEX.parseHex(hash)));
            }
            return List.copyOf(have.subList(0, size));
        }
    }

    private List<Integer> unread(String campaignId, int from, int to) {
        var starts = new ArrayList<Integer>();
        var start = 0;
        for (var batch : batches(campaignId)) {
            if (start >= from && batch.size() <= to) {
                starts(start, batch.size()).forEach(starts::add);
            }
            start = batch.size();
        }
        return starts;
    }

    private List<String> read(String campaignId, List<Integer> starts) {
        var hashes = new ArrayList<String>();
        for (var at = 0; at < starts.size(); at += FETCHED) {
            var ids = starts.subList(at, Math.min(at + FETCHED, starts.size())).stream()
                    .map(start -> id(campaignId, start))
                    .toList();
            var found = new HashMap<String, List<String>>();
            leaves.find(in("_id", ids))
                    .forEach(each -> found.put(each.getString("_id"), each.getList("hashes", String.class)));
            ids.forEach(id -> hashes.addAll(Objects.requireNonNull(found.get(id), id)));
        }
        return hashes;
    }

    public byte[] root(String campaignId) {
        return head(campaignId).root;
    }

    /** The present head, signed. */
    public String checkpoint(String campaignId) {
        return head(campaignId).checkpoint;
    }

    /** Everybody asks for it, and it moves a few times a day: it is computed once for a size. */
    private Head head(String campaignId) {
        var size = size(campaignId);
        return latest.compute(
                campaignId, (id, known) -> known != null && known.size == size ? known : headOf(id, leaves(id)));
    }

    private Head headOf(String campaignId, List<byte[]> leaves) {
        var root = Merkle.root(leaves);
        return new Head(leaves.size(), root, Checkpoint.of(origin(campaignId), leaves.size(), root, key));
    }

    /** The head as it was when a batch had been sealed; empty for a size that the list never had. */
    public Optional<String> checkpoint(String campaignId, int size) {
        return batches(campaignId).stream().anyMatch(batch -> batch.size() == size)
                ? Optional.of(headOf(campaignId, leaves(campaignId).subList(0, size)).checkpoint)
                : Optional.empty();
    }

    /** That the list of {@code later} leaves begins with those of the earlier one; empty unless 0 < earlier ≤ later ≤ size. */
    public Optional<List<byte[]>> consistency(String campaignId, int earlier, int later) {
        var all = leaves(campaignId);
        return earlier < 1 || earlier > later || later > all.size()
                ? Optional.empty()
                : Optional.of(Merkle.consistency(earlier, all.subList(0, later)));
    }

    /** C2SP tlog-proof: that a leaf stands in the list, to be checked without asking anybody; empty without such a leaf. */
    public Optional<String> proof(String campaignId, int index) {
        var all = leaves(campaignId);
        if (index < 0 || index >= all.size()) {
            return Optional.empty();
        }
        var text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ")
                .append(index)
                .append('\n');
        Merkle.inclusion(index, all)
                .forEach(hash ->
                        text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return Optional.of(
                text.append('\n').append(headOf(campaignId, all).checkpoint).toString());
    }
}
