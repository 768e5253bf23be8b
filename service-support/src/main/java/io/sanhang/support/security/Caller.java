package io.sanhang.support.security;

import io.sanhang.support.errors.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who is asking, as the verified token says. Repository methods that load protected data take one.
 *
 * @param unitId the caller's own unit, absent for outside systems and citizens
 * @param ledUnitIds the units a leader leads
 * @param groupIds the working groups (推进组) in which the caller, the caller's unit or a unit the caller leads has a seat
 * @param postIds the posts that the caller holds
 */
public record Caller(
        String id,
        String name,
        Set<String> roles,
        @Nullable String unitId,
        Set<String> ledUnitIds,
        Set<String> groupIds,
        Set<String> postIds) {

    /** One without a post and without a seat in any group. */
    public Caller(String id, String name, Set<String> roles, @Nullable String unitId, Set<String> ledUnitIds) {
        this(id, name, roles, unitId, ledUnitIds, Set.of(), Set.of());
    }

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** The supervising office and the administrators see the whole county. */
    public boolean isOffice() {
        return is("OFFICE") || is("ADMIN");
    }

    public boolean seesUnit(String otherUnitId) {
        return isOffice() || otherUnitId.equals(unitId) || ledUnitIds.contains(otherUnitId);
    }

    /** @throws Refusal {@code sign-in-required} without a token */
    public static Caller current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            return of(token.getToken());
        }
        throw Refusal.unauthenticated("sign-in-required");
    }

    static Caller of(Jwt jwt) {
        var id = Objects.requireNonNull(jwt.getSubject(), "sub");
        return new Caller(
                id,
                Objects.requireNonNullElse(jwt.getClaimAsString("name"), id),
                claim(jwt, "roles"),
                jwt.getClaimAsString("unit"),
                claim(jwt, "led_units"),
                claim(jwt, "groups"),
                claim(jwt, "posts"));
    }

    private static Set<String> claim(Jwt jwt, String name) {
        List<String> values = jwt.getClaimAsStringList(name);
        return values == null ? Set.of() : Set.copyOf(values);
    }
}
