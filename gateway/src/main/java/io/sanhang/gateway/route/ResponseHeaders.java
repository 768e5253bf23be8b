package io.sanhang.gateway.route;

import io.sanhang.gateway.edge.SecurityHeaders;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What a client gets to see of a service's headers: not what the gateway sets itself, and no cookie but identity's. */
@Component
class ResponseHeaders implements HttpHeadersFilter {

    private static final String IDENTITY_COOKIE = Passage.IDENTITY_COOKIE + "=";

    /** For one connection only (RFC 9110 §7.6.1), and the name of the software. */
    private static final List<String> NOT_PASSED_ON = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Connection",
            "Server",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");

    private final SecurityHeaders own;

    ResponseHeaders(SecurityHeaders own) {
        this.own = own;
    }

    @Override
    public HttpHeaders filter(HttpHeaders fromService, ServerWebExchange exchange) {
        own.names().forEach(fromService::remove);
        NOT_PASSED_ON.forEach(fromService::remove);
        var cookies = fromService.remove(HttpHeaders.SET_COOKIE);
        if (cookies != null && Passage.of(exchange).hasIdentityCookie()) {
            cookies.stream()
                    .filter(cookie -> cookie.startsWith(IDENTITY_COOKIE))
                    .forEach(cookie -> fromService.add(HttpHeaders.SET_COOKIE, cookie));
        }
        return fromService;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
