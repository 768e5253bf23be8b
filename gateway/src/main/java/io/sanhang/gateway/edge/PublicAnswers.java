package io.sanhang.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sanhang.gateway.GatewaySettings;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers that a service calls the same for everybody ({@code Cache-Control: public}, RFC 9111), kept as long as it allows
 * and a minute at most: when a whole county opens a form at once, its service is asked once. Whoever has a session or a
 * token, or asks for a part or a change, asks the service itself.
 */
@Component
class PublicAnswers {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int LARGEST = 256 * 1024;

    /** What an entry takes beside its body. */
    private static final int OVERHEAD = 1024;

    private static final Pattern SHARED_AGE = Pattern.compile("\\bs-maxage=(\\d{1,9})");
    private static final Pattern AGE = Pattern.compile("\\bmax-age=(\\d{1,9})");
    private static final List<String> OWN_QUESTION = List.of(
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.RANGE,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            HttpHeaders.AUTHORIZATION);

    private final Cache<String, Kept> answers;

    PublicAnswers(GatewaySettings settings) {
        answers = Caffeine.newBuilder()
                .maximumWeight(settings.publicAnswers().toBytes())
                .weigher((String key, Kept kept) -> OVERHEAD + key.length() + kept.body.length)
                .expireAfterWrite(LONGEST)
                .build();
    }

    /** @param since {@link System#nanoTime()} */
    record Kept(HttpHeaders headers, byte[] body, long since, Duration fresh) {

        private boolean isFresh() {
            return System.nanoTime() - since < fresh.toNanos();
        }

        Mono<Void> writeTo(ServerHttpResponse response) {
            response.setStatusCode(HttpStatus.OK);
            var to = response.getHeaders();
            headers.forEach(to::put);
            to.set(
                    HttpHeaders.AGE,
                    Long.toString(Duration.ofNanos(System.nanoTime() - since).toSeconds()));
            to.setContentLength(body.length);
            return response.writeWith(
                    Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
        }
    }

    @Nullable
    Kept find(ServerHttpRequest request) {
        var kept = isForEverybody(request) ? answers.getIfPresent(key(request)) : null;
        return kept != null && kept.isFresh() ? kept : null;
    }

    /** Keeps the answer on its way to the client, if the service allows it. */
    ServerWebExchange watch(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return isForEverybody(request)
                ? exchange.mutate()
                        .response(new Watched(exchange.getResponse(), key(request)))
                        .build()
                : exchange;
    }

    private static boolean isForEverybody(ServerHttpRequest request) {
        if (!HttpMethod.GET.equals(request.getMethod())
                || !request.getPath().value().startsWith("/api/")
                || Visit.claimsSession(request)) {
            return false;
        }
        for (var name : OWN_QUESTION) {
            if (request.getHeaders().containsHeader(name)) {
                return false;
            }
        }
        return true;
    }

    /** Without the host, which a client may name as it likes. */
    private static String key(ServerHttpRequest request) {
        var query = request.getURI().getRawQuery();
        return query == null ? request.getPath().value() : request.getPath().value() + "?" + query;
    }

    private static Duration freshness(HttpHeaders headers) {
        var allowed = headers.getCacheControl();
        if (allowed == null
                || !allowed.contains("public")
                || headers.containsHeader(HttpHeaders.SET_COOKIE)
                || headers.containsHeader(HttpHeaders.VARY)) {
            return Duration.ZERO;
        }
        for (var age : List.of(SHARED_AGE, AGE)) {
            var seconds = age.matcher(allowed);
            if (seconds.find()) {
                var wanted = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
                return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
            }
        }
        return Duration.ZERO;
    }

    private final class Watched extends ServerHttpResponseDecorator {

        private final String key;

        Watched(ServerHttpResponse delegate, String key) {
            super(delegate);
            this.key = key;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            var fresh = freshness(getHeaders());
            if (!HttpStatus.OK.equals(getStatusCode())
                    || fresh.isZero()
                    || getHeaders().getContentLength() > LARGEST) {
                return super.writeWith(body);
            }
            // Copied before the server adds what only this client asked for, such as a compression.
            var headers = HttpHeaders.copyOf(getHeaders());
            var since = System.nanoTime();
            var copy = new ByteArrayOutputStream();
            return super.writeWith(Flux.from(body)
                    .doOnNext(part -> add(part, copy))
                    .doOnComplete(() -> keep(new Kept(headers, copy.toByteArray(), since, fresh))));
        }

        private void keep(Kept kept) {
            if (kept.body.length <= LARGEST) {
                answers.put(key, kept);
            }
        }
    }

    /** One part more than the largest answer may have tells that it is too large. */
    private static void add(DataBuffer part, ByteArrayOutputStream copy) {
        if (copy.size() <= LARGEST) {
            var octets = ByteBuffer.allocate(part.readableByteCount());
            part.toByteBuffer(octets);
            copy.writeBytes(octets.array());
        }
    }
}
