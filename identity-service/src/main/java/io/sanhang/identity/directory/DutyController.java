package io.sanhang.identity.directory;

import io.sanhang.identity.directory.DutyMap.Duty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who does what: everybody on the staff may look it up, a unit keeps its own table. */
@RestController
class DutyController {

    private static final String STAFF = "hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER')";
    private static final int MOST_FOUND = 200;

    /** @param holder null while the post is vacant */
    record DutyView(
            String unitId,
            String unitName,
            String section,
            String postId,
            String postTitle,
            @Nullable String holder,
            String what,
            List<String> keywords,
            List<String> flow) {}

    record Duties(List<DutyView> items) {}

    record UnitDuties(String unitId, String unitName, List<DutyView> items, long version, String changedBy) {}

    record DutyLines(@NotNull @Size(max = 100_000) String lines) {}

    record Question(
            @NotBlank @Size(max = 60) String unitId,
            @NotNull @Size(max = 6000) String text) {}

    record Questions(@NotNull @Size(max = 500) List<@NotNull @Valid Question> items) {}

    /** @param postId null where nobody is named */
    record Route(
            @Nullable String postId,
            @Nullable String postTitle,
            @Nullable String what) {}

    record Routes(List<Route> items) {}

    private final DutyService duties;

    DutyController(DutyService duties) {
        this.duties = duties;
    }

    /** @param q words of a duty, a section, a post or a keyword, or of the matter itself */
    @GetMapping("/api/identity/duties")
    @PreAuthorize(STAFF)
    Duties search(@RequestParam @NotBlank @Size(max = 100) String q) {
        var words = q.strip();
        return new Duties(duties.all().stream()
                .flatMap(map -> views(map))
                .filter(each -> Stream.of(each.section, each.postTitle, each.what)
                                .anyMatch(text -> text.contains(words))
                        || each.keywords.stream().anyMatch(word -> words.contains(word) || word.contains(words)))
                .limit(MOST_FOUND)
                .toList());
    }

    @GetMapping("/api/identity/duty-maps/{unitId}")
    @PreAuthorize(STAFF)
    ResponseEntity<UnitDuties> get(@PathVariable String unitId) {
        return answer(duties.get(unitId));
    }

    /**
     * The whole table anew: section, post, duty, keywords with 、 between, steps with → between; with tabs between the
     * columns. All of it or nothing.
     */
    @PutMapping("/api/identity/duty-maps/{unitId}")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT')")
    ResponseEntity<UnitDuties> set(
            @PathVariable String unitId, @Valid @RequestBody DutyLines body, Caller caller, IfMatch ifMatch) {
        return answer(duties.set(unitId, body.lines, caller, ifMatch));
    }

    /** Whose each matter is, in the order of the questions. */
    @PostMapping("/api/identity/internal/duty-routes")
    @PreAuthorize("hasRole('SERVICE')")
    Routes routes(@Valid @RequestBody Questions body) {
        var found = duties.routes(body.items);
        var posts = duties.posts(
                found.stream().filter(Objects::nonNull).map(Duty::postId).collect(Collectors.toSet()));
        return new Routes(found.stream()
                .map(duty -> duty == null
                        ? new Route(null, null, null)
                        : new Route(duty.postId(), title(posts, duty.postId()), duty.what()))
                .toList());
    }

    private ResponseEntity<UnitDuties> answer(DutyMap map) {
        var view = new UnitDuties(
                map.id(), duties.unitName(map.id()), views(map).toList(), map.version(), map.changedBy());
        return ResponseEntity.ok().eTag(IfMatch.of(map)).body(view);
    }

    private Stream<DutyView> views(DutyMap map) {
        var posts = duties.posts(map.duties().stream().map(Duty::postId).collect(Collectors.toSet()));
        var unit = duties.unitName(map.id());
        return map.duties().stream().map(duty -> {
            var post = posts.get(duty.postId());
            var holder = post == null ? null : post.holder();
            return new DutyView(
                    map.id(),
                    unit,
                    duty.section(),
                    duty.postId(),
                    title(posts, duty.postId()),
                    holder == null ? null : holder.name(),
                    duty.what(),
                    duty.keywords(),
                    duty.flow());
        });
    }

    private static String title(Map<String, Post> posts, String postId) {
        var post = posts.get(postId);
        return post == null ? postId : post.title();
    }
}
