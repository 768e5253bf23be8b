package io.sanhang.gateway.health;

import io.netty.channel.ChannelOption;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.function.Tuple2;
import reactor.util.function.Tuples;

/** Asks all services at once for their readiness; an answer holds for a second, however many ask. */
@Component
class PlatformHealth {

    static final String UP = "up";
    static final String DOWN = "down";
    private static final Duration HOLDS = Duration.ofSeconds(1);

    private final GatewaySettings settings;
    private final HttpClient client;
    private final Mono<Map<String, String>> services;

    PlatformHealth(GatewaySettings settings) {
        this.settings = settings;
        var wait = settings.waiting().health();
        client = HttpClient.create(ConnectionProvider.create("health", Service.values().length * 2))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) wait.toMillis())
                .responseTimeout(wait);
        services = Flux.fromIterable(Arrays.asList(Service.values()))
                .flatMap(this::ask)
                .collectMap(Tuple2::getT1, Tuple2::getT2, TreeMap::new)
                .cache(HOLDS);
    }

    /** The name of each service with {@link #UP} or {@link #DOWN}. */
    Mono<Map<String, String>> services() {
        return services;
    }

    private Mono<Tuple2<String, String>> ask(Service service) {
        return client.get()
                .uri(settings.endpoint(service).managementUrl() + "/actuator/health/readiness")
                .response()
                .map(answer -> answer.status().code() == 200 ? UP : DOWN)
                .timeout(settings.waiting().health())
                .onErrorReturn(DOWN)
                .defaultIfEmpty(DOWN)
                .map(state -> Tuples.of(service.code(), state));
    }
}
