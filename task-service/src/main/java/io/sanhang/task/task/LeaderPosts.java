package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.neighbours.Directory.Post;
import io.sanhang.task.task.TaskService.InCharge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Posts of the directory that are put in charge of a key project (A028). */
@Component
class LeaderPosts {

    private final Directory directory;

    LeaderPosts(Directory directory) {
        this.directory = directory;
    }

    /** @throws Refusal {@code unknown-post}, {@code not-a-county-leader} */
    Charge charge(InCharge ids) {
        var posts = directory.posts();
        return new Charge(
                leader(ids.leaderPostId(), posts, "/charge/leaderPostId"),
                force(ids.forceName(), ids.memberPostIds(), posts, "/charge/memberPostIds"));
    }

    Charge.Seat leader(String postId) {
        return leader(postId, directory.posts(), "/postId");
    }

    Charge.Force force(String name, List<String> memberPostIds) {
        return force(name, memberPostIds, directory.posts(), "/memberPostIds");
    }

    /** A county leader's post belongs to no unit. */
    private static Charge.Seat leader(String postId, Map<String, Post> posts, String pointer) {
        var seat = seat(postId, posts, pointer);
        var post = posts.get(postId);
        if (post != null && post.unitId() != null) {
            throw Refusal.invalid("not-a-county-leader", seat.title()).at(pointer);
        }
        return seat;
    }

    private static Charge.Force force(String name, List<String> ids, Map<String, Post> posts, String pointer) {
        return new Charge.Force(
                name.strip(),
                ids.stream().distinct().map(id -> seat(id, posts, pointer)).toList());
    }

    private static Charge.Seat seat(String postId, Map<String, Post> posts, String pointer) {
        var post = posts.get(postId);
        if (post == null) {
            throw Refusal.invalid("unknown-post", postId).at(pointer);
        }
        return new Charge.Seat(post.id(), post.title());
    }
}
