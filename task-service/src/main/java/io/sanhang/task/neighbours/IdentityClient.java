package io.sanhang.task.neighbours;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The part of identity-service's interface that is used here; {@link Directory} alone calls it. */
@FeignClient(name = "identity-service", url = "${sanhang.neighbours.identity}")
interface IdentityClient {

    record Names(List<String> names) {}

    record Resolved(String name, @Nullable List<String> unitIds, boolean collective, boolean related) {}

    record Resolutions(List<Resolved> items) {}

    record Unit(String id, String name, @Nullable String headPostId) {}

    record Units(List<Unit> items) {}

    record Seat(
            String id, String title, String role, @Nullable String holder) {}

    record Group(
            String id,
            String name,
            @Nullable List<Seat> posts,
            @Nullable LocalDate endedOn) {}

    record Holder(String name, @Nullable String accountId) {}

    record Span(String field, List<String> unitIds) {}

    record Post(
            String id,
            String title,
            @Nullable String unitId,
            @Nullable Holder holder,
            @Nullable List<Span> spans) {}

    record Posts(List<Post> items) {}

    record Groups(List<Group> items) {}

    record Question(String unitId, String text) {}

    record Questions(List<Question> items) {}

    record Route(
            @Nullable String postId,
            @Nullable String postTitle,
            @Nullable String what) {}

    record Routes(List<Route> items) {}

    @PostMapping("/api/identity/internal/duty-routes")
    Routes routes(@RequestBody Questions questions);

    @PostMapping("/api/identity/internal/unit-resolutions")
    Resolutions resolve(@RequestBody Names names);

    @GetMapping("/api/identity/units")
    Units units();

    @GetMapping("/api/identity/posts")
    Posts posts();

    @GetMapping("/api/identity/groups")
    Groups groups();
}
