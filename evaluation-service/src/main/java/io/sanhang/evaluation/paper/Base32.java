package io.sanhang.evaluation.paper;

import io.sanhang.support.errors.Refusal;
import java.math.BigInteger;

/** The code of a sheet as it is printed: 16 bytes as 26 letters and digits (RFC 4648 without padding). */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BYTES = 16;
    private static final int LETTERS = 26;
    /** 26 letters hold 130 bits; the last two are zero. */
    private static final int SPARE = 2;

    private Base32() {}

    static String encoded(byte[] code) {
        var bits = new BigInteger(1, code).shiftLeft(SPARE);
        var text = new StringBuilder();
        for (var at = LETTERS - 1; at >= 0; at--) {
            text.append(ALPHABET.charAt(bits.shiftRight(5 * at).intValue() & 31));
        }
        return text.toString();
    }

    /**
     * @param text 26 letters of the alphabet
     * @throws Refusal {@code unknown-sheet} when the spare bits are not zero: something was mistyped
     */
    static byte[] decoded(String text) {
        var bits = BigInteger.ZERO;
        for (var letter : text.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(letter)));
        }
        if (bits.getLowestSetBit() >= 0 && bits.getLowestSetBit() < SPARE) {
            throw Refusal.missing("unknown-sheet").at("/code");
        }
        var code = new byte[BYTES];
        var value = bits.shiftRight(SPARE);
        for (var at = BYTES - 1; at >= 0; at--) {
            code[at] = value.byteValue();
            value = value.shiftRight(8);
        }
        return code;
    }
}
