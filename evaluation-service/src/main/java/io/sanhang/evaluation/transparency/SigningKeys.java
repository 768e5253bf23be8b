package io.sanhang.evaluation.transparency;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Outboxes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Ed25519 keys of this service by name: made when first needed, the private half kept encrypted; of two replicas that
 * make one at the same time the first counts.
 */
@Component
public class SigningKeys {

    private record Pair(PrivateKey secret, byte[] spki) {}

    private final MongoCollection<Document> keys;
    private final PersonalData seal;
    private final Map<String, Pair> known = new ConcurrentHashMap<>();

    SigningKeys(Outboxes outboxes, PersonalData seal) {
        keys = outboxes.database().getCollection("keys");
        this.seal = seal;
    }

    public byte[] sign(String name, byte[] text) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(pair(name).secret);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Raw, 32 bytes. */
    public byte[] publicKey(String name) {
        var spki = pair(name).spki;
        return Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    }

    private Pair pair(String name) {
        return known.computeIfAbsent(name, this::load);
    }

    private Pair load(String name) {
        try {
            var stored = keys.find(eq("_id", name)).first();
            if (stored == null) {
                var made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                insert(new Document("_id", name)
                        .append(
                                "secret",
                                seal.encrypt(Base64.getEncoder()
                                        .encodeToString(made.getPrivate().getEncoded())))
                        .append(
                                "public",
                                Base64.getEncoder()
                                        .encodeToString(made.getPublic().getEncoded())));
                stored = keys.find(eq("_id", name)).first();
            }
            if (stored == null) {
                throw new IllegalStateException("The key " + name + " was not kept");
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
