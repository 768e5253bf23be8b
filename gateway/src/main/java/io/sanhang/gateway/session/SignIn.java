package io.sanhang.gateway.session;

import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.Problem;
import io.sanhang.gateway.edge.Problems;
import io.sanhang.gateway.edge.Refused;
import io.sanhang.gateway.edge.Visit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;
import reactor.core.publisher.Mono;

/**
 * The browser's side of OAuth 2.0 for browser-based apps, pattern "backend for frontend": the tokens stay here, the
 * browser has an HttpOnly cookie. Who may do what is decided by the services; the gateway only says who is asking.
 *
 * <p>Requests with a token of their own, ballots and the portal's files match no chain: no session, no CSRF check.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SignIn {

    private static final String DESK = "/desk/";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String START = "/oauth2/authorization/" + IdentityClient.REGISTRATION;

    @Bean
    @Order(1)
    SecurityWebFilterChain signingIn(
            ServerHttpSecurity http, GatewaySettings settings, ReactiveClientRegistrationRepository registrations) {
        var resolver = new DefaultServerOAuth2AuthorizationRequestResolver(registrations);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        var sessions = settings.sessions();
        return http.securityMatcher(
                        ServerWebExchangeMatchers.pathMatchers("/oauth2/authorization/**", "/login/oauth2/code/**"))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .addFilterBefore(atPublicAddress(settings.publicUrl()), SecurityWebFiltersOrder.FIRST)
                .oauth2Login(login -> login.authorizationRequestResolver(resolver)
                        .authorizationRequestRepository(new SignInWindow(sessions.signIn()))
                        .authorizedClientRepository(new SessionClients(sessions.idle()))
                        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                        .authenticationSuccessHandler((done, who) -> redirect(done, DESK))
                        .authenticationFailureHandler(
                                (failed, why) -> redirect(failed, DESK + "sign-in?error=sign-in-failed")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain browserWrites(GatewaySettings settings) {
        var tokens = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").secure(settings.https()));
        var csrf = new CsrfWebFilter();
        csrf.setCsrfTokenRepository(tokens);
        csrf.setRequestHandler(new HeaderToken());
        csrf.setAccessDeniedHandler((exchange, denied) -> Problems.write(exchange, new Refused(Problem.PAGE_EXPIRED)));
        return new MatcherSecurityWebFilterChain(
                exchange -> isBrowsers(exchange.getRequest()) ? MatchResult.match() : MatchResult.notMatch(),
                List.of(new BrowserWrites(settings.publicUrl()), csrf));
    }

    /** Paths are checked by the edge filter, for every request and before anything compares one. */
    @Bean
    ServerWebExchangeFirewall firewall() {
        return Mono::just;
    }

    @Bean
    WebSessionIdResolver webSessionIdResolver(GatewaySettings settings) {
        var resolver = new CookieWebSessionIdResolver();
        resolver.setCookieName(Visit.SESSION_COOKIE);
        resolver.setCookieMaxAge(Duration.ofSeconds(-1));
        resolver.addCookieInitializer(
                cookie -> cookie.httpOnly(true).sameSite("Lax").path("/").secure(settings.https()));
        return resolver;
    }

    /** A browser's writes, and where its page gets the token for them. Other reads change nothing. */
    private static boolean isBrowsers(ServerHttpRequest request) {
        var path = request.getPath().value();
        if (BrowserWrites.isRead(request.getMethod())) {
            return path.equals("/api/session");
        }
        return (path.startsWith("/api/") || path.equals("/logout"))
                && Visit.bearer(request) == null
                && !Visit.isBallot(request);
    }

    /**
     * Begun under another name of this machine, a sign-in would come back without its cookie: begin at the right one.
     * Only between names that no proxy in front could have put there.
     */
    private static WebFilter atPublicAddress(URI publicUrl) {
        return (exchange, chain) -> {
            var request = exchange.getRequest();
            var host = request.getHeaders().getHost();
            return host != null
                            && LOOPBACK.contains(host.getHostString())
                            && LOOPBACK.contains(publicUrl.getHost())
                            && !host.getHostString().equals(publicUrl.getHost())
                            && request.getPath().value().equals(START)
                    ? redirect(exchange, publicUrl + START)
                    : chain.filter(exchange);
        };
    }

    private static Mono<Void> redirect(WebFilterExchange done, String to) {
        return redirect(done.getExchange(), to);
    }

    private static Mono<Void> redirect(ServerWebExchange exchange, String to) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.FOUND);
        response.getHeaders().setLocation(URI.create(to));
        return response.setComplete();
    }

    /** The header only: looking for the token in a form would read the body before it is sent on. */
    private static final class HeaderToken implements ServerCsrfTokenRequestHandler {

        @Override
        public void handle(ServerWebExchange exchange, Mono<CsrfToken> token) {
            exchange.getAttributes().put(CsrfToken.class.getName(), token);
        }

        @Override
        public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken expected) {
            return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(expected.getHeaderName()));
        }
    }
}
