package io.sanhang.gateway.route;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.Visit;
import io.sanhang.gateway.session.TokenRelay;
import java.net.URI;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service gets to see of a request's headers. Named one by one: whatever else a client sends ({@code X-User-Id},
 * {@code X-Roles}, {@code Forwarded}, {@code X_Internal} …) ends here, in any spelling.
 */
@Component
class RequestHeaders implements HttpHeadersFilter {

    private static final List<String> CONTENT =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);
    private static final List<String> CONDITIONS = List.of(
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            HttpHeaders.IF_RANGE,
            HttpHeaders.RANGE,
            "Idempotency-Key");

    private final String scheme;
    private final String host;
    private final String port;

    RequestHeaders(GatewaySettings settings) {
        URI open = settings.publicUrl();
        scheme = open.getScheme();
        host = open.getAuthority();
        port = Integer.toString(open.getPort() > 0 ? open.getPort() : settings.https() ? 443 : 80);
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        var onward = new HttpHeaders(new Netty4HeadersAdapter(new DefaultHttpHeaders(false)));
        copy(CONTENT, input, onward);
        var passage = Passage.of(exchange);
        if (passage != Passage.BALLOT) {
            copy(CONDITIONS, input, onward);
            onward.set("X-Forwarded-Proto", scheme);
            onward.set("X-Forwarded-Host", host);
            onward.set("X-Forwarded-Port", port);
            authorize(passage, exchange, onward);
        }
        if (passage.hasIdentityCookie()) {
            passIdentityCookie(exchange.getRequest(), onward);
        }
        return onward;
    }

    private static void copy(List<String> names, HttpHeaders from, HttpHeaders to) {
        for (var name : names) {
            var value = from.getFirst(name);
            if (value != null) {
                to.set(name, value);
            }
        }
    }

    private static void authorize(Passage passage, ServerWebExchange exchange, HttpHeaders onward) {
        var request = exchange.getRequest();
        var authorization = passage == Passage.OAUTH2
                ? request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION)
                : Visit.bearer(request);
        if (authorization == null) {
            authorization = TokenRelay.authorization(exchange);
        }
        if (authorization != null) {
            onward.set(HttpHeaders.AUTHORIZATION, authorization);
        }
    }

    private static void passIdentityCookie(ServerHttpRequest request, HttpHeaders onward) {
        var cookie = request.getCookies().getFirst(Passage.IDENTITY_COOKIE);
        if (cookie != null) {
            onward.set(HttpHeaders.COOKIE, Passage.IDENTITY_COOKIE + "=" + cookie.getValue());
        }
    }
}
