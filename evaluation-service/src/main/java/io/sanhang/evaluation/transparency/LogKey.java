package io.sanhang.evaluation.transparency;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Outboxes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The key of the public list: it signs tree heads, ballot receipts and decisions about flags, and nothing else. Made once for an installation,
 * kept encrypted; of two replicas that make one at the same time the first counts.
 */
@Component
public class LogKey {

    private static final String ID = "log-key";

    private record Pair(PrivateKey secret, byte[] spki) {}

    private final MongoCollection<Document> keys;
    private final PersonalData seal;
    private volatile @Nullable Pair pair;

    LogKey(Outboxes outboxes, PersonalData seal) {
        keys = outboxes.database().getCollection("keys");
        this.seal = seal;
    }

    /** Ed25519 over these bytes. */
    byte[] sign(byte[] text) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair().secret);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The raw public key, 32 bytes. */
    public byte[] publicKey() {
        var spki = pair().spki;
        return Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    }

    /** The promise to put a leaf into the public list by that day (ballots protocol §2.4). */
    public byte[] receipt(String campaignId, String leafHex, String sealBy) {
        return sign(("zfpj-receipt-v1\n" + campaignId + "\n" + leafHex + "\n" + sealBy + "\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** @param text one line of a campaign's review */
    public byte[] decision(String text) {
        return sign(("zfpj-decision-v1\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private Pair pair() {
        var known = pair;
        if (known == null) {
            known = load();
            pair = known;
        }
        return known;
    }

    private Pair load() {
        try {
            var stored = keys.find(eq("_id", ID)).first();
            if (stored == null) {
                var made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                insert(new Document("_id", ID)
                        .append(
                                "secret",
                                seal.encrypt(Base64.getEncoder()
                                        .encodeToString(made.getPrivate().getEncoded())))
                        .append(
                                "public",
                                Base64.getEncoder()
                                        .encodeToString(made.getPublic().getEncoded())));
                stored = keys.find(eq("_id", ID)).first();
            }
            if (stored == null) {
                throw new IllegalStateException("The log key was not kept");
            }
            var secret = Base64.getDecoder().decode(seal.decrypt(stored.getString("secret")));
            return new Pair(
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret)),
                    Base64.getDecoder().decode(stored.getString("public")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Document key) {
        try {
            keys.insertOne(key);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }
}
