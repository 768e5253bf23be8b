package io.sanhang.gateway.portal;

import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.edge.Problem;
import io.sanhang.gateway.edge.Problems;
import io.sanhang.gateway.edge.Refused;
import io.sanhang.gateway.portal.PortalFiles.PortalFile;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Everything that is no API: the portal's files, and for the addresses that its scripts route themselves the page that
 * loads them. Assets carry their hash in their name and never change; pages are asked for again each time.
 */
@Component
class PortalPages implements WebHandler {

    private static final int AFTER_THE_ROUTES = 2;
    private static final String CITIZEN = "/index.html";
    private static final String DESK = "/desk/index.html";

    private final PortalFiles files;
    private final Preloads preloads;
    private final Set<String> pages;

    PortalPages(PortalFiles files, Preloads preloads, GatewaySettings settings) {
        this.files = files;
        this.preloads = preloads;
        this.pages = Set.copyOf(settings.portalPages());
    }

    @Bean
    static SimpleUrlHandlerMapping portalMapping(PortalPages portal) {
        return new SimpleUrlHandlerMapping(Map.of("/**", portal), AFTER_THE_ROUTES);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        var exact = files.find(path);
        if (exact != null && !path.endsWith(".html")) {
            return send(
                    exchange, exact, path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        }
        var page = page(path);
        if (page == null || isNoPage(exchange, path)) {
            return Problems.write(exchange, new Refused(Problem.NOT_FOUND));
        }
        if (!isKnown(path)) {
            // The portal says in its own words that there is no such page; the status says it to everybody else.
            exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
        }
        preloads.of(exchange.getRequest().getPath())
                .ifPresent(link -> exchange.getResponse().getHeaders().set(HttpHeaders.LINK, link));
        return send(exchange, page, "no-cache");
    }

    private @Nullable PortalFile page(String path) {
        return files.find(isDesk(path) ? DESK : CITIZEN);
    }

    private boolean isKnown(String path) {
        if (path.equals("/") || path.equals(CITIZEN) || isDesk(path)) {
            return true;
        }
        var end = path.indexOf('/', 1);
        return pages.contains(end < 0 ? path.substring(1) : path.substring(1, end));
    }

    private static boolean isDesk(String path) {
        return path.equals("/desk") || path.startsWith("/desk/");
    }

    /** A file that is missing, an unknown API, or somebody who wants no page: for these a page would be a wrong answer. */
    private boolean isNoPage(ServerWebExchange exchange, String path) {
        if (path.startsWith("/api/") || path.startsWith("/assets/") || path.startsWith("/oauth2/")) {
            return true;
        }
        if (path.endsWith(".html")) {
            return files.find(path) == null;
        }
        var file = path.indexOf('.', path.lastIndexOf('/')) >= 0;
        return file || (!isKnown(path) && !wantsPage(exchange));
    }

    private static boolean wantsPage(ServerWebExchange exchange) {
        var accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    private static Mono<Void> send(ServerWebExchange exchange, PortalFile file, String caching) {
        var request = exchange.getRequest();
        var response = exchange.getResponse();
        if (request.getMethod() != HttpMethod.GET && request.getMethod() != HttpMethod.HEAD) {
            return Problems.write(exchange, new Refused(Problem.METHOD_NOT_ALLOWED));
        }
        var headers = response.getHeaders();
        headers.setCacheControl(caching);
        headers.setETag(file.etag());
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (file.etag().equals(request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        var zipped = takesGzip(request.getHeaders()) ? file.zipped() : null;
        if (zipped != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        var body = zipped == null ? file.plain() : zipped;
        headers.setContentType(file.type());
        headers.setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static boolean takesGzip(HttpHeaders headers) {
        var accepted = headers.getFirst(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }
}
