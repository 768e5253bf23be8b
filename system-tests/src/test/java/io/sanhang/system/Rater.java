package io.sanhang.system;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One rater's device: the protocol of RSABSSA-SHA384-PSS-Randomized (RFC 9474) and the ballot, written once more. */
final class Rater {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HASH = 48;

    private record Token(
            String scope, String kid, KeyPair one, byte[] inputMsg, BigInteger unblind, RSAPublicKey key) {}

    private final Api api;
    private final String cid;
    private final Map<String, Map.Entry<Token, byte[]>> signed = new HashMap<>();

    private Rater(Api api, String cid) {
        this.api = api;
        this.cid = cid;
    }

    /** Proves a phone by its code and takes the tokens of all units of a category. */
    static Rater with(Api api, String cid, String phone, String category) {
        var since = Instant.now().minusMillis(1);
        api.post("/api/identity/rater-codes", Map.of("campaignId", cid, "phone", phone))
                .expect(202);
        var session = api.post(
                        "/api/identity/rater-sessions",
                        Map.of("campaignId", cid, "phone", phone, "code", api.code(phone, since)))
                .expect(200)
                .get("session")
                .asString();
        return taking(api, cid, session, category);
    }

    /** The same with the code of an invitation. */
    static Rater invited(Api api, String cid, String code, String category) {
        var session = api.post("/api/identity/rater-invitations", Map.of("campaignId", cid, "code", code))
                .expect(200)
                .get("session")
                .asString();
        return taking(api, cid, session, category);
    }

    private static Rater taking(Api api, String cid, String session, String category) {
        var rater = new Rater(api, cid);
        rater.take(session, category);
        return rater;
    }

    private void take(String session, String category) {
        var manifest = api.get("/api/evaluation/campaigns/" + cid + "/manifest").expect(200);
        var blinded = new HashMap<String, BigInteger>();
        var tokens = StreamSupport.stream(manifest.get("keys").spliterator(), false)
                .filter(key -> key.get("scope").asString().startsWith(category + "/"))
                .map(key -> blind(key, blinded))
                .toList();
        var asked = tokens.stream()
                .map(token ->
                        Map.of("scope", token.scope(), "kid", token.kid(), "z", base64(blinded.get(token.scope()))))
                .toList();
        var answer = api.post(
                        "/api/identity/rater-tokens",
                        Map.of("session", session, "category", category, "blinded", asked))
                .expect(200)
                .get("signatures");
        for (var signature : answer) {
            var token = tokens.stream()
                    .filter(each -> each.scope().equals(signature.get("scope").asString()))
                    .findFirst()
                    .orElseThrow();
            var s = new BigInteger(
                    1, Base64.getUrlDecoder().decode(signature.get("s").asString()));
            var modulus = token.key().getModulus();
            var unblinded = s.multiply(token.unblind()).mod(modulus);
            if (!unblinded.modPow(token.key().getPublicExponent(), modulus).equals(encoded(token))) {
                throw new AssertionError("the signature under " + token.scope() + " does not hold");
            }
            signed.put(token.scope().substring(category.length() + 1), Map.entry(token, octets(unblinded, modulus)));
        }
    }

    private final Map<String, BigInteger> encodings = new HashMap<>();

    private BigInteger encoded(Token token) {
        return encodings.get(token.scope());
    }

    private Token blind(JsonNode entry, Map<String, BigInteger> blinded) {
        try {
            var scope = entry.get("scope").asString();
            var key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(
                            Base64.getDecoder().decode(entry.get("spki").asString())));
            var one = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var spki = one.getPublic().getEncoded();
            var message = inputMsg(scope, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
            var modulus = key.getModulus();
            var encoding = new BigInteger(1, pssEncode(message, modulus.bitLength() - 1));
            encodings.put(scope, encoding);
            BigInteger r;
            do {
                r = new BigInteger(modulus.bitLength(), RANDOM);
            } while (r.signum() == 0
                    || r.compareTo(modulus) >= 0
                    || !r.gcd(modulus).equals(BigInteger.ONE));
            blinded.put(
                    scope,
                    encoding.multiply(r.modPow(key.getPublicExponent(), modulus))
                            .mod(modulus));
            return new Token(scope, entry.get("kid").asString(), one, message, r.modInverse(modulus), key);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] inputMsg(String scope, byte[] publicKey) {
        var prefix = new byte[32];
        RANDOM.nextBytes(prefix);
        var out = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        out.write(1);
        out.write(cid.length());
        out.writeBytes(cid.getBytes(StandardCharsets.US_ASCII));
        out.write(scope.length());
        out.writeBytes(scope.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(publicKey);
        return out.toByteArray();
    }

    /** EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with SHA-384 and a salt of 48 octets. */
    private static byte[] pssEncode(byte[] message, int bits) throws GeneralSecurityException {
        var salt = new byte[HASH];
        RANDOM.nextBytes(salt);
        var digest = MessageDigest.getInstance("SHA-384");
        digest.update(new byte[8]);
        digest.update(MessageDigest.getInstance("SHA-384").digest(message));
        var hash = digest.digest(salt);
        var length = (bits + 7) / 8;
        var block = new byte[length - HASH - 1];
        block[block.length - HASH - 1] = 1;
        System.arraycopy(salt, 0, block, block.length - HASH, HASH);
        var mask = mgf1(hash, block.length);
        for (var at = 0; at < block.length; at++) {
            block[at] ^= mask[at];
        }
        block[0] &= (byte) (0xff >> (8 * length - bits));
        var encoded = Arrays.copyOf(block, length);
        System.arraycopy(hash, 0, encoded, block.length, HASH);
        encoded[length - 1] = (byte) 0xbc;
        return encoded;
    }

    private static byte[] mgf1(byte[] seed, int length) throws GeneralSecurityException {
        var out = new ByteArrayOutputStream();
        for (var counter = 0; out.size() < length; counter++) {
            var digest = MessageDigest.getInstance("SHA-384");
            digest.update(seed);
            out.writeBytes(digest.digest(new byte[] {0, 0, 0, (byte) counter}));
        }
        return Arrays.copyOf(out.toByteArray(), length);
    }

    List<String> units() {
        return signed.keySet().stream().sorted().toList();
    }

    /** A ballot as it is posted; {@code answers} like {@code q1=5,q2=4,q3=0,q4=3}. */
    Map<String, Object> ballot(String unit, String answers) {
        try {
            var token = signed.get(unit).getKey();
            var body = "zfpj1|" + cid + "|" + unit + "|" + answers;
            var commit = new byte[32];
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(token.one().getPrivate());
            signer.update("zfpj-ballot-v1\n".getBytes(StandardCharsets.US_ASCII));
            signer.update(sha256(body.getBytes(StandardCharsets.US_ASCII)));
            signer.update(commit);
            signer.update(sha256(concat(new byte[] {2}, token.inputMsg())));
            return Map.of(
                    "body", body,
                    "inputMsg", HEX.formatHex(token.inputMsg()),
                    "tokenSig", HEX.formatHex(signed.get(unit).getValue()),
                    "ballotSig", HEX.formatHex(signer.sign()),
                    "commentCommit", HEX.formatHex(commit));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends one ballot and gives its leaf hash. */
    String cast(String unit, String answers) {
        return api.post("/api/evaluation/campaigns/" + cid + "/ballots", ballot(unit, answers))
                .expect(202)
                .get("leafHash")
                .asString();
    }

    private static byte[] sha256(byte[] of) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(of);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private static String base64(BigInteger value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets(value, BigInteger.ONE.shiftLeft(2047)));
    }

    private static byte[] octets(BigInteger value, BigInteger modulus) {
        var octets = new byte[(modulus.bitLength() + 7) / 8];
        var raw = value.toByteArray();
        var from = raw.length > octets.length ? raw.length - octets.length : 0;
        System.arraycopy(raw, from, octets, octets.length - (raw.length - from), raw.length - from);
        return octets;
    }
}
