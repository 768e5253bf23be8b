package io.sanhang.support.errors;

import com.mongodb.MongoException;
import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where an exception becomes an HTTP answer: RFC 9457 with {@code code} and {@code errors[]}. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** MongoDB's code, which the embedded store uses too. */
    private static final int OUT_OF_DISK_SPACE = 14_031;

    /** One field to blame. The pointer is an RFC 6901 pointer into the request body, or a parameter's name. */
    record Fault(String pointer, String message) {}

    private final ProblemTexts texts;

    ProblemAdvice(ProblemTexts texts) {
        this.texts = texts;
    }

    /** Parameters fill what a record declares and nothing else: {@code unit[$ne]=x} is no parameter of ours. */
    @InitBinder
    void declaredOnly(WebDataBinder binder) {
        binder.setDeclarativeBinding(true);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Refusal refusal) {
        var pointer = refusal.pointer();
        var problem = problem(status(refusal.kind()), refusal.slug(), refusal.args(), List.of());
        if (pointer != null) {
            problem.setProperty("errors", List.of(new Fault(pointer, String.valueOf(problem.getDetail()))));
        }
        refusal.members().forEach(problem::setProperty);
        var headers = new HttpHeaders();
        if (refusal.kind() == Refusal.Kind.TOO_MANY || refusal.kind() == Refusal.Kind.UNAVAILABLE) {
            headers.set(
                    HttpHeaders.RETRY_AFTER, String.valueOf(refusal.members().getOrDefault("retryAfter", 5)));
        }
        return answer(problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(AccessDeniedException denied) {
        var who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || who instanceof AnonymousAuthenticationToken
                ? on(Refusal.unauthenticated("sign-in-required"))
                : on(Refusal.forbidden("not-allowed"));
    }

    @ExceptionHandler
    ResponseEntity<Object> on(ConstraintViolationException invalid) {
        var faults = invalid.getConstraintViolations().stream()
                .map(each -> new Fault(lastName(each.getPropertyPath().toString()), each.getMessage()))
                .toList();
        return answer(problem(HttpStatus.BAD_REQUEST, "invalid-request", List.of(), faults), new HttpHeaders());
    }

    /** Whatever nobody foresaw: logged here, told to nobody. */
    @ExceptionHandler
    ResponseEntity<Object> on(Exception unforeseen) {
        if (unforeseen instanceof MongoException store && store.getCode() == OUT_OF_DISK_SPACE) {
            LOG.error("The store has no room: {}", store.getMessage());
            return on(Refusal.unavailable("storage-full"));
        }
        LOG.error("Unforeseen failure", unforeseen);
        return answer(
                problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", List.of(), List.of()), new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var slug = switch (status.value()) {
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "body-too-large";
            case 415 -> "media-type-not-supported";
            case 503 -> "busy";
            default -> status.is4xxClientError() ? "invalid-request" : "internal-error";
        };
        if (status.is5xxServerError()) {
            LOG.error("Request failed", exception);
        }
        return answer(problem(status, slug, List.of(), faults(exception)), headers);
    }

    private static List<Fault> faults(Exception exception) {
        if (exception instanceof MethodArgumentNotValidException invalid) {
            return invalid.getBindingResult().getAllErrors().stream()
                    .map(error -> new Fault(
                            error instanceof FieldError field ? pointer(field.getField()) : "",
                            String.valueOf(error.getDefaultMessage())))
                    .toList();
        }
        if (exception instanceof HandlerMethodValidationException invalid) {
            return invalid.getParameterValidationResults().stream()
                    .map(result -> new Fault(
                            String.valueOf(result.getMethodParameter().getParameterName()),
                            String.valueOf(result.getResolvableErrors().get(0).getDefaultMessage())))
                    .toList();
        }
        if (exception instanceof MissingServletRequestParameterException missing) {
            return List.of(new Fault(missing.getParameterName(), "缺少这个参数"));
        }
        if (exception instanceof MissingServletRequestPartException missing) {
            return List.of(new Fault(missing.getRequestPartName(), "缺少这个文件"));
        }
        if (exception instanceof TypeMismatchException wrong) {
            return List.of(new Fault(String.valueOf(wrong.getPropertyName()), "格式不正确"));
        }
        return List.of();
    }

    ProblemDetail problem(HttpStatusCode status, String slug, List<Object> args, List<Fault> faults) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("/problems/" + slug));
        problem.setTitle(texts.title(slug));
        problem.setDetail(texts.detail(slug, args));
        problem.setProperty("code", slug);
        if (!faults.isEmpty()) {
            problem.setProperty("errors", faults);
        }
        return problem;
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case GONE -> HttpStatus.GONE;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static String pointer(String field) {
        return "/" + field.replace('.', '/').replace("[", "/").replace("]", "");
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
