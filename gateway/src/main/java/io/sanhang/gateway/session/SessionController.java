package io.sanhang.gateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.gateway.GatewaySettings;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the portal asks first, and how people leave. Both are open to everybody. */
@RestController
class SessionController {

    private final SessionTokens tokens;
    private final boolean https;

    SessionController(SessionTokens tokens, GatewaySettings settings) {
        this.tokens = tokens;
        this.https = settings.https();
    }

    /** Who is signed in. Also makes sure that the page has a CSRF token to send with its writes. */
    @GetMapping("/api/session")
    Mono<ResponseEntity<SignedIn>> session(ServerWebExchange exchange) {
        return csrfCookie(exchange)
                .then(tokens.current(exchange).map(SignedIn::from).defaultIfEmpty(SignedIn.NOBODY))
                .map(who -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(who));
    }

    /** Ends the session here and at identity-service. Twice is as good as once. */
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> logout(ServerWebExchange exchange) {
        exchange.getResponse()
                .addCookie(ResponseCookie.from("SANHANG_ID", "")
                        .path("/oauth2")
                        .maxAge(Duration.ZERO)
                        .httpOnly(true)
                        .secure(https)
                        .sameSite("Lax")
                        .build());
        return tokens.end(exchange);
    }

    private static Mono<CsrfToken> csrfCookie(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
        return token == null ? Mono.empty() : token;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedIn(
            boolean signedIn,
            @Nullable String id,
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable String unitId,
            @Nullable String unitName) {

        static final SignedIn NOBODY = new SignedIn(false, null, null, null, null, null);
        private static final JsonMapper JSON = JsonMapper.shared();

        /**
         * Read from the token as identity-service gave it to the gateway, the freshest there is. It needs no check: it
         * decides nothing here, and every service checks it.
         */
        static SignedIn from(OAuth2AccessToken token) {
            var parts = token.getTokenValue().split("\\.", -1);
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            var id = claims.path("sub").stringValue();
            var name = text(claims, "name");
            var roles = claims.path("roles")
                    .valueStream()
                    .map(JsonNode::stringValue)
                    .toList();
            return new SignedIn(
                    true, id, name == null ? id : name, roles, text(claims, "unit"), text(claims, "unit_name"));
        }

        private static @Nullable String text(JsonNode claims, String name) {
            return claims.path(name).stringValue(null);
        }
    }
}
