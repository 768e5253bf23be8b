package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.TaskService.Ask;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Milestones and targets of a task, see {@link ScheduleService}. Each answers the task after it. */
@RestController
@RequestMapping("/api/task/tasks/{id}")
class ScheduleController {

    private static final String DECIMAL = "\\d{1,12}(\\.\\d{1,4})?";
    private static final String NOT_DECIMAL = "请填数字，最多四位小数";

    private final TaskService tasks;
    private final ScheduleService schedule;

    ScheduleController(TaskService tasks, ScheduleService schedule) {
        this.tasks = tasks;
        this.schedule = schedule;
    }

    /** All milestones at once: each by its day, or by the working days it takes, counted back from the end (A051). */
    @PutMapping("/milestones")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> plan(
            @PathVariable String id,
            @Valid @RequestBody Milestones body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.plan(id, body.plan(), body.reason, new Ask(by, key, ifMatch)), by);
    }

    /** The days that a plan would have; nothing is stored. */
    @PostMapping("/milestones/preview")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    Preview preview(@PathVariable String id, @Valid @RequestBody Milestones body, Caller by) {
        return new Preview(schedule.preview(id, body.plan(), by).steps().stream()
                .map(step -> new Dated(step.name(), Objects.requireNonNull(step.dueOn())))
                .toList());
    }

    @PostMapping("/milestones/{milestoneId}/completion")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> done(
            @PathVariable String id,
            @PathVariable String milestoneId,
            @Valid @RequestBody Completion body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(schedule.done(id, milestoneId, body.on, body.note.strip(), list(body.evidence), ask), by);
    }

    /** The office does not accept that it is done. */
    @PostMapping("/milestones/{milestoneId}/return")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> returned(
            @PathVariable String id,
            @PathVariable String milestoneId,
            @Valid @RequestBody Reason body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.returned(id, milestoneId, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/targets")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> aim(
            @PathVariable String id,
            @Valid @RequestBody NewTarget body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.aim(id, body.target(), body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    /** It is no longer pursued; what was read stays. */
    @PostMapping("/targets/{targetId}/drop")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> drop(
            @PathVariable String id,
            @PathVariable String targetId,
            @Valid @RequestBody Reason body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.drop(id, targetId, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    /** How much there was in all up to a day; never edited, a correction is another one that says why. */
    @PostMapping("/targets/{targetId}/readings")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> read(
            @PathVariable String id,
            @PathVariable String targetId,
            @Valid @RequestBody Reading body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.read(id, targetId, body.reading(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/targets/{targetId}/entries")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> list(
            @PathVariable String id,
            @PathVariable String targetId,
            @Valid @RequestBody Entries body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.list(id, targetId, names(body.names), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/targets/{targetId}/entries/{entryId}/closing")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> close(
            @PathVariable String id,
            @PathVariable String targetId,
            @PathVariable String entryId,
            @Valid @RequestBody Note body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(schedule.close(id, targetId, entryId, body.note.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/targets/{targetId}/entries/{entryId}/reopening")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> reopen(
            @PathVariable String id,
            @PathVariable String targetId,
            @PathVariable String entryId,
            @Valid @RequestBody Reason body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(schedule.correct(id, targetId, entryId, false, body.reason.strip(), ask), by);
    }

    @PostMapping("/targets/{targetId}/entries/{entryId}/removal")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<TaskView.Detail> strike(
            @PathVariable String id,
            @PathVariable String targetId,
            @PathVariable String entryId,
            @Valid @RequestBody Reason body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var ask = new Ask(by, key, ifMatch);
        return answer(schedule.correct(id, targetId, entryId, true, body.reason.strip(), ask), by);
    }

    /** @param reason needed when one that is there is moved or left out */
    record Milestones(
            @NotNull @Size(max = MilestonePlan.MOST_STEPS) List<@NotNull @Valid NewMilestone> milestones,
            @Nullable @Size(max = 500) String reason) {

        MilestonePlan plan() {
            return new MilestonePlan(milestones.stream().map(NewMilestone::step).toList());
        }
    }

    /** @param dueOn or {@code workdays}, for all of them the same */
    record NewMilestone(
            @Nullable @Size(max = 60) String id,
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 30) String stage,
            @Nullable LocalDate dueOn,
            @Nullable @Min(1) @Max(500) Integer workdays) {

        MilestonePlan.Step step() {
            return new MilestonePlan.Step(
                    id,
                    name.strip(),
                    stage == null || stage.isBlank() ? null : TaskQuery.known(Stage.of(stage), "/stage"),
                    dueOn,
                    workdays);
        }
    }

    record Preview(List<Dated> milestones) {}

    record Dated(String name, LocalDate dueOn) {}

    /** @param on today when left out */
    record Completion(
            @Nullable LocalDate on,
            @NotBlank @Size(max = 2000) String note,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {}

    record Reason(@NotBlank @Size(max = 500) String reason) {}

    record Note(@NotBlank @Size(max = 500) String note) {}

    /**
     * @param aim {@code at-least} when left out
     * @param entries the first lines of a list
     */
    record NewTarget(
            @NotBlank @Size(max = 30) String kind,
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 10) String unit,
            @Nullable @Size(max = 30) String aim,

            @Nullable @Pattern(regexp = DECIMAL, message = NOT_DECIMAL)
            String goal,

            @Nullable @Pattern(regexp = DECIMAL, message = NOT_DECIMAL)
            String base,

            @Nullable @Size(max = 200) String quota,
            @Nullable @Size(max = Target.MOST_ENTRIES) List<@NotBlank @Size(max = 100) String> entries,
            @NotBlank @Size(max = 500) String reason) {

        ScheduleService.NewTarget target() {
            var of = TaskQuery.known(Target.Kind.of(kind), "/kind");
            var isList = of == Target.Kind.LIST;
            return new ScheduleService.NewTarget(
                    of,
                    name.strip(),
                    isList ? "项" : unit == null ? "" : unit.strip(),
                    aim == null ? Target.Aim.AT_LEAST : TaskQuery.known(Target.Aim.of(aim), "/aim"),
                    isList ? null : goal,
                    isList ? null : base,
                    quota,
                    isList && entries != null ? names(entries) : List.of());
        }
    }

    /**
     * @param value decimal; how much there was in all, not what came on top
     * @param corrects the reading whose place it takes
     */
    record Reading(
            @NotNull LocalDate on,

            @NotNull @Pattern(regexp = DECIMAL, message = NOT_DECIMAL)
            String value,

            @NotBlank @Size(max = 200) String source,
            @Nullable @Size(max = 60) String corrects,
            @Nullable @Size(max = 500) String reason) {

        ScheduleService.NewReading reading() {
            return new ScheduleService.NewReading(on, value, source.strip(), corrects, reason);
        }
    }

    record Entries(
            @NotEmpty @Size(max = Target.MOST_ENTRIES) List<@NotBlank @Size(max = 100) String> names) {}

    private ResponseEntity<TaskView.Detail> answer(Task task, Caller by) {
        return ResponseEntity.ok().eTag(IfMatch.of(task)).body(tasks.detail(task, by));
    }

    private static List<String> names(List<String> given) {
        return given.stream().map(String::strip).distinct().toList();
    }

    private static List<String> list(@Nullable List<String> given) {
        return Objects.requireNonNullElse(given, List.of());
    }
}
