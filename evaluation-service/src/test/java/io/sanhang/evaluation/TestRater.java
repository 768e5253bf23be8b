package io.sanhang.evaluation;

import io.sanhang.evaluation.transparency.Merkle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A rater and the registrar's keys in one: makes valid ballots for any scope. Signing the token openly gives the same
 * signature that unblinding gives, so the ballot box cannot tell the difference.
 */
public final class TestRater {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, KeyPair> KEYS = new HashMap<>();

    /** What is posted. */
    public record Posted(
            String body,
            String inputMsg,
            String tokenSig,
            String ballotSig,
            String commentCommit,
            Map<String, String> comment) {

        public Map<String, Object> json() {
            var json = new HashMap<String, Object>(Map.of(
                    "body", body,
                    "inputMsg", inputMsg,
                    "tokenSig", tokenSig,
                    "ballotSig", ballotSig,
                    "commentCommit", commentCommit));
            if (!comment.isEmpty()) {
                json.put("comment", comment);
            }
            return json;
        }

        public Posted with(String otherBody) {
            return new Posted(otherBody, inputMsg, tokenSig, ballotSig, commentCommit, comment);
        }
    }

    private TestRater() {}

    public static synchronized KeyPair key(String scope) {
        return KEYS.computeIfAbsent(scope, name -> rsa());
    }

    public static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String spki(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    public static String kid(KeyPair pair) {
        return HEX.formatHex(Arrays.copyOf(Merkle.sha256(pair.getPublic().getEncoded()), 8));
    }

    public static Posted rate(String cid, String category, String unit, String answers) {
        return rate(
                cid, category + "/" + unit, key(category + "/" + unit), "zfpj1|" + cid + "|" + unit + "|" + answers);
    }

    public static Posted rate(String cid, String scope, KeyPair registrar, String body) {
        return rate(cid, scope, registrar, body, Map.of());
    }

    public static Posted rate(String cid, String scope, KeyPair registrar, String body, Map<String, String> comment) {
        return rater(cid, scope, registrar).rate(body, comment);
    }

    /** A rater with a good token of that scope. */
    public static Holder rater(String cid, String scope) {
        return rater(cid, scope, key(scope));
    }

    private static Holder rater(String cid, String scope, KeyPair registrar) {
        try {
            var one = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var spki = one.getPublic().getEncoded();
            var inputMsg = inputMsg(cid, scope, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
            var token = Signature.getInstance("RSASSA-PSS");
            token.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
            token.initSign(registrar.getPrivate());
            token.update(inputMsg);
            return new Holder(one, inputMsg, token.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who holds a token and the one-time key in it; may misuse it for several ballots. */
    public record Holder(KeyPair one, byte[] inputMsg, byte[] tokenSig) {

        public Posted rate(String body, Map<String, String> comment) {
            try {
                var commit = comment.isEmpty()
                        ? new byte[32]
                        : Merkle.sha256(
                                new byte[] {0x10},
                                HEX.parseHex(comment.get("salt")),
                                comment.get("text").getBytes(StandardCharsets.UTF_8));
                var signer = Signature.getInstance("Ed25519");
                signer.initSign(one.getPrivate());
                signer.update("zfpj-ballot-v1\n".getBytes(StandardCharsets.US_ASCII));
                signer.update(Merkle.sha256(body.getBytes(StandardCharsets.US_ASCII)));
                signer.update(commit);
                signer.update(Merkle.sha256(new byte[] {2}, inputMsg));
                return new Posted(
                        body,
                        HEX.formatHex(inputMsg),
                        HEX.formatHex(tokenSig),
                        HEX.formatHex(signer.sign()),
                        HEX.formatHex(commit),
                        comment);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static byte[] inputMsg(String cid, String scope, byte[] publicKey) {
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
}
