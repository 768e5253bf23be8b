package io.sanhang.task.task;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** What seals the lines of a history: the national SM3, or SHA-256. Each line says which one it was sealed with. */
public enum Digest {
    SM3("SM3", SM3Digest::new),
    SHA_256("SHA-256", SHA256Digest::new);

    private final String words;
    private final Supplier<ExtendedDigest> made;

    Digest(String words, Supplier<ExtendedDigest> made) {
        this.words = words;
        this.made = made;
    }

    String words() {
        return words;
    }

    /** Each part is preceded by its length, so that no two lists of parts read the same. */
    String of(List<String> parts) {
        var digest = made.get();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            var length = (bytes.length + ":").getBytes(StandardCharsets.UTF_8);
            digest.update(length, 0, length.length);
            digest.update(bytes, 0, bytes.length);
        }
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }
}
