package io.sanhang.evaluation.ballot;

import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * An accepted ballot, exactly what may be known of it: no time, no address, no serial number. Its id is the nullifier of
 * its token, so one token is one ballot.
 *
 * @param campaign where it was cast
 * @param category the rater's category, carried by the key that signed the token
 * @param leaf the hash under which it stands in the public list, hex
 * @param comment the rater's words, encrypted; only their commitment is in the leaf
 * @param index its place in the public list, planned while it waits and final once it is sealed
 * @param waiting true until it is sealed, then absent
 */
public record Ballot(
        @BsonId String id,
        long version,
        String campaign,
        String category,
        String unit,
        String body,
        String inputMsg,
        String tokenSig,
        String ballotSig,
        String commentCommit,
        @Nullable String comment,
        @Nullable String commentSalt,
        String leaf,
        @Nullable Integer index,
        @Nullable Boolean waiting)
        implements Stored {

    static final HexFormat HEX = HexFormat.of();

    /** SHA-256 of the three signed parts, each with its length (ballots protocol §2.4). */
    static byte[] authHash(byte[] inputMsg, byte[] tokenSig, byte[] ballotSig) {
        return Merkle.sha256(length(inputMsg), inputMsg, length(tokenSig), tokenSig, length(ballotSig), ballotSig);
    }

    private static byte[] length(byte[] part) {
        return new byte[] {(byte) (part.length >> 8), (byte) part.length};
    }

    /** {@code 01 || SHA-256(body) || auth_hash || comment_commit}, 97 bytes. */
    static byte[] leafData(String body, byte[] authHash, byte[] commentCommit) {
        var data = new byte[97];
        data[0] = 1;
        System.arraycopy(Merkle.sha256(body.getBytes(StandardCharsets.US_ASCII)), 0, data, 1, 32);
        System.arraycopy(authHash, 0, data, 33, 32);
        System.arraycopy(commentCommit, 0, data, 65, 32);
        return data;
    }

    /** SHA-256(10 || salt || text). */
    static byte[] commit(byte[] salt, String text) {
        return Merkle.sha256(new byte[] {0x10}, salt, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the one-time key signs. */
    static byte[] signedText(String body, byte[] commentCommit, byte[] nullifier) {
        var head = "zfpj-ballot-v1\n".getBytes(StandardCharsets.US_ASCII);
        var text = new byte[head.length + 96];
        System.arraycopy(head, 0, text, 0, head.length);
        System.arraycopy(Merkle.sha256(body.getBytes(StandardCharsets.US_ASCII)), 0, text, head.length, 32);
        System.arraycopy(commentCommit, 0, text, head.length + 32, 32);
        System.arraycopy(nullifier, 0, text, head.length + 64, 32);
        return text;
    }

    /** @throws Refusal {@code bad-ballot} unless it is hexadecimal of at most so many bytes */
    static byte[] hex(String text, int most, String pointer) {
        try {
            if (text.length() <= 2 * most) {
                return HEX.parseHex(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below, together with what is too long.
        }
        throw Refusal.malformed("bad-ballot").at(pointer);
    }
}
