package io.sanhang.identity.client;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.sanhang.support.crypto.PersonalData;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The key under which tokens are signed. Made once and stored encrypted; of two replicas that start on an empty store
 * the first to insert decides, and both use that one.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private static final String CURRENT = "current";
    private static final int BITS = 2048;

    private final MongoCollection<SigningKey> stored;
    private final PersonalData personalData;
    private volatile @Nullable JWKSet keys;

    SigningKeys(MongoDatabase database, PersonalData personalData) {
        stored = database.getCollection("signing_keys", SigningKey.class);
        this.personalData = personalData;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        var known = keys;
        return selector.select(known == null ? load() : known);
    }

    private synchronized JWKSet load() {
        var known = keys;
        if (known == null) {
            var found = stored.find(eq("_id", CURRENT)).first();
            known = new JWKSet(parsed(found == null ? made() : found));
            keys = known;
        }
        return known;
    }

    private SigningKey made() {
        try {
            var key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
            var mine = new SigningKey(CURRENT, personalData.encrypt(key.toJSONString()));
            try {
                stored.insertOne(mine);
                return mine;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                var others = stored.find(eq("_id", CURRENT)).first();
                return others == null ? mine : others;
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWK parsed(SigningKey key) {
        try {
            return JWK.parse(personalData.decrypt(key.sealed()));
        } catch (ParseException e) {
            throw new IllegalStateException("The stored signing key cannot be read", e);
        }
    }
}
