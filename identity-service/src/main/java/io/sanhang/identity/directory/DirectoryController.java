package io.sanhang.identity.directory;

import io.sanhang.identity.directory.UnitNames.Resolution;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Units, groups, and what names stand for. */
@RestController
class DirectoryController {

    /**
     * @param headPostId the post of the unit's first-responsible person
     * @param mergedInto the unit that took over, and {@code mergedOn} when, for one that is no more
     */
    record UnitView(
            String id,
            String name,
            String kind,
            List<String> aliases,
            List<String> tags,
            @Nullable String headPostId,
            @Nullable String mergedInto,
            @Nullable LocalDate mergedOn,
            long version) {}

    record Units(List<UnitView> items) {}

    record SeatView(
            String id, String title, String role, @Nullable String holder) {}

    record GroupView(
            String id,
            String name,
            List<SeatView> posts,
            @Nullable LocalDate endedOn,
            long version) {}

    record Groups(List<GroupView> items) {}

    record Names(@NotNull @Size(max = 2000) List<@NotNull @Size(max = 200) String> names) {}

    record Resolutions(List<Resolution> items) {}

    private final Directory directory;
    private final DirectoryProperties settings;

    DirectoryController(Directory directory, DirectoryProperties settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** @param merged with those that were merged into others */
    @GetMapping("/api/identity/units")
    @PreAuthorize("permitAll()")
    Units units(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean merged) {
        var heads = directory.posts(null).stream()
                .filter(post -> post.headsUnit() && post.unitId() != null)
                .collect(
                        Collectors.toMap(post -> Objects.requireNonNull(post.unitId()), Post::id, (one, other) -> one));
        return new Units((merged ? directory.allUnits() : directory.units())
                .stream()
                        .filter(unit -> kind == null || unit.kind().code().equals(kind))
                        .filter(unit -> q == null || unit.mentions(q.strip()))
                        .map(unit -> new UnitView(
                                unit.id(),
                                unit.name(),
                                unit.kind().code(),
                                unit.aliases(),
                                unit.tags(),
                                heads.get(unit.id()),
                                unit.merged() == null ? null : unit.merged().into(),
                                unit.merged() == null ? null : unit.merged().on(),
                                unit.version()))
                        .toList());
    }

    @GetMapping("/api/identity/groups")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER','SERVICE')")
    Groups groups() {
        var posts = directory.posts(null).stream().collect(Collectors.toMap(Post::id, Function.identity()));
        return new Groups(directory.groups().stream()
                .map(group ->
                        new GroupView(group.id(), group.name(), seats(group, posts), group.endedOn(), group.version()))
                .toList());
    }

    private static List<SeatView> seats(Group group, Map<String, Post> posts) {
        return group.seats().stream()
                .filter(seat -> posts.containsKey(seat.postId()))
                .map(seat -> {
                    var post = Objects.requireNonNull(posts.get(seat.postId()));
                    var holder = post.holder();
                    return new SeatView(
                            post.id(), post.title(), seat.role().code(), holder == null ? null : holder.name());
                })
                .toList();
    }

    /** What the unit names of a document stand for; answers in the order of the question. */
    @PostMapping("/api/identity/internal/unit-resolutions")
    @PreAuthorize("hasRole('SERVICE')")
    Resolutions resolve(@Valid @RequestBody Names body) {
        var names = new UnitNames(settings.county(), directory.allUnits());
        return new Resolutions(body.names().stream().map(names::resolve).toList());
    }
}
