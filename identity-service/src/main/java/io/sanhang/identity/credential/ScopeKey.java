package io.sanhang.identity.credential;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * The RSA key of one scope, a category and a unit of one campaign.
 *
 * @param kid the first 8 bytes of SHA-256 over the SPKI, in hex
 * @param spki the public key, DER in base64
 * @param sealedKey the private key, PKCS #8 with CRT parameters, encrypted; erased after the campaign
 */
public record ScopeKey(
        @BsonId String id,
        String scope,
        String kid,
        String spki,
        @Nullable String sealedKey) {

    static String id(String campaignId, String scope) {
        return campaignId + "|" + scope;
    }
}
