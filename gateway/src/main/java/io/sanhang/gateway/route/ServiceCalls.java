package io.sanhang.gateway.route;

import io.netty.channel.ChannelOption;
import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.BodyLimit;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections to the services. Each service has a pool of its own, so that one that hangs takes nothing from the
 * others. The time limit starts when the whole request is out: a slow client cannot make a service look slow.
 */
@Configuration(proxyBeanMethods = false)
class ServiceCalls {

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

    /** With our two header filters instead of the six that Spring Cloud Gateway brings, each of which copies. */
    @Bean
    NettyRoutingFilter routingFilter(
            HttpClient httpClient, HttpClientProperties properties, RequestHeaders request, ResponseHeaders response) {
        return new NettyRoutingFilter(httpClient, always(List.of(request, response)), properties);
    }

    @Bean
    NettyWriteResponseFilter nettyWriteResponseFilter(GatewayProperties properties) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), always(List.of()));
    }

    private static ObjectProvider<List<HttpHeadersFilter>> always(List<HttpHeadersFilter> filters) {
        return new ObjectProvider<>() {
            @Override
            public List<HttpHeadersFilter> getObject() {
                return filters;
            }
        };
    }
}
