package io.sanhang.gateway.route;

import io.netty.channel.ChannelOption;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.BodyLimit;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections to the services. Each service has a pool of its own, so that one that hangs takes nothing from the
 * others. The time limit starts when the whole request is out: a slow client cannot make a service look slow.
 */
@Configuration(proxyBeanMethods = false)
class ServiceClient {

    /** Shorter than a service keeps an unused connection, so that none is used just as it is closed. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    @Bean
    HttpClient httpClient(GatewaySettings settings) {
        var waiting = settings.waiting();
        var connections = settings.breaker().connections();
        var pool = ConnectionProvider.builder("services")
                .maxConnections(connections)
                .pendingAcquireMaxCount(connections)
                .pendingAcquireTimeout(waiting.connect().multipliedBy(2))
                .maxIdleTime(IDLE)
                .evictInBackground(IDLE)
                .lifo()
                .build();
        return HttpClient.create(pool)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        waiting.connect().toMillis())
                .disableRetry(true)
                .responseTimeout(waiting.answer())
                .doOnRequest((request, connection) -> {
                    if (BodyLimit.isUploadPath(request.fullPath())) {
                        request.responseTimeout(waiting.uploadAnswer());
                    }
                });
    }
}
