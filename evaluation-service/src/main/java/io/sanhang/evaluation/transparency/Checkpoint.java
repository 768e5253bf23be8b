package io.sanhang.evaluation.transparency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A tree head as text, signed: C2SP tlog-checkpoint, a signed note. */
final class Checkpoint {

    private static final byte ED25519 = 1;

    private Checkpoint() {}

    static String of(String origin, int size, byte[] root, LogKey key) {
        var text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        var signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        var line = new byte[4 + signature.length];
        System.arraycopy(keyId(origin, key.publicKey()), 0, line, 0, 4);
        System.arraycopy(signature, 0, line, 4, signature.length);
        return text + "\n\u2014 " + origin + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /** First four bytes of SHA-256(name || LF || 01 || key), as signed notes have it. */
    static byte[] keyId(String name, byte[] publicKey) {
        return Arrays.copyOf(
                Merkle.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {ED25519}, publicKey), 4);
    }
}
