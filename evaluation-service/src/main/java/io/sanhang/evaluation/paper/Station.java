package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.transparency.SigningKeys;
import org.springframework.stereotype.Component;

/** The key with which a campaign's ballots from printed sheets are signed; its public half stands in the manifest. */
@Component
public class Station {

    private final SigningKeys keys;

    Station(SigningKeys keys) {
        this.keys = keys;
    }

    /** Raw Ed25519, 32 bytes. */
    public byte[] publicKey(String campaignId) {
        return keys.publicKey(name(campaignId));
    }

    /** @param text what a ballot's own key would sign */
    public byte[] sign(String campaignId, byte[] text) {
        return keys.sign(name(campaignId), text);
    }

    private static String name(String campaignId) {
        return "station:" + campaignId;
    }
}
