package io.sanhang.gateway.edge;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateway itself refuses, as RFC 9457 problem details. The bodies never vary, so they are made once: refusing
 * has to stay cheap when there is too much to do. Texts are in {@code problems.properties}.
 */
public enum Problem {
    BAD_ADDRESS(HttpStatus.BAD_REQUEST),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    PAGE_EXPIRED(HttpStatus.FORBIDDEN),
    FOREIGN_PAGE(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE),
    ANSWER_OVERDUE(HttpStatus.SERVICE_UNAVAILABLE),
    IDENTITY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    TASK_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    EVALUATION_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    FEEDBACK_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    NOTIFICATION_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;
    private final byte[] body;

    Problem(HttpStatus status) {
        this.status = status;
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "/problems/" + slug());
        problem.put("title", Texts.of(slug() + ".title"));
        problem.put("status", status.value());
        problem.put("detail", Texts.of(slug() + ".detail"));
        problem.put("code", slug());
        body = JsonMapper.shared().writeValueAsBytes(problem);
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public HttpStatus status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    private static final class Texts {

        private static final Properties ALL = new Properties();

        static {
            try (var file = Problem.class.getResourceAsStream("/problems.properties")) {
                ALL.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String of(String key) {
            return Objects.requireNonNull(ALL.getProperty(key), () -> "problems.properties has no " + key);
        }
    }
}
