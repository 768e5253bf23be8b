package io.sanhang.gateway.route;

import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** What a route lets through beside the request itself. */
enum Passage {
    /** A service's API: a token, no cookies. */
    API,
    /** identity-service's API: the same, and its own cookie, which it sets when somebody signs in. */
    IDENTITY_API,
    /** The OAuth 2.0 endpoints: identity's own cookie, and whatever a client shows to identify itself. */
    OAUTH2,
    /** A ballot: nothing. */
    BALLOT;

    static final String KEY = "passage";
    static final String IDENTITY_COOKIE = "SANHANG_ID";

    static Passage of(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        return (Passage) Objects.requireNonNull(route.getMetadata().get(KEY));
    }

    boolean hasIdentityCookie() {
        return this == IDENTITY_API || this == OAUTH2;
    }
}
