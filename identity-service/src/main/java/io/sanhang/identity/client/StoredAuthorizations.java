package io.sanhang.identity.client;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.sanhang.identity.code.Expiring;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Repository;

/**
 * Authorizations in the store, so that any replica can finish what another began. Tokens are found by their hash; a code
 * is spent by marking its entry, which of two parallel redemptions only one can do.
 */
@Repository
class StoredAuthorizations implements OAuth2AuthorizationService, Expiring {

    private static final Map<String, Class<? extends OAuth2Token>> KINDS = Map.of(
            "code", OAuth2AuthorizationCode.class,
            "access_token", OAuth2AccessToken.class,
            "refresh_token", OAuth2RefreshToken.class,
            "id_token", OidcIdToken.class);

    /** Marks one that was read with its code already spent; such a one may be written again. */
    private static final String SPENT = "io.sanhang.code-spent";

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final Duration AT_LEAST = Duration.ofMinutes(5);

    private final MongoCollection<StoredAuthorization> authorizations;
    private final MongoCollection<TokenEntry> entries;
    private final PersonalData personalData;
    private final Clock clock;

    StoredAuthorizations(MongoDatabase database, PersonalData personalData, Clock clock) {
        authorizations = database.getCollection("authorizations", StoredAuthorization.class);
        entries = database.getCollection("authorization_tokens", TokenEntry.class);
        this.personalData = personalData;
        this.clock = clock;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        spendCode(authorization);
        var tokens = tokens(authorization);
        var end = tokens.values().stream()
                .map(OAuth2Token::getExpiresAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElseGet(() -> clock.instant().plus(AT_LEAST));
        authorizations.replaceOne(
                eq("_id", authorization.getId()),
                new StoredAuthorization(
                        authorization.getId(), personalData.encrypt(SerializedForm.of(authorization)), end),
                UPSERT);
        tokens.forEach((kind, token) -> {
            var id = entryId(kind, token.getTokenValue());
            entries.replaceOne(eq("_id", id), new TokenEntry(id, authorization.getId(), end, false), UPSERT);
        });
    }

    /** @throws OAuth2AuthenticationException {@code invalid_grant} when another request has spent the code */
    private void spendCode(OAuth2Authorization authorization) {
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code == null || !code.isInvalidated() || authorization.getAttribute(SPENT) != null) {
            return;
        }
        var id = entryId("code", code.getToken().getTokenValue());
        if (entries.updateOne(and(eq("_id", id), eq("spent", false)), Updates.set("spent", true))
                        .getModifiedCount()
                == 0) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    /** Those whose entries are to be written; that of a spent code is left as it is. */
    private static Map<String, OAuth2Token> tokens(OAuth2Authorization authorization) {
        var tokens = new LinkedHashMap<String, OAuth2Token>();
        KINDS.forEach((kind, type) -> {
            var token = authorization.getToken(type);
            if (token != null && !(kind.equals("code") && token.isInvalidated())) {
                tokens.put(kind, token.getToken());
            }
        });
        return tokens;
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        authorizations.deleteOne(eq("_id", authorization.getId()));
        tokens(authorization)
                .forEach((kind, token) -> entries.deleteOne(eq("_id", entryId(kind, token.getTokenValue()))));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        var found = authorizations.find(eq("_id", id)).first();
        return found == null ? null : marked(SerializedForm.read(personalData.decrypt(found.sealed())));
    }

    private static OAuth2Authorization marked(OAuth2Authorization authorization) {
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        return code != null && code.isInvalidated()
                ? OAuth2Authorization.from(authorization).attribute(SPENT, true).build()
                : authorization;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        var kinds = type == null ? KINDS.keySet() : List.of(type.getValue());
        return kinds.stream()
                .map(kind -> entries.find(eq("_id", entryId(kind, token))).first())
                .filter(Objects::nonNull)
                .findFirst()
                .map(entry -> findById(entry.authorizationId()))
                .orElse(null);
    }

    @Override
    public void sweep(Instant now) {
        entries.deleteMany(lte("expiresAt", now));
        authorizations.deleteMany(lte("expiresAt", now));
    }

    private static String entryId(String kind, String token) {
        return kind + ":" + Ids.derived(token);
    }
}
