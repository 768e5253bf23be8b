package io.sanhang.task.selfcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
import org.springframework.web.bind.annotation.RestController;

/** Self-check forms are data that the office edits (A013). */
@RestController
@RequestMapping("/api/task/check-forms")
class FormController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String code,
            String title,
            long version,
            List<CheckForm.Section> sections,
            @Nullable String changedBy,
            @Nullable OffsetDateTime changedAt) {

        static View of(CheckForm it) {
            return new View(
                    it.code(),
                    it.title(),
                    it.version(),
                    it.sections(),
                    it.byName(),
                    it.at() == null
                            ? null
                            : it.at().atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime());
        }
    }

    record Views(List<View> items) {}

    /** @param earlier the editions before, newest first */
    record Detail(@JsonUnwrapped View form, List<View> earlier) {}

    record NewSection(
            @NotBlank @Size(max = 50) String title,
            boolean judged,
            @Nullable @Size(max = 60) String dictionary,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> points) {

        CheckForm.Section section() {
            return new CheckForm.Section(
                    title.strip(),
                    judged,
                    dictionary,
                    Objects.requireNonNullElse(points, List.<String>of()).stream()
                            .map(String::strip)
                            .toList());
        }
    }

    record NewForm(
            @NotBlank @Size(max = 100) String title,
            @NotEmpty @Size(max = 10) List<@Valid NewSection> sections) {

        List<CheckForm.Section> all() {
            return sections.stream().map(NewSection::section).toList();
        }
    }

    private final SelfCheckService checks;

    FormController(SelfCheckService checks) {
        this.checks = checks;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    Views list() {
        return new Views(checks.forms().stream().map(View::of).toList());
    }

    @GetMapping("/{code}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<Detail> get(@PathVariable String code) {
        return answer(checks.form(code));
    }

    @PostMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<Detail> create(@Valid @RequestBody NewForm body, Caller by, IdempotencyKey key) {
        var form = checks.newForm(body.title.strip(), body.all(), by, key);
        return ResponseEntity.created(URI.create("/api/task/check-forms/" + form.code()))
                .eTag(IfMatch.of(form))
                .body(detail(form));
    }

    @PutMapping("/{code}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<Detail> edit(
            @PathVariable String code, @Valid @RequestBody NewForm body, Caller by, IfMatch ifMatch) {
        return answer(checks.editForm(code, body.title.strip(), body.all(), by, ifMatch));
    }

    private ResponseEntity<Detail> answer(CheckForm newest) {
        return ResponseEntity.ok().eTag(IfMatch.of(newest)).body(detail(newest));
    }

    private Detail detail(CheckForm newest) {
        return new Detail(
                View.of(newest),
                checks.editions(newest.code()).stream()
                        .filter(each -> each.version() < newest.version())
                        .map(View::of)
                        .toList());
    }
}
