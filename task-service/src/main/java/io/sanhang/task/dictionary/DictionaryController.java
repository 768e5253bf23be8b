package io.sanhang.task.dictionary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dictionaries are read by everybody at work here and edited by the office. */
@RestController
@RequestMapping("/api/task/dictionaries")
class DictionaryController {

    /** @param hint what to do, while there is nothing to choose from */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String code,
            String name,
            String purpose,
            @Nullable String hint,
            long version,
            List<Dictionary.Entry> entries,
            @Nullable String changedBy,
            @Nullable OffsetDateTime changedAt) {

        static View of(Dictionary it) {
            var shipped = Shipped.of(it.code()).orElseThrow();
            return new View(
                    it.code(),
                    shipped.title(),
                    shipped.purpose(),
                    it.inUse().isEmpty() ? shipped.hint() : null,
                    it.version(),
                    it.entries(),
                    it.byName(),
                    it.at() == null
                            ? null
                            : it.at().atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime());
        }
    }

    record Views(List<View> items) {}

    /** @param earlier the editions before, newest first */
    record Detail(@JsonUnwrapped View dictionary, List<View> earlier) {}

    /** @param code absent for a new entry */
    record EntryLine(
            @Nullable @Size(max = 60) String code,
            @NotBlank @Size(max = 200) String words,
            @Nullable Boolean retired) {

        Dictionary.Line line() {
            return new Dictionary.Line(code, words, Boolean.TRUE.equals(retired));
        }
    }

    record Edit(@NotNull @Size(max = 300) List<@NotNull @Valid EntryLine> entries) {}

    private final Dictionaries dictionaries;

    DictionaryController(Dictionaries dictionaries) {
        this.dictionaries = dictionaries;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER', 'SERVICE')")
    Views list() {
        return new Views(dictionaries.all().stream().map(View::of).toList());
    }

    @GetMapping("/{code}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER', 'SERVICE')")
    ResponseEntity<Detail> get(@PathVariable String code) {
        return answer(dictionaries.get(code));
    }

    /** The whole list, in its new order; an entry that is left out is retired, never deleted. */
    @PutMapping("/{code}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN')")
    ResponseEntity<Detail> edit(@PathVariable String code, @Valid @RequestBody Edit body, Caller by, IfMatch ifMatch) {
        var lines = body.entries.stream().map(EntryLine::line).toList();
        return answer(dictionaries.edit(code, lines, by.name(), ifMatch));
    }

    private ResponseEntity<Detail> answer(Dictionary newest) {
        var earlier = dictionaries.editions(newest.code()).stream()
                .filter(each -> each.version() < newest.version())
                .map(View::of)
                .toList();
        return ResponseEntity.ok().eTag(IfMatch.of(newest)).body(new Detail(View.of(newest), earlier));
    }
}
