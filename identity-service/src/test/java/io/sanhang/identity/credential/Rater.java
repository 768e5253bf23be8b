package io.sanhang.identity.credential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** The rater's side of RFC 9474 (§4.2, §4.4), written from the RFC for these tests; one token of one scope. */
final class Rater {

    private final RSAPublicKey key;
    private final byte[] message;
    private final BigInteger r;
    private final Random random;

    Rater(String spki, String message, long seed) throws GeneralSecurityException {
        key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(spki)));
        this.message = message.getBytes(StandardCharsets.UTF_8);
        random = new Random(seed);
        r = new BigInteger(2040, random).setBit(2039);
    }

    String blinded() throws GeneralSecurityException {
        var n = key.getModulus();
        var z = encoded().multiply(r.modPow(key.getPublicExponent(), n)).mod(n);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed(z, 256));
    }

    /** Takes the blinding off, and tells whether what remains is a signature under the message. */
    boolean accepts(String blindSignature) throws GeneralSecurityException {
        var s = new BigInteger(1, Base64.getUrlDecoder().decode(blindSignature))
                .multiply(r.modInverse(key.getModulus()))
                .mod(key.getModulus());
        var verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(fixed(s, 256));
    }

    /** EMSA-PSS (RFC 8017 §9.1.1), SHA-384, salt of 48 bytes, 2047 bits. */
    private BigInteger encoded() throws GeneralSecurityException {
        var salt = new byte[48];
        random.nextBytes(salt);
        var sha = MessageDigest.getInstance("SHA-384");
        sha.update(new byte[8]);
        sha.update(MessageDigest.getInstance("SHA-384").digest(message));
        var h = sha.digest(salt);
        var db = new byte[256 - 48 - 1];
        db[db.length - 49] = 1;
        System.arraycopy(salt, 0, db, db.length - 48, 48);
        var mask = mgf1(h, db.length);
        for (var i = 0; i < db.length; i++) {
            db[i] ^= mask[i];
        }
        db[0] &= 0x7f;
        var em = Arrays.copyOf(db, 256);
        System.arraycopy(h, 0, em, db.length, 48);
        em[255] = (byte) 0xbc;
        return new BigInteger(1, em);
    }

    private static byte[] mgf1(byte[] seed, int length) throws GeneralSecurityException {
        var mask = new byte[length];
        for (int at = 0, counter = 0; at < length; at += 48, counter++) {
            var sha = MessageDigest.getInstance("SHA-384");
            sha.update(seed);
            var block = sha.digest(new byte[] {0, 0, 0, (byte) counter});
            System.arraycopy(block, 0, mask, at, Math.min(48, length - at));
        }
        return mask;
    }

    private static byte[] fixed(BigInteger number, int length) {
        var bytes = number.toByteArray();
        var all = new byte[length];
        var from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, all, length - (bytes.length - from), bytes.length - from);
        return all;
    }
}
