package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger: what there is to do, and opening a task by hand. The steps of a task are in {@link StepController}. */
@RestController
@RequestMapping("/api/task")
class TaskController {

    private final TaskService tasks;
    private final TaskDuties duties;

    TaskController(TaskService tasks, TaskDuties duties) {
        this.tasks = tasks;
        this.duties = duties;
    }

    @GetMapping("/tasks")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Page<TaskView> list(LedgerFilter filter, Caller caller, PageRequest page) {
        var found = tasks.list(duties.query(filter, caller), caller, page);
        return new Page<>(tasks.views(found.items()), found.total(), found.page(), found.size());
    }

    /** Legacy matters, the oldest first (A022). */
    @GetMapping("/legacy-matters")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Page<TaskView> legacyMatters(
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            Caller caller,
            PageRequest page) {
        var query = TaskQuery.ofKind(TaskKind.LEGACY_MATTER, unit, state, q);
        var found = tasks.byAge(query, caller, page);
        return new Page<>(tasks.views(found.items()), found.total(), found.page(), found.size());
    }

    @GetMapping("/tasks/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<TaskView.Detail> get(@PathVariable String id, Caller caller) {
        var task = tasks.get(id, caller);
        return ResponseEntity.ok().eTag(IfMatch.of(task)).body(tasks.detail(task, caller));
    }

    /** Every change, each line chained to the one before; {@code intact} is false when one was altered. */
    @GetMapping("/tasks/{id}/history")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    TaskView.History history(@PathVariable String id, Caller caller) {
        return TaskView.History.of(tasks.get(id, caller));
    }

    @PostMapping("/tasks")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> create(@Valid @RequestBody NewTask body, Caller caller, IdempotencyKey key) {
        var task = tasks.create(body.opening(), caller, key);
        return ResponseEntity.created(URI.create("/api/task/tasks/" + task.id()))
                .eTag(IfMatch.of(task))
                .body(tasks.detail(task, caller));
    }

    @GetMapping("/overview")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Overview overview(Caller caller) {
        return tasks.overview(caller);
    }

    /** Another service opens a task for something of its own; the same origin finds the same task. */
    @PostMapping("/internal/tasks")
    @PreAuthorize("hasRole('SERVICE')")
    Opened openFor(@Valid @RequestBody TaskFor body) {
        return new Opened(tasks.openFor(body.origin.origin(), body.opening(), body.decidedBy)
                .id());
    }

    record From(
            @NotBlank @Size(max = 30) String kind,
            @NotBlank @Size(max = 100) String id) {
        Origin origin() {
            return new Origin(kind, id);
        }
    }

    record TaskFor(
            @NotNull @Valid From origin,
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 5000) String text,
            @NotBlank @Size(max = 50) String leadUnitId,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds,
            @Nullable LocalDate dueOn,
            @NotBlank @Size(max = 100) String decidedBy) {

        TaskService.Opening opening() {
            var of = origin.kind.equals(TaskKind.SUGGESTION.code()) ? TaskKind.SUGGESTION : TaskKind.ROUTINE;
            var duty = Duty.of(title, text, of).due(dueOn).because(origin.origin());
            return TaskService.Opening.of(duty, leadUnitId, ids(responsibleUnitIds));
        }
    }

    record Opened(String id) {}

    private static List<String> ids(@Nullable List<String> given) {
        return Objects.requireNonNullElse(given, List.of());
    }
}
