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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * The public list of a campaign: an append-only tree of leaf hashes, the manifest's at place 0. The head's size is the
 * only truth: what lies behind it has not happened yet and may be written again. Leaves never change, so every replica
 * keeps those it has read.
 */
@Component
public class PublicLog {

    /** @param size leaves of the list when the batch was sealed */
    public record Batch(int size, Instant at) {}

    private record Head(int size, byte[] root, String checkpoint) {}

    private static final int CHUNK = 1000;
    private static final HexFormat HEX = HexFormat.of();

    private final MongoCollection<Document> heads;
    private final MongoCollection<Document> leaves;
    private final LogKey key;
    private final Clock clock;
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
                Updates.setOnInsert("hash", HEX.formatHex(Merkle.leaf(manifest))),
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
                                each.getInteger("size"), each.getDate("at").toInstant()))
                        .toList();
    }

    public Instant lastBatch(String campaignId) {
        var batches = batches(campaignId);
        return batches.isEmpty()
                ? Instant.EPOCH
                : batches.get(batches.size() - 1).at();
    }

    /**
     * Appends leaves behind a size that was read before. Every append takes the next turn, and a leaf of a later turn is
     * never written over: who was held up in the middle, for however long, does no harm to what is public by then.
     *
     * @return false when somebody else has appended in between; then nothing of this is public
     */
    public boolean append(String campaignId, int size, List<String> leafHashes) {
        var head = heads.findOneAndUpdate(
                and(eq("_id", campaignId), eq("size", size)),
                Updates.inc("turn", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (head == null) {
            return false;
        }
        int turn = head.getInteger("turn");
        return write(campaignId, size, turn, leafHashes)
                && heads.updateOne(
                                        and(eq("_id", campaignId), eq("size", size), eq("turn", turn)),
                                        Updates.combine(
                                                Updates.set("size", size + leafHashes.size()),
                                                Updates.push("batches", batch(size + leafHashes.size()))))
                                .getModifiedCount()
                        == 1;
    }

    /** False when a later turn has written one of them. */
    boolean write(String campaignId, int from, int turn, List<String> hashes) {
        try {
            leaves.bulkWrite(IntStream.range(0, hashes.size())
                    .mapToObj(i -> new UpdateOneModel<Document>(
                            and(eq("_id", id(campaignId, from + i)), lt("turn", turn)),
                            Updates.combine(Updates.set("hash", hashes.get(i)), Updates.set("turn", turn)),
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

    private static String id(String campaignId, int index) {
        return campaignId + ":" + index;
    }

    /** All public leaf hashes in order. */
    public List<byte[]> leaves(String campaignId) {
        var size = size(campaignId);
        var have = known.computeIfAbsent(campaignId, id -> new ArrayList<>());
        synchronized (have) {
            while (have.size() < size) {
                have.addAll(read(campaignId, have.size(), Math.min(size, have.size() + CHUNK)));
            }
            return List.copyOf(have.subList(0, size));
        }
    }

    private List<byte[]> read(String campaignId, int from, int to) {
        var ids = IntStream.range(from, to).mapToObj(i -> id(campaignId, i)).toList();
        var hashes = new HashMap<String, byte[]>();
        leaves.find(in("_id", ids))
                .forEach(leaf -> hashes.put(leaf.getString("_id"), HEX.parseHex(leaf.getString("hash"))));
        return ids.stream().map(hashes::get).toList();
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
