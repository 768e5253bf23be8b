package io.sanhang.identity.directory;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Units, posts and groups as the office enters them (A006, A010, A100, A127). */
@RestController
class UnitController {

    private static final String OFFICE = "hasAnyRole('ADMIN','OFFICE')";

    /** @param kind {@code department}, {@code township} or {@code office} */
    record UnitWords(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 20) String kind,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> aliases,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 40) String> tags) {}

    record UnitLines(@NotBlank @Size(max = 100_000) String lines) {}

    record UnitEntered(String id, String name, String kind, List<String> aliases, List<String> tags, long version) {
        static UnitEntered of(Unit unit) {
            return new UnitEntered(
                    unit.id(), unit.name(), unit.kind().code(), unit.aliases(), unit.tags(), unit.version());
        }
    }

    record UnitsEntered(List<UnitEntered> items) {}

    /** @param unitId absent for a county leader's post */
    record NewPost(
            @NotBlank @Size(max = 60) String title,
            @Nullable @Size(max = 60) String unitId,
            boolean headsUnit) {}

    record NewGroup(@NotBlank @Size(max = 60) String name) {}

    /** @param role {@code leader}, {@code deputy} or {@code member} */
    record Seat(
            @NotBlank @Size(max = 60) String postId,
            @NotBlank @Size(max = 20) String role) {
        Group.Seat seat() {
            return new Group.Seat(
                    postId,
                    Group.Role.of(role)
                            .orElseThrow(
                                    () -> Refusal.malformed("invalid-request").at("/seats")));
        }
    }

    record GroupWords(
            @NotBlank @Size(max = 60) String name,
            @NotNull @Size(max = 100) List<@NotNull @Valid Seat> seats) {}

    record GroupEnd(boolean ended) {}

    /** @param into the unit that takes over */
    record Successor(
            @NotBlank @Size(max = 60) String into,
            @NotBlank @Size(max = 200) String reason) {}

    record GroupEntered(String id, String name, List<Group.Seat> seats, long version) {
        static GroupEntered of(Group group) {
            return new GroupEntered(group.id(), group.name(), group.seats(), group.version());
        }
    }

    record Field(
            @NotBlank @Size(max = 40) String field,
            @NotNull @Size(max = 200) List<@NotBlank @Size(max = 60) String> unitIds) {
        Post.Span span() {
            return new Post.Span(field.strip(), unitIds.stream().distinct().toList());
        }
    }

    record Fields(@NotNull @Size(max = 50) List<@NotNull @Valid Field> spans) {}

    private final UnitService units;

    UnitController(UnitService units) {
        this.units = units;
    }

    @PostMapping("/api/identity/units")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    UnitEntered add(@Valid @RequestBody UnitWords body, Caller by, IdempotencyKey key) {
        return UnitEntered.of(units.add(body.name.strip(), kind(body), list(body.aliases), list(body.tags), by, key));
    }

    /** Lines of a table: name, kind, aliases with 、 between; with tabs between the columns. All of them or none. */
    @PostMapping("/api/identity/units/lines")
    @PreAuthorize(OFFICE)
    UnitsEntered paste(@Valid @RequestBody UnitLines body, Caller by, IdempotencyKey key) {
        return new UnitsEntered(
                units.paste(body.lines, by, key).stream().map(UnitEntered::of).toList());
    }

    @PutMapping("/api/identity/units/{id}")
    @PreAuthorize(OFFICE)
    ResponseEntity<UnitEntered> change(
            @PathVariable String id, @Valid @RequestBody UnitWords body, Caller by, IfMatch ifMatch) {
        var unit = units.change(id, body.name.strip(), kind(body), list(body.aliases), list(body.tags), by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(unit)).body(UnitEntered.of(unit));
    }

    /** The unit is no more; posts, accounts, what is led and open tasks go to the one that takes over. */
    @PutMapping("/api/identity/units/{id}/successor")
    @PreAuthorize(OFFICE)
    ResponseEntity<UnitEntered> merge(
            @PathVariable String id, @Valid @RequestBody Successor body, Caller by, IfMatch ifMatch) {
        var unit = units.merge(id, body.into, body.reason.strip(), by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(unit)).body(UnitEntered.of(unit));
    }

    @PostMapping("/api/identity/posts")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    PostController.PostView addPost(@Valid @RequestBody NewPost body, Caller by, IdempotencyKey key) {
        return PostController.PostView.of(units.addPost(body.title.strip(), body.unitId, body.headsUnit, by, key));
    }

    @PutMapping("/api/identity/posts/{id}/spans")
    @PreAuthorize(OFFICE)
    ResponseEntity<PostController.PostView> lead(
            @PathVariable String id, @Valid @RequestBody Fields body, Caller by, IfMatch ifMatch) {
        var post = units.lead(id, body.spans.stream().map(Field::span).toList(), by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(post)).body(PostController.PostView.of(post));
    }

    @PostMapping("/api/identity/groups")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    GroupEntered addGroup(@Valid @RequestBody NewGroup body, Caller by, IdempotencyKey key) {
        return GroupEntered.of(units.addGroup(body.name.strip(), by, key));
    }

    @PutMapping("/api/identity/groups/{id}")
    @PreAuthorize(OFFICE)
    ResponseEntity<GroupEntered> change(
            @PathVariable String id, @Valid @RequestBody GroupWords body, Caller by, IfMatch ifMatch) {
        var seats = body.seats.stream().map(Seat::seat).toList();
        var group = units.change(id, body.name.strip(), seats, by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(group)).body(GroupEntered.of(group));
    }

    /** Wound up, or taken up again. */
    @PutMapping("/api/identity/groups/{id}/ended")
    @PreAuthorize(OFFICE)
    ResponseEntity<GroupEntered> end(
            @PathVariable String id, @Valid @RequestBody GroupEnd body, Caller by, IfMatch ifMatch) {
        var group = units.end(id, body.ended, by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(group)).body(GroupEntered.of(group));
    }

    @DeleteMapping("/api/identity/groups/{id}")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller by, IfMatch ifMatch) {
        units.delete(id, by, ifMatch);
    }

    private static UnitKind kind(UnitWords body) {
        return UnitKind.ofWords(body.kind)
                .orElseThrow(() -> Refusal.malformed("invalid-request").at("/kind"));
    }

    private static List<String> list(@Nullable List<String> given) {
        return Objects.requireNonNullElse(given, List.<String>of()).stream()
                .map(String::strip)
                .distinct()
                .toList();
    }
}
