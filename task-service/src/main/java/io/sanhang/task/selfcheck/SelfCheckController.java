package io.sanhang.task.selfcheck;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.selfcheck.SelfCheckService.Ask;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Self-check rounds, the units' sheets, and a unit over the rounds (A013, A018). */
@RestController
@RequestMapping("/api/task")
class SelfCheckController {

    private final SelfCheckService checks;

    SelfCheckController(SelfCheckService checks) {
        this.checks = checks;
    }

    @GetMapping("/check-rounds")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Page<CheckView> rounds(@RequestParam(required = false) @Nullable String state, Caller caller, PageRequest page) {
        var listed = checks.rounds(state, caller, page);
        return listed.rounds()
                .map(round ->
                        CheckView.of(round, listed.tally().getOrDefault(round.id(), Map.of()), caller, checks.today()));
    }

    @PostMapping("/check-rounds")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Detail> open(@Valid @RequestBody NewRound body, Caller by, IdempotencyKey key) {
        var round = checks.open(body.opening(), by, key);
        var watched = checks.round(round.id(), by);
        return ResponseEntity.created(URI.create("/api/task/check-rounds/" + round.id()))
                .eTag(IfMatch.of(watched.round()))
                .body(CheckView.Detail.of(watched, by, checks.today()));
    }

    /** With every unit of the caller's scope: who has handed in, who has not. */
    @GetMapping("/check-rounds/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<CheckView.Detail> round(@PathVariable String id, Caller caller) {
        return answer(checks.round(id, caller), caller);
    }

    /** More time, or an end: a day that has passed closes the round. */
    @PatchMapping("/check-rounds/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Detail> reschedule(
            @PathVariable String id, @Valid @RequestBody Closing body, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(checks.reschedule(id, body.closesOn, new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/check-rounds/{id}/reminders")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Detail> remind(@PathVariable String id, Caller by, IdempotencyKey key, IfMatch ifMatch) {
        return answer(checks.remind(id, new Ask(by, key, ifMatch)), by);
    }

    @GetMapping("/check-rounds/{id}/sheets/{unitId}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<CheckView.Sheet> sheet(@PathVariable String id, @PathVariable String unitId, Caller caller) {
        return answer(checks.sheet(id, unitId, caller), caller);
    }

    /** Keeps a draft. */
    @PutMapping("/check-rounds/{id}/sheets/{unitId}")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Sheet> save(
            @PathVariable String id,
            @PathVariable String unitId,
            @Valid @RequestBody Answers body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(checks.save(id, unitId, body.all(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/check-rounds/{id}/sheets/{unitId}/submission")
    @PreAuthorize("hasAnyRole('DEPARTMENT', 'OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Sheet> submit(
            @PathVariable String id,
            @PathVariable String unitId,
            @Valid @RequestBody Answers body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(checks.submit(id, unitId, body.all(), new Ask(by, key, ifMatch)), by);
    }

    @PostMapping("/check-rounds/{id}/sheets/{unitId}/return")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<CheckView.Sheet> returned(
            @PathVariable String id,
            @PathVariable String unitId,
            @Valid @RequestBody Reason body,
            Caller by,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(checks.returned(id, unitId, body.reason.strip(), new Ask(by, key, ifMatch)), by);
    }

    /** A unit over the newest rounds of a form, and what changed since the last but one. */
    @GetMapping("/check-comparisons/{unitId}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Comparison comparison(
            @PathVariable String unitId,
            @RequestParam(defaultValue = CheckForm.SIX) @Size(max = 60) String form,
            Caller caller) {
        return checks.comparison(unitId, form, caller);
    }

    private ResponseEntity<CheckView.Detail> answer(SelfCheckService.Watched watched, Caller caller) {
        return ResponseEntity.ok()
                .eTag(IfMatch.of(watched.round()))
                .body(CheckView.Detail.of(watched, caller, checks.today()));
    }

    private ResponseEntity<CheckView.Sheet> answer(SelfCheckService.Filling filling, Caller caller) {
        return ResponseEntity.ok()
                .eTag(IfMatch.of(filling.sheet()))
                .body(CheckView.Sheet.of(filling, caller, checks.today()));
    }

    /** @param unitIds absent or empty for all units */
    record NewRound(
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 60) String form,
            @NotNull LocalDate opensOn,
            @NotNull LocalDate closesOn,
            @Nullable @Size(max = 500) List<@NotBlank @Size(max = 50) String> unitIds) {

        SelfCheckService.Opening opening() {
            return new SelfCheckService.Opening(
                    title.strip(), form, opensOn, closesOn, Objects.requireNonNullElse(unitIds, List.of()));
        }
    }

    record Closing(@NotNull LocalDate closesOn) {}

    record NewAnswer(
            @NotBlank @Size(max = 60) String point,
            @Nullable String judgement,
            @Nullable @Size(max = 2000) String text) {}

    record Answers(@NotNull @Size(max = 500) List<@NotNull @Valid NewAnswer> answers) {

        List<CheckSheet.Answer> all() {
            var all = new ArrayList<CheckSheet.Answer>();
            for (var i = 0; i < answers.size(); i++) {
                var one = answers.get(i);
                all.add(new CheckSheet.Answer(
                        one.point,
                        one.judgement == null
                                ? null
                                : Judgement.of(one.judgement, "/answers/%d/judgement".formatted(i)),
                        one.text == null || one.text.isBlank() ? null : one.text.strip()));
            }
            return all;
        }
    }

    record Reason(@NotBlank @Size(max = 1000) String reason) {}
}
