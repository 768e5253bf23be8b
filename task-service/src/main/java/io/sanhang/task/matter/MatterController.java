package io.sanhang.task.matter;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.matter.MatterService.Ask;
import io.sanhang.task.task.Level;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Leaders' instructions (A082), papers and matters with a time limit (A044, A047), and how long papers stay where (K40).
 * The same {@code Idempotency-Key} does a thing once.
 */
@RestController
@RequestMapping("/api/task")
class MatterController {

    private static final String STAFF = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String WORKERS = "hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')";
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";

    private final MatterService matters;
    private final MatterLimits limits;

    MatterController(MatterService matters, MatterLimits limits) {
        this.matters = matters;
        this.limits = limits;
    }

    @GetMapping("/matters")
    @PreAuthorize(STAFF)
    Page<MatterView> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String due,
            @RequestParam(required = false) @Nullable @Size(max = 100) String q,
            @RequestParam(required = false) boolean mine,
            Caller caller,
            PageRequest page) {
        var posts = mine ? matters.postsOf(caller) : null;
        return matters.list(new MatterRepository.Query(kind, state, unit, due, q, posts), caller, page)
                .map(matter -> MatterView.of(matter, matters.today(), matters.calendar()));
    }

    /** Of what came in from one day to another, both included; a year at most. */
    @GetMapping("/matters/flow")
    @PreAuthorize(STAFF)
    Flow flow(@RequestParam LocalDate from, @RequestParam LocalDate until, Caller caller) {
        return matters.flow(from, until, caller);
    }

    @GetMapping("/matters/{id}")
    @PreAuthorize(STAFF)
    ResponseEntity<MatterView.Detail> get(@PathVariable String id, Caller caller) {
        return answer(matters.get(id, caller), caller);
    }

    @PostMapping("/matters")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> register(@Valid @RequestBody NewMatter body, Caller by, IdempotencyKey key) {
        var matter = matters.register(body.wanted(), by, key);
        return ResponseEntity.created(URI.create("/api/task/matters/" + matter.id()))
                .eTag(IfMatch.of(matter))
                .body(detail(matter, by));
    }

    /** Lines of a table: title, from, unit, working days, with tabs between. What is wrong with a line is told in it. */
    @PostMapping("/matters/lines")
    @PreAuthorize(WORKERS)
    Pasted paste(@Valid @RequestBody Lines body, Caller by, IdempotencyKey key) {
        var kind = MatterRepository.Query.known(MatterKind.of(body.kind), "/kind");
        return new Pasted(matters.paste(kind, body.lines, by, key));
    }

    @PostMapping("/matters/{id}/passing")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> passOn(
            @PathVariable String id, @Valid @RequestBody Passing body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.passOn(id, body.unitId, body.note, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/pause")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> pause(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.pause(id, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/pause/end")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> resume(@PathVariable String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.resume(id, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/extensions")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> askExtension(
            @PathVariable String id, @Valid @RequestBody Longer body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.askExtension(id, body.until, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/extensions/approval")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> grant(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Note body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(matters.decideExtension(id, true, note(body), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/extensions/refusal")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> refuse(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.decideExtension(id, false, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/answer")
    @PreAuthorize(WORKERS)
    ResponseEntity<MatterView.Detail> reply(
            @PathVariable String id, @Valid @RequestBody Reply body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        var evidence = Objects.requireNonNullElse(body.evidence, List.<String>of());
        return answer(matters.answer(id, body.text.strip(), evidence, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/answer/acceptance")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> accept(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Note body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(matters.accept(id, note(body), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/answer/return")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> returned(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.returned(id, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/reopening")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> reopen(
            @PathVariable String id, @Valid @RequestBody Again body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.reopen(id, body.reason.strip(), body.workdays, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/withdrawal")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> withdraw(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.withdraw(id, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/matters/{id}/task")
    @PreAuthorize(OFFICE)
    ResponseEntity<MatterView.Detail> openTask(
            @PathVariable String id, @Valid @RequestBody Due body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(matters.openTask(id, body.dueOn, new Ask(by, key, ifMatch)), by);
    }

    /** The catalogue of matters with time limits (A047). */
    @GetMapping("/matter-limits")
    @PreAuthorize(STAFF)
    Limits limits() {
        return new Limits(limits.all());
    }

    @PostMapping("/matter-limits")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    MatterLimit addLimit(@Valid @RequestBody NewLimit body, IdempotencyKey key) {
        return limits.add(body.name.strip(), body.workdays, body.basis, key);
    }

    @PutMapping("/matter-limits/{id}")
    @PreAuthorize(OFFICE)
    MatterLimit changeLimit(@PathVariable String id, @Valid @RequestBody NewLimit body, IfMatch ifMatch) {
        var retired = Boolean.TRUE.equals(body.retired);
        return limits.change(id, body.name.strip(), body.workdays, body.basis, retired, ifMatch);
    }

    private ResponseEntity<MatterView.Detail> answer(Matter matter, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.of(matter)).body(detail(matter, caller));
    }

    private MatterView.Detail detail(Matter matter, Caller caller) {
        return MatterView.Detail.of(matter, caller, matters.today(), matters.calendar());
    }

    private static @Nullable String note(@Nullable Note body) {
        return body == null || body.note == null || body.note.isBlank() ? null : body.note.strip();
    }

    /** @param receivedAt now when absent; of workdays, limitId and dueOn one, or none for the same day */
    record NewMatter(
            @NotBlank String kind,
            @NotBlank @Size(max = 200) String title,
            @Nullable @Size(max = 5000) String text,
            @Nullable @Size(max = 200) String from,
            @Nullable @Size(max = 50) String leaderPostId,
            @Nullable @Size(max = 30) String level,
            @NotBlank @Size(max = 50) String unitId,
            @Nullable OffsetDateTime receivedAt,
            @Nullable @Size(max = 60) String limitId,
            @Nullable @Min(0) @Max(500) Integer workdays,
            @Nullable LocalDate dueOn,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> scan) {

        MatterService.New wanted() {
            return new MatterService.New(
                    MatterRepository.Query.known(MatterKind.of(kind), "/kind"),
                    title.strip(),
                    orAbsent(text),
                    orAbsent(from),
                    orAbsent(leaderPostId),
                    level == null || level.isBlank() ? null : MatterRepository.Query.known(Level.of(level), "/level"),
                    unitId,
                    receivedAt == null ? null : receivedAt.toInstant(),
                    orAbsent(limitId),
                    workdays,
                    dueOn,
                    Objects.requireNonNullElse(scan, List.of()));
        }

        private static @Nullable String orAbsent(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record Lines(
            @NotBlank String kind,
            @NotBlank @Size(max = 200_000) String lines) {}

    record Pasted(List<MatterService.Line> rows) {}

    record Passing(
            @NotBlank @Size(max = 50) String unitId,
            @Nullable @Size(max = 1000) String note) {}

    record Longer(
            @NotNull LocalDate until,
            @NotBlank @Size(max = 1000) String reason) {}

    record Reply(
            @NotBlank @Size(max = 5000) String text,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {}

    record Again(
            @NotBlank @Size(max = 1000) String reason,
            @Min(0) @Max(500) int workdays) {}

    record Note(@Nullable @Size(max = 1000) String note) {}

    record Reason(@NotBlank @Size(max = 1000) String reason) {}

    record Due(@NotNull LocalDate dueOn) {}

    record NewLimit(
            @NotBlank @Size(max = 100) String name,
            @Min(0) @Max(500) int workdays,
            @Nullable @Size(max = 300) String basis,
            @Nullable Boolean retired) {}

    record Limits(List<MatterLimit> items) {}
}
