package io.sanhang.task.plan;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Plan import, for the office's page and for outside programs. */
@RestController
@RequestMapping("/api/task/plan-imports")
class PlanController {

    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final int LONGEST_NAME = 200;

    private final PlanService plans;

    PlanController(PlanService plans) {
        this.plans = plans;
    }

    record Row(
            String id,
            @Nullable String title,
            @Nullable String number,
            @Nullable LocalDate issuedOn,
            PlanImport.State state,
            String fileName,
            Instant importedAt,
            int findings) {
        static Row of(PlanRepository.Summary plan) {
            var open = plan.findings().stream()
                    .filter(finding -> finding.resolved() == null)
                    .count();
            return new Row(
                    plan.id(),
                    plan.document().title(),
                    plan.document().number(),
                    plan.document().issuedOn(),
                    plan.state(),
                    plan.fileName(),
                    plan.importedAt(),
                    (int) open);
        }
    }

    record Correction(
            @NotBlank String ref,
            @Nullable @Size(max = 5000) String text,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 60) String> leadUnits,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 60) String> responsibleUnits,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 60) String> collectiveUnits,
            @Nullable @Size(max = 20) List<PlanItem.@NotNull Deadline> deadlines,
            @Nullable @Size(max = 20) List<PlanItem.@NotNull Cadence> cadences,
            @Nullable @Size(max = 20) List<PlanItem.@NotNull Quota> quotas) {
        PlanItem.Correction toRules() {
            return new PlanItem.Correction(
                    text, leadUnits, responsibleUnits, collectiveUnits, deadlines, cadences, quotas);
        }
    }

    record Decision(
            @NotBlank String code,
            @NotNull String ref,
            @NotBlank String decision) {}

    record Confirmed(String id, PlanImport.State state, int tasksCreated, int tasks) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize(OFFICE)
    ResponseEntity<PlanImport> upload(
            @RequestParam("file") MultipartFile file,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate issuedOn,
            IdempotencyKey key,
            Caller caller) {
        try {
            var plan = plans.upload(name(file), file.getBytes(), issuedOn, key, caller);
            return ResponseEntity.status(HttpStatus.CREATED)
                    .eTag(IfMatch.of(plan))
                    .body(plan);
        } catch (IOException e) {
            throw Refusal.malformed("invalid-request").at("file");
        }
    }

    private static String name(MultipartFile file) {
        var name = String.valueOf(file.getOriginalFilename()).replaceAll("[\\p{Cntrl}/\\\\]", "");
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }

    @GetMapping
    @PreAuthorize(OFFICE)
    Page<Row> list(PageRequest page) {
        return plans.list(page).map(Row::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize(OFFICE)
    ResponseEntity<PlanImport> get(@PathVariable String id) {
        return answer(plans.get(id));
    }

    @PatchMapping("/{id}/items")
    @PreAuthorize(OFFICE)
    ResponseEntity<PlanImport> correct(
            @PathVariable String id, @Valid @RequestBody Correction correction, IfMatch expected) {
        return answer(plans.correct(id, expected, correction.ref(), correction.toRules()));
    }

    @PostMapping("/{id}/finding-decisions")
    @PreAuthorize(OFFICE)
    ResponseEntity<PlanImport> decide(@PathVariable String id, @Valid @RequestBody Decision decision) {
        return answer(plans.decide(id, decision.code(), decision.ref(), decision.decision()));
    }

    @PostMapping("/{id}/confirm")
    @PreAuthorize(OFFICE)
    Confirmed confirm(@PathVariable String id, Caller caller) {
        var done = plans.confirm(id, caller);
        return new Confirmed(id, PlanImport.State.CONFIRMED, done.created(), done.all());
    }

    private static ResponseEntity<PlanImport> answer(PlanImport plan) {
        return ResponseEntity.ok().eTag(IfMatch.of(plan)).body(plan);
    }
}
