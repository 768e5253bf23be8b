package io.sanhang.identity.client;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.sanhang.identity.login.SignInTicket;
import io.sanhang.support.security.SecurityProperties;
import io.sanhang.support.security.ServiceToken;
import io.sanhang.support.security.TokenRules;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** OAuth 2.0 and OpenID Connect for the platform. It is reached through the gateway and keeps no HTTP session. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {

    static final String SIGN_IN_PAGE = "/desk/sign-in";

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerSecurity(HttpSecurity http, SignInTicket tickets) throws Exception {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        as -> as.oidc(Customizer.withDefaults())
                                .clientAuthentication(clients -> clients.authenticationProviders(
                                        providers -> providers.forEach(ClientSecrets::use)))
                                .withObjectPostProcessor(withoutSessions()))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(resources -> resources.jwt(Customizer.withDefaults()))
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, failure) -> {
                    // Relative: the browser stays on the host name by which it came.
                    response.setStatus(HttpServletResponse.SC_FOUND);
                    response.setHeader(HttpHeaders.LOCATION, SIGN_IN_PAGE);
                }))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(new SignInTicketFilter(tickets), SecurityContextHolderFilter.class)
                .build();
    }

    /** By default each authorization is noted in an HTTP session, which no second replica would see. */
    private static ObjectPostProcessor<OAuth2AuthorizationEndpointFilter> withoutSessions() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends OAuth2AuthorizationEndpointFilter> O postProcess(O filter) {
                filter.setSessionAuthenticationStrategy((who, request, response) -> {});
                return filter;
            }
        };
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(SecurityProperties security) {
        return AuthorizationServerSettings.builder().issuer(security.issuer()).build();
    }

    @Bean
    RegisteredClientRepository registeredClients(
            SecurityProperties security,
            ClientProperties settings,
            @Value("${sanhang.demo.enabled:false}") boolean demo) {
        return new Clients(security, settings, demo);
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> keys) {
        return new NimbusJwtEncoder(keys);
    }

    /** With the keys at hand: this service does not ask itself over HTTP. */
    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, SecurityProperties security) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(TokenRules.of(security.issuer()));
        return decoder;
    }

    @Bean
    ServiceToken serviceToken(JwtEncoder encoder, SecurityProperties security) {
        return new LocalServiceToken(encoder, security);
    }
}
