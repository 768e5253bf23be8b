package io.sanhang.evaluation.transparency;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * The key of the public list: it signs tree heads, ballot receipts, decisions about flags and notices about the pages' scripts,
 * and nothing else. One for
 * an installation.
 */
@Component
public class LogKey {

    private static final String NAME = "log-key";

    private final SigningKeys keys;

    LogKey(SigningKeys keys) {
        this.keys = keys;
    }

    /** Ed25519 over these bytes. */
    byte[] sign(byte[] text) {
        return keys.sign(NAME, text);
    }

    /** The raw public key, 32 bytes. */
    public byte[] publicKey() {
        return keys.publicKey(NAME);
    }

    /** The promise to put a leaf into the public list by that day (ballots protocol §2.4). */
    public byte[] receipt(String campaignId, String leafHex, String sealBy) {
        return sign(("zfpj-receipt-v1\n" + campaignId + "\n" + leafHex + "\n" + sealBy + "\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** @param text one line of a campaign's review */
    public byte[] decision(String text) {
        return sign(("zfpj-decision-v1\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    /** @param text a notice that the voting pages are served with other scripts */
    public byte[] bundle(String text) {
        return sign(("zfpj-bundle-v1\n" + text).getBytes(StandardCharsets.UTF_8));
    }
}
