package io.sanhang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.method.HandlerMethod;

/**
 * A service's HTTP contract, read from its code and held against the committed {@code openapi/<service>.yaml}. With
 * {@code OPENAPI_WRITE=1} in the environment the file is written instead.
 */
@TestConfiguration(proxyBeanMethods = false)
public class OpenApi {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, IdempotencyKey.class, IfMatch.class, PageRequest.class);
    }

    /** Fails when the code and the committed contract differ. */
    public static void assertCommitted(MockMvcTester http, String service) {
        try {
            var response = http.get().uri("/v3/api-docs.yaml").exchange().getResponse();
            var actual = response.getContentAsString(StandardCharsets.UTF_8);
            assertThat(response.getStatus()).as(actual).isEqualTo(200);
            var file = Path.of("../openapi", service + ".yaml");
            if ("1".equals(System.getenv("OPENAPI_WRITE"))) {
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as(
                            "The contract changed. If that is meant, run the test with OPENAPI_WRITE=1 and commit the file.")
                    .content()
                    .isEqualTo(actual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    OpenAPI contract(@Value("${spring.application.name}") String service) {
        return new OpenAPI()
                .info(new Info().title(service).version("v1"))
                .servers(List.of(new Server().url("/").description("The gateway")));
    }

    /** Records of the same simple name are told apart by the class they stand in. */
    @Bean
    ModelResolver names(ObjectMapperProvider mapper) {
        return new ModelResolver(mapper.jsonMapper(), new TypeNameResolver() {
            @Override
            protected String nameForClass(Class<?> type, Set<Options> options) {
                var outer = type.getDeclaringClass();
                return outer == null
                        ? super.nameForClass(type, options)
                        : outer.getSimpleName().replaceAll("(Controller|Service|Repository)$", "")
                                + type.getSimpleName();
            }
        });
    }

    /** What is not declared {@code @Nullable} in a record is always there. */
    @Bean
    ModelConverter recordsKnowWhatIsRequired() {
        return new ModelConverter() {
            @Override
            public @Nullable Schema<?> resolve(
                    AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
                var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
                JavaType java = Json.mapper().constructType(type.getType());
                if (schema != null && java != null && java.getRawClass().isRecord()) {
                    var ref = schema.get$ref();
                    var model = ref == null
                            ? schema
                            : context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
                    if (model != null && model.getProperties() != null) {
                        require(java.getRawClass(), model);
                    }
                }
                return schema;
            }
        };
    }

    private static void require(Class<?> record, Schema<?> model) {
        for (var component : record.getRecordComponents()) {
            var name = component.getName();
            var property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                model.getProperties().put(name, orNull(property));
            } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
                model.addRequiredItem(name);
            }
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            return new Schema<>().anyOf(List.of(schema, new Schema<>().types(Set.of("null"))));
        }
        if (schema.getTypes() != null) {
            schema.setTypes(new TreeSet<>(schema.getTypes()));
            schema.getTypes().add("null");
        }
        return schema;
    }

    /** The parameters that our own resolvers read from the request. */
    @Bean
    OperationCustomizer resolvedParameters() {
        return (operation, handler) -> {
            for (var parameter : handler.getMethodParameters()) {
                describe(operation, handler, parameter);
            }
            describeText(operation);
            return operation;
        };
    }

    private static void describe(Operation operation, HandlerMethod handler, MethodParameter parameter) {
        var type = parameter.getParameterType();
        if (type == IdempotencyKey.class) {
            add(operation, header("Idempotency-Key", "相同的键和内容只生效一次。"));
        } else if (type == IfMatch.class) {
            add(operation, header("If-Match", "所改版本的 ETag；不填表示不比较。"));
        } else if (type == PageRequest.class) {
            add(operation, query("page", 0));
            add(operation, query("size", 20));
        }
    }

    /** Two methods of one path, told apart by what they consume, are one operation here. */
    private static void add(Operation operation, Parameter parameter) {
        var there = operation.getParameters();
        if (there == null
                || there.stream().noneMatch(each -> parameter.getName().equals(each.getName()))) {
            operation.addParametersItem(parameter);
        }
    }

    /** Text that is taken as bytes, whatever its encoding, is still text. */
    private static void describeText(Operation operation) {
        var body = operation.getRequestBody();
        if (body != null && body.getContent() != null && body.getContent().containsKey("text/csv")) {
            body.getContent().get("text/csv").setSchema(new StringSchema());
        }
    }

    private static Parameter header(String name, String description) {
        return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
    }

    private static Parameter query(String name, int usual) {
        return new Parameter().in("query").name(name).schema(new IntegerSchema()._default(usual));
    }
}
