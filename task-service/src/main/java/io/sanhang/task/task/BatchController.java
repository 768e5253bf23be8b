package io.sanhang.task.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.task.task.Batch.Action;
import io.sanhang.task.task.Batch.Outcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

/** The office does one thing to many tasks: assign, remind, tag. The answer is looked up while and after it runs. */
@RestController
@RequestMapping("/api/task/batches")
class BatchController {

    /**
     * @param taskIds or {@code filter}, not both
     * @param dueOn of an assignment: the day for those tasks that have none
     */
    record NewBatch(
            @NotBlank String action,
            @Nullable @Size(max = 500) List<@NotBlank @Size(max = 50) String> taskIds,
            @Nullable LedgerFilter filter,
            @Nullable @Size(max = 50) String leadUnitId,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 50) String> responsibleUnitIds,
            @Nullable LocalDate dueOn,
            @Nullable @Size(max = 200) String note,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> addTags,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> removeTags) {

        BatchService.Wanted wanted(@Nullable TaskQuery query) {
            if ((taskIds == null) == (filter == null)) {
                throw Refusal.malformed("invalid-request").at("/taskIds");
            }
            return new BatchService.Wanted(
                    TaskQuery.known(
                            Arrays.stream(Action.values())
                                    .filter(each -> each.code().equals(action))
                                    .findFirst(),
                            "/action"),
                    list(taskIds),
                    query,
                    leadUnitId,
                    list(responsibleUnitIds),
                    dueOn,
                    note,
                    list(addTags),
                    list(removeTags));
        }

        private static List<String> list(@Nullable List<String> given) {
            return Objects.requireNonNullElse(given, List.of());
        }
    }

    /** @param undoUntil absent for what cannot be undone */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            String action,
            String phase,
            OffsetDateTime at,
            int total,
            int waiting,
            int done,
            int refused,
            int undone,
            int kept,
            @Nullable OffsetDateTime undoUntil) {

        static View of(Batch batch) {
            return new View(
                    batch.id(),
                    batch.order().action().code(),
                    batch.phase().code(),
                    BatchController.at(batch.at()),
                    batch.rows().size(),
                    batch.count(Outcome.WAITING),
                    batch.count(Outcome.DONE),
                    batch.count(Outcome.REFUSED),
                    batch.count(Outcome.UNDONE),
                    batch.count(Outcome.KEPT),
                    Optional.ofNullable(batch.undoUntil())
                            .map(BatchController::at)
                            .orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String taskId,
            String title,
            String outcome,
            @Nullable String reason) {}

    private final BatchService batches;
    private final TaskDuties duties;

    BatchController(BatchService batches, TaskDuties duties) {
        this.batches = batches;
        this.duties = duties;
    }

    @PostMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<View> begin(@Valid @RequestBody NewBatch body, Caller by, IdempotencyKey key) {
        var filter = body.filter();
        var wanted = body.wanted(filter == null ? null : duties.query(filter, by));
        var batch = batches.begin(wanted, by, key);
        return ResponseEntity.accepted()
                .location(URI.create("/api/task/batches/" + batch.id()))
                .body(View.of(batch));
    }

    /** The caller's own, the newest first. */
    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    Page<View> list(Caller caller, PageRequest page) {
        return batches.list(caller, page).map(View::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    View get(@PathVariable String id, Caller caller) {
        return View.of(batches.get(id, caller));
    }

    /** @param outcome only rows that ended so */
    @GetMapping("/{id}/rows")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    Page<Row> rows(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String outcome,
            Caller caller,
            PageRequest page) {
        var rows = batches.get(id, caller).rows().stream()
                .filter(row -> outcome == null || row.outcome().code().equals(outcome))
                .toList();
        var shown = rows.stream()
                .skip((long) page.page() * page.size())
                .limit(page.size())
                .map(row -> new Row(row.taskId(), row.title(), row.outcome().code(), row.reason()))
                .toList();
        return new Page<>(shown, rows.size(), page.page(), page.size());
    }

    /** Within ten minutes; asking again answers the same. */
    @PostMapping("/{id}/undo")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    View undo(@PathVariable String id, Caller caller) {
        return View.of(batches.undo(id, caller));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
