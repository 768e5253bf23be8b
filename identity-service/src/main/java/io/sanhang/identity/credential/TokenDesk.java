package io.sanhang.identity.credential;

import io.sanhang.identity.credential.CampaignKeys.SigningScope;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;

/**
 * Signs a rater's blinded tokens, for all units of one category that she may rate at once, so that it learns neither which units will be
 * rated nor any token. Once a person and campaign, whatever the category; the identical request again gets the identical
 * answer, so nothing is lost with a connection.
 */
@Service
class TokenDesk {

    /** @param z the blinded message, base64url, as long as the key's modulus */
    record Blinded(String scope, String kid, String z) {}

    record Signed(String scope, String kid, String s) {}

    private final RaterService raters;
    private final CampaignKeys keys;
    private final CredentialStore store;
    private final Clock clock;

    TokenDesk(RaterService raters, CampaignKeys keys, CredentialStore store, Clock clock) {
        this.raters = raters;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /**
     * @throws Refusal {@code session-expired}, {@code campaign-not-issuing}, {@code no-such-category},
     *     {@code bad-blinded-message}, {@code already-issued}, {@code item-code-used}
     */
    List<Signed> sign(String sessionSecret, String category, List<Blinded> blinded) {
        var session = raters.session(sessionSecret);
        var campaign = raters.issuing(session.campaignId());
        if (!session.categories().contains(category)) {
            throw Refusal.invalid("no-such-category").at("/category");
        }
        var scopes = keys.signing(campaign, RatingCampaign.scopesOf(category, session.units()));
        var messages = messages(scopes, blinded);
        var asked = Issuance.of(session, category, LocalDate.now(clock), requestHash(scopes, messages));
        if (!store.insertOrFind(asked).sameRequest(asked)) {
            throw Refusal.conflict(session.handled() == null ? "already-issued" : "item-code-used");
        }
        return scopes.values().stream()
                .map(scope -> signed(scope, Objects.requireNonNull(messages.get(scope.scope()))))
                .toList();
    }

    /** Exactly one good message for each scope: who could leave some out would be told apart from the others. */
    private static Map<String, byte[]> messages(Map<String, SigningScope> scopes, List<Blinded> blinded) {
        var messages = new HashMap<String, byte[]>();
        for (var each : blinded) {
            var scope = scopes.get(each.scope());
            if (scope == null || !scope.kid().equals(each.kid())) {
                throw Refusal.invalid("bad-blinded-message");
            }
            var z = decoded(each.z());
            BlindSignature.require(z, scope.key().getModulus());
            if (messages.put(each.scope(), z) != null) {
                throw Refusal.invalid("bad-blinded-message");
            }
        }
        if (messages.size() != scopes.size()) {
            throw Refusal.invalid("bad-blinded-message");
        }
        return messages;
    }

    private static byte[] decoded(String z) {
        try {
            return Base64.getUrlDecoder().decode(z);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("bad-blinded-message");
        }
    }

    /** Over the values, in the order of the scopes: neither spelling nor order makes another request of it. */
    private static String requestHash(Map<String, SigningScope> scopes, Map<String, byte[]> messages) {
        var parts = new ArrayList<String>();
        scopes.keySet().forEach(scope -> {
            parts.add(scope);
            parts.add(base64(Objects.requireNonNull(messages.get(scope))));
        });
        return Ids.derived(parts.toArray(String[]::new));
    }

    private static Signed signed(SigningScope scope, byte[] z) {
        return new Signed(scope.scope(), scope.kid(), base64(BlindSignature.sign(scope.key(), z)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
