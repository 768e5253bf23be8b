package io.sanhang.evaluation.campaign;

import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/** The office that runs campaigns; it alone sees drafts. */
final class Office {

    static final String ROLES = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final Set<String> AUTHORITIES = Set.of("ROLE_OFFICE", "ROLE_ADMIN");

    private Office() {}

    /** Is it the office that asks? */
    static boolean asks() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.getAuthorities().stream().anyMatch(role -> AUTHORITIES.contains(role.getAuthority()));
    }
}
