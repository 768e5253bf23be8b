package io.sanhang.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/** The installation's own secrets: made at the first start, kept in a file only the owner reads. */
final class Secrets {

    private static final int BYTES = 32;

    private Secrets() {}

    /** The secrets as environment variables; what the environment already sets wins. */
    static Map<String, String> in(Path home) throws IOException {
        var file = home.resolve("secrets.properties");
        if (!Files.exists(file)) {
            var text = "SANHANG_CRYPTO_KEY=" + random() + "\nSANHANG_SERVICE_SECRET=" + random() + "\n";
            var fresh = Files.createTempFile(home, "secrets", ".tmp");
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, text, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file);
        }
        var secrets = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            secrets.load(in);
        }
        return Map.of(
                "SANHANG_CRYPTO_KEY", secrets.getProperty("SANHANG_CRYPTO_KEY"),
                "SANHANG_SERVICE_SECRET", secrets.getProperty("SANHANG_SERVICE_SECRET"));
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
