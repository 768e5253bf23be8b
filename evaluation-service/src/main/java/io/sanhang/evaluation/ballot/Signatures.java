package io.sanhang.evaluation.ballot;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The two signatures on a ballot: RSASSA-PSS of RFC 9474's SHA384-PSS-Randomized, and Ed25519 of RFC 8032. The JDK's own
 * Ed25519 takes seven times as long, which was a fifth of all that a ballot cost.
 */
final class Signatures {

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, PSSParameterSpec.TRAILER_FIELD_BC);

    private Signatures() {}

    static boolean tokenHolds(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(PSS);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean ballotHolds(byte[] publicKey, byte[] message, byte[] signature) {
        return publicKey.length == Ed25519.PUBLIC_KEY_SIZE
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
