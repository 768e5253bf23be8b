package io.sanhang.gateway.session;

import io.sanhang.gateway.edge.Problem;
import io.sanhang.gateway.edge.Problems;
import io.sanhang.gateway.edge.Refused;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses writes that a page of another site sends; the browser says so itself. Comes before the CSRF token check. */
class BrowserWrites implements WebFilter {

    private static final Set<HttpMethod> READS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final String publicHost;

    BrowserWrites(URI publicUrl) {
        publicHost = publicUrl.getAuthority();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isRead(exchange.getRequest().getMethod()) || isOwnPage(exchange.getRequest())
                ? chain.filter(exchange)
                : Problems.write(exchange, new Refused(Problem.FOREIGN_PAGE));
    }

    static boolean isRead(HttpMethod method) {
        return READS.contains(method);
    }

    private boolean isOwnPage(ServerHttpRequest request) {
        var site = request.getHeaders().getFirst("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        var origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        var host = origin.substring(origin.indexOf("//") + 2);
        return host.equalsIgnoreCase(publicHost)
                || host.equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.HOST));
    }
}
