package io.sanhang.evaluation.neighbours;

import feign.FeignException;
import io.sanhang.support.errors.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The registrar: it makes the keys with which rating tokens of a campaign are signed, one for each category and unit, and
 * keeps their private halves to itself. When it is down there is no campaign: {@code registrar-unavailable}.
 */
@Component
public class Registrar {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    /** @param spki SubjectPublicKeyInfo, base64 */
    public record PublicKey(String scope, String kid, String spki) {}

    /** @param entry by which door such raters come in @param needsPhone whether codes are given for a phone only */
    public record RaterKind(
            String id, String name, String entry, @Nullable Boolean needsPhone) {
        /** On printed sheets nobody needs a token. */
        boolean needsKeys() {
            return !entry.equals("paper");
        }
    }

    private final IdentityClient identity;

    Registrar(IdentityClient identity) {
        this.identity = identity;
    }

    /**
     * Asking again for the same campaign gives the same keys.
     *
     * @throws Refusal {@code campaign-id-taken} or {@code registrar-unavailable}
     */
    public List<PublicKey> keys(
            String campaignId,
            String title,
            List<RaterKind> kinds,
            List<String> unitIds,
            Instant issueOpens,
            Instant issueCloses) {
        try {
            var wanted = new IdentityClient.Wanted(
                    kinds.stream()
                            .map(each -> new IdentityClient.Category(
                                    each.id(), each.name(), each.entry(), each.needsPhone()))
                            .toList(),
                    unitIds,
                    issueOpens,
                    issueCloses,
                    title);
            var keys = identity.keys(campaignId, wanted).keys().stream()
                    .map(key -> new PublicKey(key.scope(), key.kid(), key.spki()))
                    .toList();
            requireAll(kinds, unitIds, keys);
            return keys;
        } catch (RuntimeException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            if (e instanceof FeignException.Conflict || cause instanceof FeignException.Conflict) {
                // Keys of this id were made for other units, categories or times; trying again cannot help.
                throw Refusal.conflict("campaign-id-taken").at("/id");
            }
            // Down, slow or its breaker open: all of these reach us as a runtime exception of the client.
            LOG.warn("identity-service gave no keys: {}", cause.getClass().getSimpleName());
            throw Refusal.unavailable("registrar-unavailable");
        }
    }

    /** How many people of a category got tokens on a day (ISO date in Asia/Shanghai). */
    public record Issued(String category, String day, long count) {}

    /** @throws Refusal {@code issuance-unavailable} */
    public List<Issued> issuance(String campaignId) {
        try {
            return identity.issuance(campaignId).items().stream()
                    .map(each -> new Issued(each.category(), each.day(), each.count()))
                    .toList();
        } catch (RuntimeException e) {
            LOG.warn(
                    "identity-service did not tell the issuance: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
            throw Refusal.unavailable("issuance-unavailable");
        }
    }

    /** A scope without a key would be a unit that some raters cannot rate. */
    private static void requireAll(List<RaterKind> kinds, List<String> unitIds, List<PublicKey> keys) {
        var given = keys.stream().map(PublicKey::scope).collect(Collectors.toSet());
        for (var kind : kinds.stream().filter(RaterKind::needsKeys).toList()) {
            for (var unit : unitIds) {
                if (!given.contains(kind.id() + "/" + unit)) {
                    throw new IllegalStateException("no key for " + kind.id() + "/" + unit);
                }
            }
        }
    }
}
