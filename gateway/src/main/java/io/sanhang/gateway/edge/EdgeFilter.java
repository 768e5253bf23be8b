package io.sanhang.gateway.edge;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What every request passes first. One filter with plain calls rather than five filters: each reactive link costs on
 * every request.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class EdgeFilter implements WebFilter {

    private final SecurityHeaders securityHeaders;
    private final RateLimits rates;
    private final BodyLimit bodies;
    private final PublicAnswers answers;

    EdgeFilter(SecurityHeaders securityHeaders, RateLimits rates, BodyLimit bodies, PublicAnswers answers) {
        this.securityHeaders = securityHeaders;
        this.rates = rates;
        this.bodies = bodies;
        this.answers = answers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        securityHeaders.writeTo(exchange.getResponse().getHeaders());
        try {
            refuseTricks(exchange.getRequest());
            rates.take(exchange.getRequest());
            var kept = answers.find(exchange.getRequest());
            return kept != null
                    ? kept.writeTo(exchange.getResponse())
                    : chain.filter(answers.watch(bodies.watch(exchange)));
        } catch (Refused refused) {
            return Problems.write(exchange, refused);
        }
    }

    private static void refuseTricks(ServerHttpRequest request) {
        var path = request.getURI().getRawPath();
        if (!PathGuard.accepts(path)) {
            throw new Refused(Problem.BAD_ADDRESS);
        }
        if (isInternal(path)) {
            throw new Refused(Problem.NOT_FOUND);
        }
        var coding = request.getHeaders().get(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null && !(coding.size() == 1 && coding.get(0).equalsIgnoreCase("chunked"))) {
            // Other codings are where two servers disagree on where a request ends (RFC 9112 §11.2).
            throw new Refused(Problem.INVALID_REQUEST);
        }
    }

    /** {@code /api/<service>/internal} and below is for services among themselves. */
    private static boolean isInternal(String path) {
        if (!path.startsWith("/api/")) {
            return false;
        }
        var slash = path.indexOf('/', 5);
        return slash > 0
                && path.startsWith("internal", slash + 1)
                && (path.length() == slash + 9 || path.charAt(slash + 9) == '/');
    }
}
