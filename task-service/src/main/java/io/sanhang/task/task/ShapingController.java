package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.NewTask.Item;
import io.sanhang.task.task.TaskService.Ask;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the office sets out of a task, see {@link ShapingService}. Each answers the task after it. */
@RestController
@RequestMapping("/api/task/tasks/{id}")
class ShapingController {

    private static final String NOT_BLANK = "(?s).*\\S.*";

    private final TaskService tasks;
    private final ShapingService shaping;

    ShapingController(TaskService tasks, ShapingService shaping) {
        this.tasks = tasks;
        this.shaping = shaping;
    }

    /** What is left out stays as it is; the history says what was changed, from what to what. */
    @PatchMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> edit(
            @PathVariable String id, @Valid @RequestBody Edit body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(shaping.edit(id, body.changes(), new Ask(by, key, ifMatch)), by);
    }

    /** The three lists of a legacy matter, which are one (A023). */
    @PutMapping("/lists")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> list(
            @PathVariable String id, @Valid @RequestBody Lists body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(shaping.list(id, Item.all(body.items), new Ask(by, key, ifMatch)), by);
    }

    /** The leader and the task force of a key project, once (A028). */
    @PostMapping("/charge")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> putInCharge(
            @PathVariable String id,
            @Valid @RequestBody NewTask.InCharge body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(shaping.putInCharge(id, body.ids(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/charge/leader")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> changeLeader(
            @PathVariable String id, @Valid @RequestBody Leader body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(shaping.changeLeader(id, body.postId, body.reason, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/charge/force")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> changeForce(
            @PathVariable String id, @Valid @RequestBody Force body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(shaping.changeForce(id, body.name, body.memberPostIds, body.reason, ask), by);
    }

    /** What holds a key project up, told by a unit that works on it or by the office (A031). */
    @PostMapping("/constraints")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> constrain(
            @PathVariable String id,
            @Valid @RequestBody NewConstraint body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(shaping.constrain(id, body.text, body.needed, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/constraints/{constraintId}/lifting")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> lift(
            @PathVariable String id,
            @PathVariable String constraintId,
            @Valid @RequestBody Lifting body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(shaping.liftConstraint(id, constraintId, body.note, new Ask(by, key, ifMatch)), by);
    }

    /** The office looks once more at a rectification that was closed (A119). */
    @PostMapping("/check")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> check(
            @PathVariable String id, @Valid @RequestBody Check body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(shaping.check(id, body.passed, body.note, new Ask(by, key, ifMatch)), by);
    }

    record Edit(
            @Nullable @Pattern(regexp = NOT_BLANK, message = "不能为空") @Size(max = 200)
            String title,

            @Nullable @Pattern(regexp = NOT_BLANK, message = "不能为空") @Size(max = 5000)
            String text,

            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 500) String> measures,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> tags,
            @Nullable @Size(max = 30) String level,
            @Nullable LocalDate dueOn) {

        ShapingService.Changes changes() {
            return new ShapingService.Changes(
                    title == null ? null : title.strip(),
                    text == null ? null : text.strip(),
                    measures,
                    tags == null ? null : tags.stream().distinct().toList(),
                    level == null || level.isBlank() ? null : TaskQuery.known(Level.of(level), "/level"),
                    dueOn);
        }
    }

    record Lists(@NotNull @Size(max = 50) List<@NotNull @Valid Item> items) {}

    record Leader(
            @NotBlank @Size(max = 50) String postId,
            @NotBlank @Size(max = 1000) String reason) {}

    record Force(
            @NotBlank @Size(max = 60) String name,
            @NotEmpty @Size(max = 30) List<@NotBlank @Size(max = 50) String> memberPostIds,
            @NotBlank @Size(max = 1000) String reason) {}

    record NewConstraint(
            @NotBlank @Size(max = 2000) String text,
            @NotBlank @Size(max = 2000) String needed) {}

    record Lifting(@NotBlank @Size(max = 2000) String note) {}

    record Check(boolean passed, @Nullable @Size(max = 2000) String note) {}

    private ResponseEntity<TaskView.Detail> answer(Task task, Caller by) {
        return ResponseEntity.ok().eTag(IfMatch.of(task)).body(tasks.detail(task, by));
    }
}
