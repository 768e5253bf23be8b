package io.sanhang.gateway.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Shows a service the token of the browser's session. A request without one goes on as it is: the service decides what
 * is public.
 *
 * <p>Spring Cloud Gateway's own {@code TokenRelay} filter asks an authorized-client manager and copies the request each
 * time, and refreshes once per request; this one reads the session and refreshes once per session.
 */
@Component
public class TokenRelay implements GatewayFilter {

    private static final String TOKEN = TokenRelay.class.getName();

    private final SessionTokens tokens;

    TokenRelay(SessionTokens tokens) {
        this.tokens = tokens;
    }

    /** The {@code Authorization} header to send on, if the request belongs to a session. */
    public static @Nullable String authorization(ServerWebExchange exchange) {
        OAuth2AccessToken token = exchange.getAttribute(TOKEN);
        return token == null ? null : "Bearer " + token.getTokenValue();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return tokens.current(exchange)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(token -> token.isEmpty() ? chain.filter(exchange) : relay(token.get(), exchange, chain));
    }

    private Mono<Void> relay(OAuth2AccessToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        exchange.getAttributes().put(TOKEN, token);
        return chain.filter(exchange)
                .then(Mono.defer(() -> isTokenRefused(exchange)
                        ? exchange.getSession().flatMap(WebSession::invalidate)
                        : Mono.empty()));
    }

    /** The service does not accept the token although its time is not over: signing in again is the only way. */
    private static boolean isTokenRefused(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        if (response.getStatusCode() != HttpStatus.UNAUTHORIZED) {
            return false;
        }
        var challenge = response.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE);
        return challenge != null && challenge.startsWith("Bearer");
    }
}
