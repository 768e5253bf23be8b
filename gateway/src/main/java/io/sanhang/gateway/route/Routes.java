package io.sanhang.gateway.route;

import io.sanhang.gateway.GatewaySettings;
import io.sanhang.gateway.Service;
import io.sanhang.gateway.edge.Visit;
import io.sanhang.gateway.session.TokenRelay;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/**
 * Where requests go: fixed addresses from the settings, no registry to wait for. Paths are compared as they are
 * spelled, which is safe because {@code PathGuard} lets only one spelling through.
 */
@Configuration(proxyBeanMethods = false)
class Routes {

    private static final Set<String> OAUTH2 =
            Set.of("/oauth2/authorize", "/oauth2/token", "/oauth2/jwks", "/connect/logout", "/userinfo");

    @Bean
    RouteLocator sanhangRoutes(GatewaySettings settings, ServiceBreakers breakers, TokenRelay relay) {
        var routes = List.of(
                route("ballots", Service.EVALUATION, Passage.BALLOT, Visit::isBallot, settings, breakers),
                route("oauth2", Service.IDENTITY, Passage.OAUTH2, Routes::isOauth2, settings, breakers),
                api(Service.IDENTITY, Passage.IDENTITY_API, settings, breakers, relay),
                api(Service.TASK, Passage.API, settings, breakers, relay),
                api(Service.EVALUATION, Passage.API, settings, breakers, relay),
                api(Service.FEEDBACK, Passage.API, settings, breakers, relay),
                api(Service.NOTIFICATION, Passage.API, settings, breakers, relay));
        return () -> Flux.fromIterable(routes);
    }

    private static boolean isOauth2(ServerHttpRequest request) {
        var path = request.getPath().value();
        return OAUTH2.contains(path) || path.startsWith("/.well-known/");
    }

    private static Route api(
            Service service, Passage passage, GatewaySettings settings, ServiceBreakers breakers, TokenRelay relay) {
        return route(
                service.code(),
                service,
                passage,
                request -> service.owns(request.getPath().value()),
                settings,
                breakers,
                relay);
    }

    private static Route route(
            String id,
            Service service,
            Passage passage,
            Predicate<ServerHttpRequest> matches,
            GatewaySettings settings,
            ServiceBreakers breakers,
            GatewayFilter... before) {
        var route = Route.async()
                .id(id)
                .uri(settings.endpoint(service).url())
                .predicate(exchange -> matches.test(exchange.getRequest()))
                .metadata(Passage.KEY, passage);
        for (var i = 0; i < before.length; i++) {
            route.filter(new OrderedGatewayFilter(before[i], i));
        }
        return route.filter(new OrderedGatewayFilter(breakers.around(service), before.length))
                .build();
    }
}
