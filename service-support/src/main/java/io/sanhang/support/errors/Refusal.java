package io.sanhang.support.errors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A "no" in the domain's own words. It knows nothing of HTTP or Spring; {@link ProblemAdvice} alone translates it. The
 * slug is the stable name of the reason; its Chinese text stands in {@code problems.properties} under
 * {@code <slug>.title} and {@code <slug>.detail}.
 */
public final class Refusal extends RuntimeException {

    /** What sort of "no" it is. */
    public enum Kind {
        MALFORMED,
        UNAUTHENTICATED,
        FORBIDDEN,
        MISSING,
        CONFLICT,
        GONE,
        STALE,
        TOO_LARGE,
        UNSUPPORTED,
        INVALID,
        TOO_MANY,
        UNAVAILABLE
    }

    private final Kind kind;
    private final String slug;
    private final transient List<Object> args;
    private final @Nullable String pointer;
    private final transient Map<String, Object> members;

    private Refusal(Kind kind, String slug, List<Object> args, @Nullable String pointer, Map<String, Object> members) {
        super(kind + " " + slug, null, false, false);
        this.kind = kind;
        this.slug = slug;
        this.args = args;
        this.pointer = pointer;
        this.members = members;
    }

    public static Refusal of(Kind kind, String slug, Object... args) {
        return new Refusal(kind, slug, List.of(args), null, Map.of());
    }

    public static Refusal malformed(String slug, Object... args) {
        return of(Kind.MALFORMED, slug, args);
    }

    public static Refusal unauthenticated(String slug, Object... args) {
        return of(Kind.UNAUTHENTICATED, slug, args);
    }

    public static Refusal forbidden(String slug, Object... args) {
        return of(Kind.FORBIDDEN, slug, args);
    }

    public static Refusal missing(String slug, Object... args) {
        return of(Kind.MISSING, slug, args);
    }

    public static Refusal conflict(String slug, Object... args) {
        return of(Kind.CONFLICT, slug, args);
    }

    public static Refusal gone(String slug, Object... args) {
        return of(Kind.GONE, slug, args);
    }

    public static Refusal stale(String slug, Object... args) {
        return of(Kind.STALE, slug, args);
    }

    public static Refusal tooLarge(String slug, Object... args) {
        return of(Kind.TOO_LARGE, slug, args);
    }

    public static Refusal unsupported(String slug, Object... args) {
        return of(Kind.UNSUPPORTED, slug, args);
    }

    public static Refusal invalid(String slug, Object... args) {
        return of(Kind.INVALID, slug, args);
    }

    public static Refusal tooMany(String slug, Object... args) {
        return of(Kind.TOO_MANY, slug, args);
    }

    public static Refusal unavailable(String slug, Object... args) {
        return of(Kind.UNAVAILABLE, slug, args);
    }

    /** The same refusal, pointing at the field of the request that is to blame (RFC 6901, for example {@code /dueOn}). */
    public Refusal at(String jsonPointer) {
        return new Refusal(kind, slug, args, jsonPointer, members);
    }

    /** The same refusal with one more RFC 9457 extension member. */
    public Refusal with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Refusal(kind, slug, args, pointer, Map.copyOf(more));
    }

    public Kind kind() {
        return kind;
    }

    public String slug() {
        return slug;
    }

    public List<Object> args() {
        return args;
    }

    public @Nullable String pointer() {
        return pointer;
    }

    public Map<String, Object> members() {
        return members;
    }
}
