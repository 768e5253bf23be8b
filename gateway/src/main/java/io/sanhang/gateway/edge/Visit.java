package io.sanhang.gateway.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** In whose name a request comes: nobody's (a ballot), an outside system's, a browser session's, or anybody's. */
public final class Visit {

    public static final String SESSION_COOKIE = "SANHANG_SESSION";
    private static final String CAMPAIGNS = "/api/evaluation/campaigns/";
    private static final String BALLOTS = "/ballots";

    private Visit() {}

    /** A ballot must reach the ballot box with nothing that could tell its sender. */
    public static boolean isBallot(ServerHttpRequest request) {
        var path = request.getPath().value();
        return path.startsWith(CAMPAIGNS)
                && path.endsWith(BALLOTS)
                && path.indexOf('/', CAMPAIGNS.length()) == path.length() - BALLOTS.length()
                && HttpMethod.POST.equals(request.getMethod());
    }

    /** The caller's own token, with its scheme; it goes through untouched. */
    public static @Nullable String bearer(ServerHttpRequest request) {
        var authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7) ? authorization : null;
    }

    /** Whether a session has to be looked for. It may turn out to be over. */
    public static boolean claimsSession(ServerHttpRequest request) {
        return request.getCookies().containsKey(SESSION_COOKIE) && bearer(request) == null && !isBallot(request);
    }
}
