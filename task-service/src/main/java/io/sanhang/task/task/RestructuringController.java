package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.TaskService.Ask;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The office splits a task, or merges others into it; back by reopening. Each answers the task after it. */
@RestController
@RequestMapping("/api/task/tasks/{id}")
class RestructuringController {

    private final TaskService tasks;
    private final Restructuring restructuring;

    RestructuringController(TaskService tasks, Restructuring restructuring) {
        this.tasks = tasks;
        this.restructuring = restructuring;
    }

    @PostMapping("/split")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> split(
            @PathVariable String id, @Valid @RequestBody Split body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        var pieces = body.parts.stream().map(Part::piece).toList();
        return answer(restructuring.split(id, pieces, body.reason, new Ask(by, key, ifMatch)), by);
    }

    /** Others end in this task; their receipts, reports and difficulties stay readable where they are. */
    @PostMapping("/merger")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> merge(
            @PathVariable String id, @Valid @RequestBody Merger body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(restructuring.merge(id, body.taskIds, body.reason, new Ask(by, key, ifMatch)), by);
    }

    /** @param dueOn the whole's, when left out */
    record Part(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 5000) String text,
            @Nullable LocalDate dueOn,
            @NotBlank @Size(max = 50) String leadUnitId,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds) {

        Restructuring.Piece piece() {
            return new Restructuring.Piece(
                    title.strip(),
                    text.strip(),
                    dueOn,
                    leadUnitId,
                    Objects.requireNonNullElse(responsibleUnitIds, List.of()));
        }
    }

    record Split(
            @NotEmpty @Size(max = 20) List<@NotNull @Valid Part> parts,
            @NotBlank @Size(max = 1000) String reason) {}

    record Merger(
            @NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 50) String> taskIds,
            @NotBlank @Size(max = 1000) String reason) {}

    private ResponseEntity<TaskView.Detail> answer(Task task, Caller by) {
        return ResponseEntity.ok().eTag(IfMatch.of(task)).body(tasks.detail(task, by));
    }
}
