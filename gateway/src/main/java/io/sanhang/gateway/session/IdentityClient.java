package io.sanhang.gateway.session;

import io.netty.channel.ChannelOption;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.Service;
import java.net.URI;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoderFactory;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The gateway as an OAuth 2.0 client of identity-service. The browser is sent to the public address, the gateway itself
 * asks inside; every endpoint is named, so that the gateway starts while identity-service is still away.
 */
@Configuration(proxyBeanMethods = false)
class IdentityClient {

    static final String REGISTRATION = "sanhang";

    @Bean
    InMemoryReactiveClientRegistrationRepository clientRegistrations(GatewaySettings settings) {
        var open = settings.publicUrl().toString();
        URI inside = settings.endpoint(Service.IDENTITY).url();
        return new InMemoryReactiveClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId("gateway")
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(open + "/login/oauth2/code/" + REGISTRATION)
                .scope("openid")
                .issuerUri(open)
                .authorizationUri(open + "/oauth2/authorize")
                .tokenUri(inside + "/oauth2/token")
                .jwkSetUri(inside + "/oauth2/jwks")
                .userNameAttributeName("sub")
                .build());
    }

    @Bean
    WebClient identityWebClient(GatewaySettings settings) {
        var waiting = settings.waiting();
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(ConnectionProvider.create("identity"))
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                                waiting.connect().toMillis())
                        .responseTimeout(waiting.answer())))
                .build();
    }

    @Bean
    ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeExchange(
            WebClient identityWebClient) {
        var client = new WebClientReactiveAuthorizationCodeTokenResponseClient();
        client.setWebClient(identityWebClient);
        return request -> silenceNamed(client.getTokenResponse(request));
    }

    @Bean
    ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> tokenRefresh(WebClient identityWebClient) {
        var client = new WebClientReactiveRefreshTokenTokenResponseClient();
        client.setWebClient(identityWebClient);
        return request -> silenceNamed(client.getTokenResponse(request));
    }

    @Bean
    ReactiveJwtDecoderFactory<ClientRegistration> idTokens(WebClient identityWebClient) {
        return registration -> {
            var keys = Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri());
            var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(keys)
                    .webClient(identityWebClient)
                    .build();
            decoder.setClaimSetConverter(
                    new ClaimTypeConverter(ReactiveOidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
            decoder.setJwtValidator(new OidcIdTokenValidator(registration));
            return decoder;
        };
    }

    /** No answer is an OAuth error too (RFC 6749 §4.1.2.1), not a fault of the gateway. */
    private static Mono<OAuth2AccessTokenResponse> silenceNamed(Mono<OAuth2AccessTokenResponse> asked) {
        return asked.onErrorMap(
                WebClientRequestException.class,
                error -> new OAuth2AuthorizationException(
                        new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE), error));
    }
}
