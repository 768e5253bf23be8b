package io.sanhang.support.security;

import io.sanhang.support.errors.Refusal;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/** Asks identity-service by client credentials (RFC 6749 §4.4) and keeps the token until shortly before it ends. */
final class ClientCredentialsToken implements ServiceToken {

    private final String service;
    private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

    ClientCredentialsToken(String service, SecurityProperties settings) {
        this.service = service;
        var registrations = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("sanhang")
                .clientId(service)
                .clientSecret(settings.serviceSecret())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(settings.identityUrl() + "/oauth2/token")
                .build());
        manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
    }

    /** @throws Refusal {@code identity-unavailable} when no token can be had now */
    @Override
    public String value() {
        try {
            var client = manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("sanhang")
                    .principal(service)
                    .build());
            if (client != null) {
                return client.getAccessToken().getTokenValue();
            }
        } catch (OAuth2AuthorizationException e) {
            // Said below: the caller cannot tell "down" from "refused", and need not.
        }
        throw Refusal.unavailable("identity-unavailable");
    }
}
