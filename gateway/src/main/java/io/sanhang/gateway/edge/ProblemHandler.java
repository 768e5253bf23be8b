package io.sanhang.gateway.edge;

import io.netty.handler.timeout.ReadTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** The one place where an exception becomes an answer. Says nothing of the inside. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            // Half an answer is out: cutting the connection is the only honest sign left.
            return Mono.error(error);
        }
        return Problems.write(exchange, refusal(exchange, error));
    }

    private static Refused refusal(ServerWebExchange exchange, Throwable error) {
        if (error instanceof Refused refused) {
            return refused;
        }
        if (error instanceof ResponseStatusException known) {
            return new Refused(problem(known.getStatusCode()));
        }
        if (error instanceof ClientGone gone) {
            return new Refused(
                    gone.getCause() instanceof ReadTimeoutException ? Problem.BODY_TOO_SLOW : Problem.INVALID_REQUEST);
        }
        if (error instanceof AbortedException || error instanceof ClosedChannelException) {
            return new Refused(Problem.INVALID_REQUEST);
        }
        // The path is cut to its first segments: what follows may be an id.
        LOG.error("Unforeseen failure at {} {}", exchange.getRequest().getMethod(), start(exchange), error);
        return new Refused(Problem.INTERNAL_ERROR);
    }

    private static Problem problem(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> Problem.NOT_FOUND;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 406 -> Problem.NOT_ACCEPTABLE;
            case 413 -> Problem.BODY_TOO_LARGE;
            case 503, 504 -> Problem.BUSY;
            default -> status.is4xxClientError() ? Problem.INVALID_REQUEST : Problem.INTERNAL_ERROR;
        };
    }

    private static String start(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        return path.length() > 24 ? path.substring(0, 24) : path;
    }
}
