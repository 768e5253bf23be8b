package io.sanhang.support.crypto;

import io.sanhang.support.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * How personal data lies in the store: encrypted (GCM, random 12-byte nonce, suite named in front, so that the suite
 * can be changed later) and, where it must be found again, by a keyed hash.
 */
public final class PersonalData {

    private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final CryptoProperties.Suite suite;
    private final byte[] key;

    /** @throws IllegalArgumentException when the key is not 32 bytes of base64 */
    public PersonalData(CryptoProperties settings) {
        suite = settings.suite();
        key = Base64.getDecoder().decode(settings.key().strip());
        if (key.length != 32) {
            throw new IllegalArgumentException("sanhang.crypto.key must be 32 bytes, base64");
        }
    }

    public String encrypt(String plain) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        var sealed = gcm(Cipher.ENCRYPT_MODE, suite, nonce, plain.getBytes(StandardCharsets.UTF_8));
        var all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return suite.name() + ":" + Base64.getEncoder().encodeToString(all);
    }

    public String decrypt(String stored) {
        var colon = stored.indexOf(':');
        var all = Base64.getDecoder().decode(stored.substring(colon + 1));
        var plain = gcm(
                Cipher.DECRYPT_MODE,
                CryptoProperties.Suite.valueOf(stored.substring(0, colon)),
                Arrays.copyOf(all, NONCE),
                Arrays.copyOfRange(all, NONCE, all.length));
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** The same text gives the same hash; without the key nobody can try all phone numbers. */
    public String lookup(String plain) {
        try {
            var mac = suite == CryptoProperties.Suite.SM
                    ? Mac.getInstance("HmacSM3", BOUNCY_CASTLE)
                    : Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derived("lookup", 32), "HMAC"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 13812345678 → 138****5678. */
    public static String mask(String phone) {
        return phone.length() < 7 ? "****" : phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    /** @throws Refusal {@code bad-phone} unless it is a mainland mobile number */
    public static String requirePhone(String text) {
        var phone = text.replaceAll("[\\s-]", "");
        if (!PHONE.matcher(phone).matches()) {
            throw Refusal.invalid("bad-phone").at("/phone");
        }
        return phone;
    }

    private byte[] gcm(int mode, CryptoProperties.Suite with, byte[] nonce, byte[] input) {
        try {
            var sm = with == CryptoProperties.Suite.SM;
            var cipher = sm
                    ? Cipher.getInstance("SM4/GCM/NoPadding", BOUNCY_CASTLE)
                    : Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(derived("seal", sm ? 16 : 32), sm ? "SM4" : "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Stored personal data cannot be read with this key", e);
        }
    }

    /** One key per purpose, so that the hash says nothing about the cipher. */
    private byte[] derived(String purpose, int length) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HMAC"));
        return Arrays.copyOf(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), length);
    }
}
