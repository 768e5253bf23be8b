package io.sanhang.feedback.suggestion;

import io.sanhang.support.crypto.PersonalData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Query codes: ten characters of an alphabet without 0, 1, I and O, 50 bits. A code is computed from the suggestion's
 * id with the county's key: it can be told again to the sender who repeats a request, and yet is stored nowhere. What is
 * stored to find it by is another keyed hash, of the code.
 */
@Component
public class QueryCodes {

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int BITS_EACH = 5;
    private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{10}");

    private final PersonalData secrets;

    QueryCodes(PersonalData secrets) {
        this.secrets = secrets;
    }

    public String of(String suggestionId) {
        var hash = sha256(secrets.lookup("query-code:" + suggestionId));
        long bits = 0;
        for (var i = 0; i < 7; i++) {
            bits = bits << 8 | hash[i] & 0xFF;
        }
        var code = new StringBuilder();
        for (var i = 0; i < 10; i++) {
            code.append(ALPHABET.charAt((int) (bits >>> i * BITS_EACH & 31)));
        }
        return code.toString();
    }

    /** What a suggestion with this code is found by. */
    public String lookup(String code) {
        return secrets.lookup("query-code-of:" + code);
    }

    /** As people type it: small letters, full-width forms, spaces and hyphens; 1 and I are read as L. */
    static Optional<String> read(String typed) {
        if (typed.length() > 40) {
            return Optional.empty();
        }
        var code = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('1', 'L')
                .replace('I', 'L');
        return Optional.of(code).filter(it -> CODE.matcher(it).matches());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
