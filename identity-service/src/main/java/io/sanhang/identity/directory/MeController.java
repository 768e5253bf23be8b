package io.sanhang.identity.directory;

import io.sanhang.support.security.Caller;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is signed in. */
@RestController
class MeController {

    record PostName(String id, String title) {}

    record Me(
            String id,
            String name,
            Collection<String> roles,
            @Nullable String unitId,
            @Nullable String unitName,
            List<PostName> posts,
            Collection<String> ledUnitIds) {}

    private final Directory directory;

    MeController(Directory directory) {
        this.directory = directory;
    }

    @GetMapping("/api/identity/me")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER','PASSWORD_DUE')")
    Me me(Caller caller) {
        var unitId = caller.unitId();
        return new Me(
                caller.id(),
                caller.name(),
                caller.roles(),
                unitId,
                unitId == null ? null : directory.unit(unitId).map(Unit::name).orElse(null),
                directory.heldBy(caller.id()).stream()
                        .map(post -> new PostName(post.id(), post.title()))
                        .toList(),
                caller.ledUnitIds());
    }
}
