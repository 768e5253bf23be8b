package io.sanhang.identity.directory;

import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Posts and who holds them. */
@RestController
class PostController {

    /** @param accountId or {@code name}; neither leaves the post vacant */
    record NewHolder(
            @Size(max = 60) @Nullable String accountId,
            @Size(max = 40) @Nullable String name) {}

    record NewTitle(@NotBlank @Size(max = 60) String title) {}

    record PostView(
            String id,
            String title,
            @Nullable String unitId,
            boolean headsUnit,
            Post.@Nullable Holder holder,
            boolean vacant,
            List<Post.Tenure> former,
            List<Post.Span> spans,
            long version) {
        static PostView of(Post post) {
            return new PostView(
                    post.id(),
                    post.title(),
                    post.unitId(),
                    post.headsUnit(),
                    post.holder(),
                    post.holder() == null,
                    post.former(),
                    post.spans(),
                    post.version());
        }
    }

    record Posts(List<PostView> items) {}

    private final Directory directory;
    private final PostService service;

    PostController(Directory directory, PostService service) {
        this.directory = directory;
        this.service = service;
    }

    @GetMapping("/api/identity/posts")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE','DEPARTMENT','LEADER','SERVICE')")
    Posts posts(@RequestParam(required = false) @Nullable String unit) {
        return new Posts(directory.posts(unit).stream().map(PostView::of).toList());
    }

    /** What was decided under the former title keeps it. */
    @PutMapping("/api/identity/posts/{id}/title")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE')")
    ResponseEntity<PostView> rename(
            @PathVariable String id, @Valid @RequestBody NewTitle body, Caller by, IfMatch ifMatch) {
        var post = service.rename(id, body.title.strip(), by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(post)).body(PostView.of(post));
    }

    @PutMapping("/api/identity/posts/{id}/holder")
    @PreAuthorize("hasAnyRole('ADMIN','OFFICE')")
    ResponseEntity<PostView> appoint(
            @PathVariable String id, @Valid @RequestBody NewHolder body, Caller by, IfMatch ifMatch) {
        var post = service.appoint(id, body.accountId(), body.name(), by, ifMatch);
        return ResponseEntity.ok().eTag(IfMatch.of(post)).body(PostView.of(post));
    }
}
