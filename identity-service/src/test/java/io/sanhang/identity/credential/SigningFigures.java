package io.sanhang.identity.credential;

import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Blind signatures a second of one thread, beside the JDK's own RSA-2048 signatures with the same keys in turn. Started by
 * {@code benchmarks/relay}.
 */
final class SigningFigures {

    private static final int KEYS = 45;
    private static final int SIGNATURES = 4_500;
    private static final int ROUNDS = 4;

    private SigningFigures() {}

    public static void main(String[] args) throws Exception {
        var maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(2048);
        var keys = new ArrayList<RSAPrivateCrtKey>();
        for (var at = 0; at < KEYS; at++) {
            keys.add((RSAPrivateCrtKey) maker.generateKeyPair().getPrivate());
        }
        var z = new byte[256];
        z[100] = 7;
        // The first round warms up.
        for (var round = 0; round < ROUNDS; round++) {
            var begin = System.nanoTime();
            for (var at = 0; at < SIGNATURES; at++) {
                var signer = Signature.getInstance("SHA256withRSA");
                signer.initSign(keys.get(at % KEYS));
                signer.update((byte) at);
                signer.sign();
            }
            var own = System.nanoTime();
            for (var at = 0; at < SIGNATURES; at++) {
                z[255] = (byte) at;
                BlindSignature.sign(keys.get(at % KEYS), z);
            }
            var end = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "blind %.0f/s, JDK %.0f/s: %.2f%n",
                    SIGNATURES / ((end - own) / 1e9),
                    SIGNATURES / ((own - begin) / 1e9),
                    (own - begin) / (double) (end - own));
        }
    }
}
