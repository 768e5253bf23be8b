package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.TaskService.Ask;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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

/**
 * The steps of a task. Each answers the task after it. The same {@code Idempotency-Key} steps once; without one, a step
 * that was taken already is {@code illegal-step}.
 */
@RestController
@RequestMapping("/api/task/tasks/{id}")
class StepController {

    private final TaskService tasks;
    private final Restructuring restructuring;

    StepController(TaskService tasks, Restructuring restructuring) {
        this.tasks = tasks;
        this.restructuring = restructuring;
    }

    @PostMapping("/assignment")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> assign(
            @PathVariable String id, @Valid @RequestBody Units body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(tasks.assign(id, body.leadUnitId, list(body.responsibleUnitIds), body.dueOn, ask), by);
    }

    @PostMapping("/receipt")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> signFor(@PathVariable String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(tasks.signFor(id, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/progress-reports")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> reportProgress(
            @PathVariable String id, @Valid @RequestBody Report body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(tasks.reportProgress(id, body.text, body.percent, list(body.evidence), ask), by);
    }

    @PostMapping("/difficulties")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> raiseDifficulty(
            @PathVariable String id,
            @Valid @RequestBody Difficulty body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.raiseDifficulty(id, body.text, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/close-out")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> applyCloseOut(
            @PathVariable String id,
            @Valid @RequestBody Application body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(tasks.applyCloseOut(id, body.statement, body.unmet, list(body.evidence), ask), by);
    }

    @PostMapping("/close-out/approval")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> close(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Approval body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.close(id, body == null ? null : body.note, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/close-out/return")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> returnToUnits(
            @PathVariable String id, @Valid @RequestBody Return body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(tasks.returnToUnits(id, body.reason, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/difficulties/{difficultyId}/answer")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> answerDifficulty(
            @PathVariable String id,
            @PathVariable String difficultyId,
            @Valid @RequestBody Difficulty body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.answerDifficulty(id, difficultyId, body.text, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/extensions")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> askExtension(
            @PathVariable String id,
            @Valid @RequestBody Extension body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.askExtension(id, body.until, body.reason, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/extensions/approval")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> grantExtension(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Approval body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.grantExtension(id, body == null ? null : body.note, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/extensions/refusal")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> refuseExtension(
            @PathVariable String id, @Valid @RequestBody Return body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(tasks.refuseExtension(id, body.reason, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/handover")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> handOver(
            @PathVariable String id,
            @Valid @RequestBody Handover body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(tasks.handOver(id, body.leadUnitId, list(body.responsibleUnitIds), body.reason, ask), by);
    }

    @PostMapping("/reminders")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> remind(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Reminder body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(tasks.remind(id, body == null ? null : body.note, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/suspension")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> suspend(
            @PathVariable String id, @Valid @RequestBody Return body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(tasks.suspend(id, body.reason, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/suspension/end")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> resume(@PathVariable String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(tasks.resume(id, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/reopening")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> reopen(
            @PathVariable String id, @Valid @RequestBody Return body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(restructuring.reopen(id, body.reason, new Ask(by, key, ifMatch)), by);
    }

    record Extension(
            @NotNull LocalDate until,
            @NotBlank @Size(max = 1000) String reason) {}

    record Handover(
            @NotBlank @Size(max = 50) String leadUnitId,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds,
            @NotBlank @Size(max = 1000) String reason) {}

    record Reminder(@Nullable @Size(max = 200) String note) {}

    /** @param dueOn absent for the day that the task has; a key task needs one */
    record Units(
            @NotBlank @Size(max = 50) String leadUnitId,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds,
            @Nullable LocalDate dueOn) {}

    record Report(
            @NotBlank @Size(max = 5000) String text,
            @Nullable @Min(0) @Max(100) Integer percent,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {}

    record Difficulty(@NotBlank @Size(max = 5000) String text) {}

    /** @param unmet why targets are not reached, when there are such */
    record Application(
            @NotBlank @Size(max = 5000) String statement,
            @Nullable @Size(max = 2000) String unmet,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {}

    record Approval(@Nullable @Size(max = 5000) String note) {}

    record Return(@Nullable @Size(max = 5000) String reason) {}

    private ResponseEntity<TaskView.Detail> answer(Task task, Caller by) {
        return ResponseEntity.ok().eTag(IfMatch.of(task)).body(tasks.detail(task, by));
    }

    private static List<String> list(@Nullable List<String> given) {
        return Objects.requireNonNullElse(given, List.of());
    }
}
