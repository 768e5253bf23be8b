package io.sanhang.identity.credential;

import io.sanhang.support.store.Ids;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A code given at the end of a handled matter (办件码, ballots protocol §2.8): whoever has it rates that unit once. Only
 * its hash is stored.
 *
 * @param id campaign and hash
 * @param person the mark of the applicant within the campaign, where a phone was given; erased after the campaign
 * @param recused true where the applicant works for the unit and may not rate it (回避); absent otherwise, and where nobody
 *     is known
 * @param request fingerprint of the request that asked for it
 */
public record ItemCode(
        @BsonId String id,
        HandledMatter handled,
        @Nullable String person,
        @Nullable Boolean recused,
        String request) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BYTES = 16;
    private static final int LETTERS = 26;
    private static final int LETTER_BITS = 5;
    private static final int SPARE_BITS = 2;

    /** 26 letters of base32 (RFC 4648) for the first 128 bits; the last two bits are zero. */
    static String write(byte[] bytes) {
        var bits = new java.math.BigInteger(1, Arrays.copyOf(bytes, BYTES)).shiftLeft(SPARE_BITS);
        var text = new StringBuilder();
        for (var at = LETTERS - 1; at >= 0; at--) {
            text.append(ALPHABET.charAt(bits.shiftRight(at * LETTER_BITS).intValue() & 31));
        }
        return text.toString();
    }

    /** As a person typed it: case and signs in between do not matter, look-alikes are understood. Empty if it is none. */
    static Optional<String> read(String typed) {
        var code = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "")
                .replace('0', 'O')
                .replace('1', 'I')
                .replace('8', 'B');
        var good = code.length() == LETTERS
                && code.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)
                && ALPHABET.indexOf(code.charAt(LETTERS - 1)) % (1 << SPARE_BITS) == 0;
        return good ? Optional.of(code) : Optional.empty();
    }

    static String id(String campaignId, String code) {
        return campaignId + "|" + Ids.derived("item-code", code);
    }

    /** Whose token it is: the person's for the unit, or, where nobody is known, the code's own. */
    String subject() {
        return person == null ? id.substring(id.indexOf('|') + 1) : person + "|" + handled.unit();
    }

    /** How many codes of a kind were given and used; used ones up to yesterday. */
    record Count(HandledMatter handled, long issued, long redeemed) {}
}
