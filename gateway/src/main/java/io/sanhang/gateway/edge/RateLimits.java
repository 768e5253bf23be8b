package io.sanhang.gateway.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.sanhang.gateway.edge.LimitSettings.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Counts requests per client in memory. With several gateways each counts for itself. */
@Component
public class RateLimits {

    private final ClientAddress addresses;
    private final LoadingCache<Object, Bucket> codes;
    private final LoadingCache<Object, Bucket> suggestions;
    private final LoadingCache<Object, Bucket> lookups;
    private final LoadingCache<Object, Bucket> tokens;
    private final LoadingCache<Object, Bucket> byAddress;
    private final LoadingCache<Object, Bucket> bySession;

    RateLimits(LimitSettings settings, ClientAddress addresses) {
        this.addresses = addresses;
        codes = buckets(settings.codes(), settings.remembered());
        suggestions = buckets(settings.suggestions(), settings.remembered());
        lookups = buckets(settings.lookups(), settings.remembered());
        tokens = buckets(settings.tokens(), settings.remembered());
        byAddress = buckets(settings.address(), settings.remembered());
        bySession = buckets(settings.session(), settings.remembered());
    }

    /**
     * What can be counted before it is known who asks. A session is counted once it was found.
     *
     * @throws Refused with the seconds to wait
     */
    void take(ServerHttpRequest request) {
        var path = request.getPath().value();
        if (!isDynamic(path)) {
            return;
        }
        var special = special(request, path);
        if (special != null) {
            take(special, addresses.of(request));
        }
        if (!(path.startsWith("/api/") && Visit.claimsSession(request))) {
            takeForAddress(request);
        }
    }

    /** The portal's files cost next to nothing and are not counted. */
    private static boolean isDynamic(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/oauth2/")
                || path.startsWith("/login/")
                || path.startsWith("/connect/")
                || path.startsWith("/.well-known/")
                || path.equals("/userinfo")
                || path.equals("/logout");
    }

    /** For a request that belongs to no session. */
    public void takeForAddress(ServerHttpRequest request) {
        take(byAddress, addresses.of(request));
    }

    public void takeForSession(String sessionId) {
        take(bySession, sessionId);
    }

    private @Nullable LoadingCache<Object, Bucket> special(ServerHttpRequest request, String path) {
        if (path.startsWith("/oauth2/authorization/") || path.startsWith("/login/oauth2/")) {
            return tokens;
        }
        if (!HttpMethod.POST.equals(request.getMethod())) {
            return null;
        }
        return switch (path) {
            case "/oauth2/token" -> tokens;
            case "/api/identity/rater-codes",
                    "/api/identity/rater-sessions",
                    "/api/identity/rater-invitations",
                    "/api/identity/item-code-sessions" -> codes;
            case "/api/feedback/suggestions" -> suggestions;
            case "/api/feedback/suggestion-queries" -> lookups;
            default -> byPrefix(path);
        };
    }

    private @Nullable LoadingCache<Object, Bucket> byPrefix(String path) {
        if (path.startsWith("/api/identity/login/")) {
            return codes;
        }
        // A rating or a follow-up names the query code in its body: it can be used to try codes.
        return path.startsWith("/api/feedback/suggestions/") || Visit.isReplyBox(path) ? lookups : null;
    }

    private static void take(LoadingCache<Object, Bucket> buckets, Object client) {
        var bucket = buckets.get(client);
        if (!bucket.tryConsume(1)) {
            var wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            throw new Refused(
                    Problem.TOO_MANY_REQUESTS, 1 + Duration.ofNanos(wait).toSeconds());
        }
    }

    private static LoadingCache<Object, Bucket> buckets(Rate rate, int remembered) {
        // A client that was away for the whole time has a full bucket again: forgetting it changes nothing.
        return Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterAccess(rate.per())
                .build(client -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.requests()).refillGreedy(rate.requests(), rate.per()))
                        .build());
    }
}
