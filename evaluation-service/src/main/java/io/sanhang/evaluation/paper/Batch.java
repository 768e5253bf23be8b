package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Sheets that are printed together: for one kind of rater, one unit and one area. Their codes' hashes stand in a document
 * that is committed in the public list before a sheet can be printed (ballots protocol §2.8).
 *
 * @param document the exact text that is committed
 * @param hashes SHA-256 of each code, hex, sorted
 * @param codes the codes in the order of printing, encrypted; absent once printed
 * @param index its place in the public list; absent until it is there
 * @param waiting true until it is there, then absent
 * @param counted sheets that became ballots
 * @param voided sheets that two people found void; absent for none
 * @param hands how many of them somebody had a hand in, by account; never which
 * @param reasons of third looks
 */
public record Batch(
        @BsonId String id,
        long version,
        String campaign,
        String category,
        String unit,
        String area,
        int count,
        String fingerprint,
        String document,
        String leaf,
        List<String> hashes,
        @Nullable String codes,
        @Nullable Integer index,
        @Nullable Boolean waiting,
        int counted,
        @Nullable Integer voided,
        Map<String, Integer> hands,
        List<String> reasons)
        implements Stored {

    public static final int MOST = 500;
    private static final HexFormat HEX = HexFormat.of();

    public Batch {
        hashes = List.copyOf(hashes);
        hands = hands == null ? Map.of() : Map.copyOf(hands);
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }

    /** What is committed. @param codes hashes, sorted, so that they say nothing of the order of printing */
    record Committed(int v, String cid, String scope, String area, int count, List<String> codes) {}

    static String hash(byte[] code) {
        return HEX.formatHex(Merkle.sha256(code));
    }

    /** SHA-256(00 || 03 || SHA-256(document)): another kind of leaf than a ballot's. */
    static String leafOf(String document) {
        var hash = Merkle.sha256(document.getBytes(StandardCharsets.UTF_8));
        var data = new byte[33];
        data[0] = 3;
        System.arraycopy(hash, 0, data, 1, 32);
        return HEX.formatHex(Merkle.leaf(data));
    }

    /** @throws Refusal {@code batch-not-listed} or {@code sheets-printed} */
    String sealedCodes() {
        if (index == null) {
            throw Refusal.conflict("batch-not-listed");
        }
        if (codes == null) {
            throw Refusal.gone("sheets-printed");
        }
        return codes;
    }
}
