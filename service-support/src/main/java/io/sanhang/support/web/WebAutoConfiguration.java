package io.sanhang.support.web;

import io.sanhang.support.errors.ProblemTexts;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.PageRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What a controller method may ask for by type, and the one error advice. */
@AutoConfiguration
@ComponentScan("io.sanhang.support.errors")
class WebAutoConfiguration implements WebMvcConfigurer {

    private record Resolver<T>(Class<T> type, Function<NativeWebRequest, T> from)
            implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return from.apply(request);
        }
    }

    @Bean
    ProblemTexts problemTexts() {
        return new ProblemTexts();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Resolver<>(Caller.class, request -> Caller.current()));
        resolvers.add(new Resolver<>(IfMatch.class, request -> new IfMatch(request.getHeader("If-Match"))));
        resolvers.add(new Resolver<>(IdempotencyKey.class, WebAutoConfiguration::idempotencyKey));
        resolvers.add(new Resolver<>(
                PageRequest.class,
                request -> new PageRequest(number(request, "page", 0), number(request, "size", 20))));
    }

    private static IdempotencyKey idempotencyKey(NativeWebRequest request) {
        var key = request.getHeader("Idempotency-Key");
        if (key == null || key.isBlank()) {
            return new IdempotencyKey(Ids.random());
        }
        if (key.length() > IdempotencyKey.LONGEST) {
            throw Refusal.malformed("invalid-request").at("Idempotency-Key");
        }
        return new IdempotencyKey(key);
    }

    private static int number(NativeWebRequest request, String name, int otherwise) {
        var text = request.getParameter(name);
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.malformed("invalid-request").at(name);
        }
    }
}
