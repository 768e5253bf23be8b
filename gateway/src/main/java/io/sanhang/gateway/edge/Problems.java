package io.sanhang.gateway.edge;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes a {@link Problem} as the answer (RFC 9457). */
public final class Problems {

    private Problems() {}

    public static Mono<Void> write(ServerWebExchange exchange, Refused refused) {
        var response = exchange.getResponse();
        var problem = refused.problem();
        response.setStatusCode(problem.status());
        var headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(problem.body().length);
        headers.setCacheControl("no-store");
        if (refused.retryAfterSeconds() > 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(refused.retryAfterSeconds()));
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.body())));
    }
}
