package io.sanhang.task.problem;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.problem.ProblemService.Ask;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Problem lists and the steps of a problem (A014, A019, A134). The same {@code Idempotency-Key} does a thing once. */
@RestController
@RequestMapping("/api/task/problems")
class ProblemController {

    private final ProblemService problems;

    ProblemController(ProblemService problems) {
        this.problems = problems;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Page<ProblemView> list(
            @RequestParam(required = false) @Nullable String list,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String how,
            @RequestParam(required = false) @Nullable String due,
            @RequestParam(required = false) @Nullable String q,
            Caller caller,
            PageRequest page) {
        var causes = problems.causes();
        return problems.list(new ProblemQuery(list, unit, state, cause, how, due, q), caller, page)
                .map(problem -> ProblemView.of(problem, causes, problems.today()));
    }

    /** Counts by state, root cause and list, and who has no list. */
    @GetMapping("/summary")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Summary summary(Caller caller) {
        return problems.summary(caller);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<ProblemView.Detail> get(@PathVariable String id, Caller caller) {
        return answer(problems.get(id, caller));
    }

    @PostMapping
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> create(@Valid @RequestBody NewProblem body, Caller by, IdempotencyKey key) {
        var of = body.of();
        var seen = problems.create(of.id, of.group, body.statement(), by, key);
        return ResponseEntity.created(
                        URI.create("/api/task/problems/" + seen.problem().id()))
                .eTag(IfMatch.of(seen.problem()))
                .body(detail(seen));
    }

    /** Lines of a table: problem, sign, root causes, remedy, due date, with tabs between. */
    @PostMapping("/lines")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    Pasted paste(@Valid @RequestBody Lines body, Caller by, IdempotencyKey key) {
        var of = Of.of(body.unitId, body.groupId);
        var how = ProblemQuery.known(Found.of(body.how), "/how");
        return new Pasted(problems.paste(of.id, of.group, body.lines, how, by, key).stream()
                .map(Problem::id)
                .toList());
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> edit(
            @PathVariable String id, @Valid @RequestBody Wording body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.edit(id, body.statement(), new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/claim")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> claim(
            @PathVariable String id, @Valid @RequestBody Claimed body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.claim(id, body.unitId, body.postId, new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/remedy")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> start(
            @PathVariable String id, @Valid @RequestBody Remedy body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.start(id, body.remedy.strip(), body.dueOn, new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/resolution")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> resolve(
            @PathVariable String id,
            @Valid @RequestBody Resolved body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        var evidence = Objects.requireNonNullElse(body.evidence, List.<String>of());
        return answer(problems.resolve(id, body.statement.strip(), evidence, new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/resolution/confirmation")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> confirm(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Note body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(problems.confirm(id, body == null ? null : body.note, new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/resolution/return")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> returned(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.returned(id, body.reason.strip(), new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/reopening")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> reopen(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.reopen(id, body.reason.strip(), new Ask(by, key, ifMatch)));
    }

    @PostMapping("/{id}/withdrawal")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> withdraw(
            @PathVariable String id, @Valid @RequestBody Reason body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(problems.withdraw(id, body.reason.strip(), new Ask(by, key, ifMatch)));
    }

    /** Without a date, the problem's own. */
    @PostMapping("/{id}/task")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<ProblemView.Detail> openTask(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Due body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(problems.openTask(id, body == null ? null : body.dueOn, new Ask(by, key, ifMatch)));
    }

    private ResponseEntity<ProblemView.Detail> answer(ProblemService.Seen seen) {
        return ResponseEntity.ok().eTag(IfMatch.of(seen.problem())).body(detail(seen));
    }

    private ProblemView.Detail detail(ProblemService.Seen seen) {
        return ProblemView.Detail.of(seen, problems.causes(), problems.today());
    }

    private record Of(String id, boolean group) {

        /** Of a unit or of a group, never of both. */
        static Of of(@Nullable String unitId, @Nullable String groupId) {
            if (unitId != null && groupId == null) {
                return new Of(unitId, false);
            }
            if (unitId == null && groupId != null) {
                return new Of(groupId, true);
            }
            throw Refusal.invalid("whose-problem").at("/unitId");
        }
    }

    record NewProblem(
            @Nullable @Size(min = 1, max = 50) String unitId,
            @Nullable @Size(min = 1, max = 50) String groupId,
            @NotBlank @Size(max = 500) String text,
            @Nullable @Size(max = 2000) String sign,
            @Nullable @Size(max = 10) List<@NotBlank @Size(max = 60) String> rootCauses,
            @NotBlank String how,
            @Nullable @Size(max = 200) String from,
            @Nullable @Size(max = 2000) String remedy,
            @Nullable LocalDate dueOn) {

        Of of() {
            return Of.of(unitId, groupId);
        }

        Statement statement() {
            return new Wording(text, sign, rootCauses, how, from, remedy, dueOn).statement();
        }
    }

    record Wording(
            @NotBlank @Size(max = 500) String text,
            @Nullable @Size(max = 2000) String sign,
            @Nullable @Size(max = 10) List<@NotBlank @Size(max = 60) String> rootCauses,
            @NotBlank String how,
            @Nullable @Size(max = 200) String from,
            @Nullable @Size(max = 2000) String remedy,
            @Nullable LocalDate dueOn) {

        Statement statement() {
            return new Statement(
                    text.strip(),
                    orAbsent(sign),
                    Objects.requireNonNullElse(rootCauses, List.<String>of()).stream()
                            .distinct()
                            .toList(),
                    ProblemQuery.known(Found.of(how), "/how"),
                    orAbsent(from),
                    orAbsent(remedy),
                    dueOn);
        }

        private static @Nullable String orAbsent(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record Lines(
            @Nullable @Size(min = 1, max = 50) String unitId,
            @Nullable @Size(min = 1, max = 50) String groupId,
            @NotBlank String how,
            @NotBlank @Size(max = 200_000) String lines) {}

    record Pasted(List<String> ids) {}

    record Claimed(
            @Nullable @Size(min = 1, max = 50) String unitId,
            @Nullable @Size(min = 1, max = 50) String postId) {}

    record Remedy(
            @NotBlank @Size(max = 2000) String remedy,
            @NotNull LocalDate dueOn) {}

    record Resolved(
            @NotBlank @Size(max = 2000) String statement,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 50) String> evidence) {}

    record Note(@Nullable @Size(max = 1000) String note) {}

    record Reason(@NotBlank @Size(max = 1000) String reason) {}

    record Due(@Nullable LocalDate dueOn) {}
}
