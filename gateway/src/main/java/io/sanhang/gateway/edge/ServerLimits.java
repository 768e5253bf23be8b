package io.sanhang.gateway.edge;

import io.sanhang.gateway.GatewaySettings;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/** How long a client may take to send its request: a thousand slow ones must not keep the others out. */
@Component
class ServerLimits implements NettyServerCustomizer {

    private final GatewaySettings.Waiting waiting;

    ServerLimits(GatewaySettings settings) {
        waiting = settings.waiting();
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.readTimeout(waiting.requestPause()).requestTimeout(waiting.request());
    }
}
