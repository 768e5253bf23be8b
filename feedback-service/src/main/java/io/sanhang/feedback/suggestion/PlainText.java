package io.sanhang.feedback.suggestion;

import io.sanhang.support.errors.Refusal;
import java.util.regex.Pattern;

/**
 * What people type is kept as it was typed, byte for byte, or refused: characters that nobody can see and that change
 * what others see (controls, bidirectional overrides, halves of a character) are never stored. Lengths are in Unicode
 * code points.
 */
final class PlainText {

    /** Mobile numbers and identity numbers that stand alone in a text. */
    private static final Pattern PERSONAL_NUMBER = Pattern.compile(
            "(?<![0-9])(?:(1[3-9][0-9])[ -]?[0-9]{4}[ -]?([0-9]{4})|([0-9]{3})[0-9]{11}[0-9]{3}[0-9Xx])(?![0-9])");

    private PlainText() {}

    /** One line: no line break or tab either. */
    static String line(String value, String pointer, int min, int max) {
        if (value.codePoints().anyMatch(c -> c == '\n' || c == '\r' || c == '\t')) {
            throw Refusal.invalid("text-not-one-line").at(pointer);
        }
        return block(value, pointer, min, max);
    }

    /**
     * @param min least number of characters, not counting white space at either end
     * @param max largest number of characters, everything counted
     * @throws Refusal {@code text-not-plain}, {@code text-too-short}, {@code text-too-long}
     */
    static String block(String value, String pointer, int min, int max) {
        if (value.codePoints().anyMatch(PlainText::unseen)) {
            throw Refusal.invalid("text-not-plain").at(pointer);
        }
        var stripped = value.strip();
        if (stripped.codePointCount(0, stripped.length()) < min) {
            throw Refusal.invalid("text-too-short", min).at(pointer);
        }
        if (value.codePointCount(0, value.length()) > max) {
            throw Refusal.invalid("text-too-long", max).at(pointer);
        }
        return value;
    }

    /** For readers who need not know whom to ring: 138****8000, 230****1234. */
    static String withoutPersonalNumbers(String text) {
        return PERSONAL_NUMBER
                .matcher(text)
                .replaceAll(found -> found.group(1) != null
                        ? found.group(1) + "****" + found.group(2)
                        : found.group(3) + "****" + found.group().substring(14));
    }

    private static boolean unseen(int c) {
        var control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
        var bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        var half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return control || bidi || half;
    }
}
