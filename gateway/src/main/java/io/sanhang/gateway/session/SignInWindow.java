package io.sanhang.gateway.session;

import java.time.Duration;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.WebSessionOAuth2ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps what a sign-in began with, in a session that ends soon unless somebody really signs in: anybody can begin, and
 * the room for sessions is limited.
 */
class SignInWindow implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private final WebSessionOAuth2ServerAuthorizationRequestRepository requests =
            new WebSessionOAuth2ServerAuthorizationRequestRepository();
    private final Duration open;

    SignInWindow(Duration open) {
        this.open = open;
    }

    @Override
    public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
        return exchange.getSession()
                .doOnNext(session -> {
                    if (session.getAttribute(SessionTokens.CLIENT) == null) {
                        session.setMaxIdleTime(open);
                    }
                })
                .then(requests.saveAuthorizationRequest(request, exchange));
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
        return requests.loadAuthorizationRequest(exchange);
    }

    @Override
    public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
        return requests.removeAuthorizationRequest(exchange);
    }
}
