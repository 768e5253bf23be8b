package io.sanhang.gateway.route;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.timeout.ReadTimeoutException;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.Service;
import io.sanhang.gateway.edge.Problem;
import io.sanhang.gateway.edge.Refused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * A circuit breaker for each service, and the stated answer when the service gives none: 503 with {@code Retry-After}.
 *
 * <p>Only silence counts against a service: no connection, no answer in time, a connection cut before the answer. A
 * status of the service's own is an answer, also a 500: otherwise whoever finds a request that fails could shut the
 * service for all. A client that goes away or sends too much is not the service's fault either. Nothing is sent twice:
 * a write may have happened although its answer was lost.
 */
@Component
class ServiceBreakers {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBreakers.class);

    private final CircuitBreakerRegistry breakers;
    private final long retryAfterSeconds;

    ServiceBreakers(GatewaySettings settings, ObjectProvider<MeterRegistry> meters) {
        var breaker = settings.breaker();
        retryAfterSeconds = Math.max(1, breaker.open().toSeconds());
        breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(breaker.calls())
                .minimumNumberOfCalls(Math.min(10, breaker.calls()))
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.open())
                .permittedNumberOfCallsInHalfOpenState(3)
                .ignoreException(error -> !isSilence(error))
                .build());
        meters.ifAvailable(TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers)::bindTo);
    }

    GatewayFilter around(Service service) {
        var breaker = breakers.circuitBreaker(service.code());
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn("{}-service: {}", service.code(), event.getStateTransition()));
        var guard = CircuitBreakerOperator.<Void>of(breaker);
        return (exchange, chain) ->
                chain.filter(exchange).transformDeferred(guard).onErrorMap(error -> stated(service, exchange, error));
    }

    /** What the client is told. */
    private Throwable stated(Service service, ServerWebExchange exchange, Throwable error) {
        if (error instanceof CallNotPermittedException || wasNeverSent(error)) {
            return new Refused(unavailable(service), retryAfterSeconds);
        }
        if (error instanceof TimeoutException) {
            return new Refused(Problem.BUSY, 1);
        }
        if (error instanceof ReadTimeoutException || error instanceof IOException) {
            return new Refused(isRead(exchange) ? unavailable(service) : Problem.ANSWER_OVERDUE, retryAfterSeconds);
        }
        return error;
    }

    private static boolean isSilence(Throwable error) {
        return error instanceof IOException
                || error instanceof ReadTimeoutException
                || error instanceof TimeoutException;
    }

    private static boolean wasNeverSent(Throwable error) {
        return error instanceof ConnectException || error instanceof UnknownHostException;
    }

    private static boolean isRead(ServerWebExchange exchange) {
        var method = exchange.getRequest().getMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static Problem unavailable(Service service) {
        return switch (service) {
            case IDENTITY -> Problem.IDENTITY_UNAVAILABLE;
            case TASK -> Problem.TASK_UNAVAILABLE;
            case EVALUATION -> Problem.EVALUATION_UNAVAILABLE;
            case FEEDBACK -> Problem.FEEDBACK_UNAVAILABLE;
            case NOTIFICATION -> Problem.NOTIFICATION_UNAVAILABLE;
        };
    }
}
