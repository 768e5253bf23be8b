package io.sanhang.gateway.edge;

import io.sanhang.gateway.GatewaySettings;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** How much a client may send. A body that names its length is refused unread, a chunked one is counted as it passes. */
@Component
public class BodyLimit {

    private final long usual;
    private final long upload;

    BodyLimit(GatewaySettings settings) {
        usual = settings.bodies().usual().toBytes();
        upload = settings.bodies().upload().toBytes();
    }

    ServerWebExchange watch(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var length = request.getHeaders().getContentLength();
        if (length == 0 || (length < 0 && !request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING))) {
            return exchange;
        }
        var limit = isUpload(request) ? upload : usual;
        if (length > limit) {
            throw new Refused(Problem.BODY_TOO_LARGE);
        }
        return exchange.mutate().request(new Watched(request, limit)).build();
    }

    static boolean isUpload(ServerHttpRequest request) {
        return HttpMethod.POST.equals(request.getMethod())
                && isUploadPath(request.getPath().value());
    }

    public static boolean isUploadPath(String path) {
        return path.equals("/api/task/plan-imports")
                || path.equals("/api/task/files")
                || path.equals("/api/task/sheets/imports");
    }

    private static final class Watched extends ServerHttpRequestDecorator {

        private final long limit;
        private long seen;

        Watched(ServerHttpRequest delegate, long limit) {
            super(delegate);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().onErrorMap(ClientGone::new).handle(this::count);
        }

        private void count(DataBuffer part, SynchronousSink<DataBuffer> onward) {
            seen += part.readableByteCount();
            if (seen > limit) {
                DataBufferUtils.release(part);
                onward.error(new Refused(Problem.BODY_TOO_LARGE));
            } else {
                onward.next(part);
            }
        }
    }
}
