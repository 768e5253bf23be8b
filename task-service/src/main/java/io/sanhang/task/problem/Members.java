package io.sanhang.task.problem;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.neighbours.Directory;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose a list of problems may be, as the directory has it today. */
@Component
class Members {

    private final Directory directory;

    Members(Directory directory) {
        this.directory = directory;
    }

    /** @throws Refusal {@code unknown-unit}, {@code unknown-group} */
    ProblemList list(String id, boolean group) {
        if (group) {
            return directory.groups().stream()
                    .filter(found -> found.id().equals(id))
                    .findFirst()
                    .map(found -> new ProblemList(id, found.name(), true))
                    .orElseThrow(() -> Refusal.invalid("unknown-group", id).at("/groupId"));
        }
        return new ProblemList(id, unit(id, "/unitId").name(), false);
    }

    Directory.Unit unit(String id, String pointer) {
        var unit = directory.units().get(id);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", id).at(pointer);
        }
        return unit;
    }

    /**
     * @param postId a post of that unit; its head when absent
     * @throws Refusal {@code unknown-unit}, {@code unknown-post}
     */
    Problem.Claim claim(String unitId, @Nullable String postId) {
        var unit = unit(unitId, "/unitId");
        var wanted = postId == null ? unit.headPostId() : postId;
        if (wanted == null) {
            return new Problem.Claim(unitId, unit.name(), null, null);
        }
        var post = directory.posts().get(wanted);
        if (post == null || !Objects.equals(post.unitId(), unitId)) {
            throw Refusal.invalid("unknown-post", wanted).at("/postId");
        }
        return new Problem.Claim(unitId, unit.name(), post.id(), post.title());
    }

    /** Every unit and every group, so that one without a list shows. */
    List<ProblemList> all() {
        return Stream.concat(
                        directory.units().entrySet().stream()
                                .map(unit -> new ProblemList(
                                        unit.getKey(), unit.getValue().name(), false)),
                        directory.groups().stream().map(group -> new ProblemList(group.id(), group.name(), true)))
                .toList();
    }
}
