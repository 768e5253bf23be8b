package io.sanhang.gateway.session;

import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.Service;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Tells identity-service that a refresh token is no longer needed (RFC 7009). Nobody waits long for it: the session is
 * over either way, and the token ends by itself.
 */
@Component
class TokenRevocation {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WebClient identity;
    private final String endpoint;

    TokenRevocation(WebClient identityWebClient, GatewaySettings settings) {
        identity = identityWebClient;
        endpoint = settings.endpoint(Service.IDENTITY).url() + "/oauth2/revoke";
    }

    Mono<Void> revoke(OAuth2AuthorizedClient client) {
        var token = client.getRefreshToken();
        if (token == null) {
            return Mono.empty();
        }
        var own = client.getClientRegistration();
        return identity.post()
                .uri(endpoint)
                .headers(headers -> headers.setBasicAuth(own.getClientId(), own.getClientSecret()))
                .body(BodyInserters.fromFormData("token", token.getTokenValue())
                        .with("token_type_hint", "refresh_token"))
                .retrieve()
                .toBodilessEntity()
                .timeout(PATIENCE)
                .then()
                .onErrorResume(error -> {
                    LOG.warn("Refresh token not revoked: {}", error.getClass().getSimpleName());
                    return Mono.empty();
                });
    }
}
