package io.sanhang.evaluation.transparency;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Outboxes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Ed25519 keys of this service by name: made when first needed, the private half kept encrypted; of two replicas that
 * make one at the same time the first counts. A ballot's receipt waits for such a signature, and the JDK's own takes
 * twenty times as long.
 */
@Component
public class SigningKeys {

    private record Pair(Ed25519PrivateKeyParameters secret, byte[] spki) {}

    private final MongoCollection<Document> keys;
    private final PersonalData seal;
    private final Map<String, Pair> known = new ConcurrentHashMap<>();

    SigningKeys(Outboxes outboxes, PersonalData seal) {
        keys = outboxes.database().getCollection("keys");
        this.seal = seal;
    }

    public byte[] sign(String name, byte[] text) {
        var signature = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
        pair(name).secret.sign(Ed25519.Algorithm.Ed25519, null, text, 0, text.length, signature, 0);
        return signature;
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
                    (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(secret),
                    Base64.getDecoder().decode(stored.getString("public")));
        } catch (GeneralSecurityException | IOException e) {
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
