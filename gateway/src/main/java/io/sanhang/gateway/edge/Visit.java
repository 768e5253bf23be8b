package io.sanhang.gateway.edge;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** In whose name a request comes: nobody's (a ballot, or what its rater asks about it), an outside system's, a browser session's, or anybody's. */
public final class Visit {

    public static final String SESSION_COOKIE = "SANHANG_SESSION";
    private static final String CAMPAIGNS = "/api/evaluation/campaigns/";
    private static final Set<String> UNKNOWN_SENDERS = Set.of("ballots", "replies");

    private Visit() {}

    /** A ballot, and a look into its reply box, must arrive with nothing that could tell its sender. */
    public static boolean isBallot(ServerHttpRequest request) {
        return HttpMethod.POST.equals(request.getMethod())
                && UNKNOWN_SENDERS.contains(underCampaign(request.getPath().value()));
    }

    /** Somebody looks into a reply box. */
    static boolean isReplyBox(String path) {
        return underCampaign(path).equals("replies");
    }

    /** What a path names below a campaign. */
    private static String underCampaign(String path) {
        return path.startsWith(CAMPAIGNS) ? path.substring(path.indexOf('/', CAMPAIGNS.length()) + 1) : "";
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
