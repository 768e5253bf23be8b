package io.sanhang.evaluation.transparency;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    private static final int CHUNK = 1000;
    private static final HexFormat HEX = HexFormat.of();

    private final MongoCollection<Document> heads;
    private final MongoCollection<Document> leaves;
    private final LogKey key;
    private final Map<String, List<byte[]>> known = new ConcurrentHashMap<>();

    PublicLog(Outboxes outboxes, LogKey key) {
        heads = outboxes.database().getCollection("log_heads");
        leaves = outboxes.database().getCollection("log_leaves");
        this.key = key;
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
                Updates.combine(Updates.setOnInsert("size", 1), Updates.setOnInsert("turn", 0)),
                upsert);
    }

    /** How many leaves are public. */
    public int size(String campaignId) {
        var head = heads.find(eq("_id", campaignId)).first();
        return head == null ? 0 : head.getInteger("size");
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
                                        Updates.set("size", size + leafHashes.size()))
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
        return Merkle.root(leaves(campaignId));
    }

    /** The present head, signed. */
    public String checkpoint(String campaignId) {
        var all = leaves(campaignId);
        return Checkpoint.of(origin(campaignId), all.size(), Merkle.root(all), key);
    }
}
