package io.sanhang.identity.credential;

import io.sanhang.support.errors.Refusal;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import javax.crypto.Cipher;

/**
 * The signer's side of RSABSSA (RFC 9474 §4.3): the raw private operation on a message that the signer cannot read. The
 * key is used for nothing else, since this is an oracle for it.
 */
final class BlindSignature {

    private BlindSignature() {}

    /**
     * Refuses what is not a blinded message for a key.
     *
     * @param z as long as the modulus, 1 &lt; z &lt; n; the JDK itself would accept 0 and 1
     * @throws Refusal {@code bad-blinded-message}
     */
    static void require(byte[] z, BigInteger modulus) {
        var value = new BigInteger(1, z);
        if (z.length != (modulus.bitLength() + 7) / 8
                || value.compareTo(BigInteger.ONE) <= 0
                || value.compareTo(modulus) >= 0) {
            throw Refusal.invalid("bad-blinded-message");
        }
    }

    /**
     * The same message always gives the same signature.
     *
     * @throws IllegalStateException when the result does not verify: with a faulty CRT key a wrong signature would give
     *     the key away, so none leaves
     */
    static byte[] sign(RSAPrivateCrtKey key, byte[] z) {
        require(z, key.getModulus());
        try {
            var cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            // "Encrypting" with the private key checks s^e = z (RFC 9474 §4.3 step 4); decrypting does not.
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(z);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A blind signature did not verify", e);
        }
    }
}
