package io.sanhang.gateway.session;

import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** Puts the tokens of a person who has just signed in into the session, under a new session id (session fixation). */
class SessionClients implements ServerOAuth2AuthorizedClientRepository {

    private final Duration idle;

    SessionClients(Duration idle) {
        this.idle = idle;
    }

    @Override
    public Mono<Void> saveAuthorizedClient(
            OAuth2AuthorizedClient client, Authentication principal, ServerWebExchange exchange) {
        return exchange.getSession()
                .doOnNext(session -> {
                    session.getAttributes().put(SessionTokens.CLIENT, client);
                    session.setMaxIdleTime(idle);
                })
                .flatMap(WebSession::changeSessionId);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends OAuth2AuthorizedClient> Mono<T> loadAuthorizedClient(
            String registrationId, Authentication principal, ServerWebExchange exchange) {
        return exchange.getSession().mapNotNull(session -> (T) session.getAttribute(SessionTokens.CLIENT));
    }

    @Override
    public Mono<Void> removeAuthorizedClient(
            String registrationId, Authentication principal, ServerWebExchange exchange) {
        return exchange.getSession()
                .doOnNext(session -> session.getAttributes().remove(SessionTokens.CLIENT))
                .then();
    }
}
