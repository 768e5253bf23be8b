package io.sanhang.gateway.session;

import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.Problem;
import io.sanhang.gateway.edge.RateLimits;
import io.sanhang.gateway.edge.Refused;
import io.sanhang.gateway.edge.Visit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * The token behind a browser's session, fresh. The session keeps it under {@link #CLIENT}; nothing else of a person is
 * kept. Sessions come from Spring's {@code WebSessionStore}, in memory for one gateway; for several gateways a shared
 * store takes its place without a change here.
 */
@Component
class SessionTokens {

    static final String CLIENT = "sanhang.client";
    private static final Logger LOG = LoggerFactory.getLogger(SessionTokens.class);
    private static final Duration EARLY = Duration.ofSeconds(30);

    /** Until when identity-service, which was away, is not asked again for a token that still holds. */
    private static final String AWAY_UNTIL = "sanhang.identity-away-until";

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refresher;
    private final TokenRevocation revocation;
    private final RateLimits rates;
    private final Duration tokenAge;
    private final Clock clock = Clock.systemUTC();

    /** One refresh at a time for a session: a page asks for many things at once, a refresh token may work only once. */
    private final ConcurrentMap<String, Mono<OAuth2AuthorizedClient>> refreshing = new ConcurrentHashMap<>();

    SessionTokens(
            ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refresher,
            TokenRevocation revocation,
            RateLimits rates,
            GatewaySettings settings) {
        this.refresher = refresher;
        this.revocation = revocation;
        this.rates = rates;
        tokenAge = settings.sessions().tokenAge();
    }

    /** Empty for a request that belongs to no session, or to one that is over. */
    Mono<OAuth2AccessToken> current(ServerWebExchange exchange) {
        if (!Visit.claimsSession(exchange.getRequest())) {
            return Mono.empty();
        }
        return exchange.getSession().flatMap(session -> {
            OAuth2AuthorizedClient client = session.getAttribute(CLIENT);
            if (client == null) {
                rates.takeForAddress(exchange.getRequest());
                return Mono.empty();
            }
            rates.takeForSession(session.getId());
            return fresh(client, session) ? Mono.just(client.getAccessToken()) : refreshed(session, client);
        });
    }

    /** Ends the session, if there is one, and has identity-service forget its refresh token. */
    Mono<Void> end(ServerWebExchange exchange) {
        if (!Visit.claimsSession(exchange.getRequest())) {
            return Mono.empty();
        }
        return exchange.getSession().flatMap(session -> {
            OAuth2AuthorizedClient client = session.getAttribute(CLIENT);
            return session.invalidate().then(client == null ? Mono.empty() : revocation.revoke(client));
        });
    }

    /** What a token says is soon out of date: a post has another holder, an account is closed. */
    private boolean fresh(OAuth2AuthorizedClient client, WebSession session) {
        var token = client.getAccessToken();
        var issued = token.getIssuedAt();
        var ends = token.getExpiresAt();
        var now = clock.instant();
        return issued != null
                && ends != null
                && now.plus(EARLY).isBefore(ends)
                && (now.isBefore(issued.plus(tokenAge))
                        || now.isBefore(session.getAttributeOrDefault(AWAY_UNTIL, Instant.MIN)));
    }

    private Mono<OAuth2AccessToken> refreshed(WebSession session, OAuth2AuthorizedClient stale) {
        var id = session.getId();
        return refreshing
                .computeIfAbsent(
                        id,
                        key -> refresh(stale)
                                .doOnNext(client -> session.getAttributes().put(CLIENT, client))
                                .doFinally(signal -> refreshing.remove(key))
                                .cache())
                .map(OAuth2AuthorizedClient::getAccessToken)
                .onErrorResume(OAuth2AuthorizationException.class, error -> unrefreshed(session, stale, error));
    }

    private Mono<OAuth2AuthorizedClient> refresh(OAuth2AuthorizedClient stale) {
        var refreshToken = stale.getRefreshToken();
        if (refreshToken == null) {
            return Mono.error(new OAuth2AuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT)));
        }
        var registration = stale.getClientRegistration();
        return refresher
                .getTokenResponse(
                        new OAuth2RefreshTokenGrantRequest(registration, stale.getAccessToken(), refreshToken))
                .map(answer -> new OAuth2AuthorizedClient(
                        registration,
                        stale.getPrincipalName(),
                        answer.getAccessToken(),
                        answer.getRefreshToken() == null ? refreshToken : answer.getRefreshToken()));
    }

    /** Refused by identity-service, the session is over; while identity-service is away, it is kept. */
    private Mono<OAuth2AccessToken> unrefreshed(
            WebSession session, OAuth2AuthorizedClient stale, OAuth2AuthorizationException error) {
        if (OAuth2ErrorCodes.INVALID_GRANT.equals(error.getError().getErrorCode())) {
            return session.invalidate().then(Mono.empty());
        }
        LOG.warn("Token not refreshed: {}", error.getError().getErrorCode());
        var ends = stale.getAccessToken().getExpiresAt();
        session.getAttributes().put(AWAY_UNTIL, clock.instant().plus(PAUSE));
        return ends != null && clock.instant().isBefore(ends)
                ? Mono.just(stale.getAccessToken())
                : Mono.error(new Refused(Problem.IDENTITY_UNAVAILABLE, 5));
    }
}
