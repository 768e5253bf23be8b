package io.sanhang.evaluation.campaign;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The public keys of a campaign by scope, taken from its manifest and from nowhere else. A manifest never changes. */
@Component
public class ScopeKeys {

    private final CampaignRepository campaigns;
    private final JsonMapper json;
    private final Map<String, Map<String, PublicKey>> known = new ConcurrentHashMap<>();

    ScopeKeys(CampaignRepository campaigns, JsonMapper json) {
        this.campaigns = campaigns;
        this.json = json;
    }

    /** The key of a scope such as {@code c/u-edu}; null when the campaign has none. */
    public @Nullable PublicKey of(String campaignId, String scope) {
        return known.computeIfAbsent(campaignId, this::read).get(scope);
    }

    private Map<String, PublicKey> read(String campaignId) {
        var keys = new HashMap<String, PublicKey>();
        var manifest = campaigns.manifest(campaignId).orElseThrow();
        for (var key : json.readTree(manifest).path("keys")) {
            keys.put(key.path("scope").asString(), rsa(key.path("spki").asString()));
        }
        return keys;
    }

    private static PublicKey rsa(String spki) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(spki)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A manifest holds a key that is none", e);
        }
    }
}
