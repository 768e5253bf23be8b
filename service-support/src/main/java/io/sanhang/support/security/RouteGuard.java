package io.sanhang.support.security;

import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A route of ours that does not say who may call it stops the service from starting. */
final class RouteGuard implements SmartInitializingSingleton {

    private final List<RequestMappingHandlerMapping> mappings;

    RouteGuard(List<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var open = unguarded(mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .toList());
        if (!open.isEmpty()) {
            throw new IllegalStateException("Routes that do not say who may call them: " + open);
        }
    }

    static List<String> unguarded(Collection<HandlerMethod> routes) {
        return routes.stream()
                .filter(route -> route.getBeanType().getName().startsWith("io.sanhang."))
                .filter(route -> !AnnotatedElementUtils.hasAnnotation(route.getMethod(), PreAuthorize.class))
                .map(HandlerMethod::getShortLogMessage)
                .sorted()
                .toList();
    }
}
