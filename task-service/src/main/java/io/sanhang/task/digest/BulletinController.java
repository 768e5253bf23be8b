package io.sanhang.task.digest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.activity.Period;
import io.sanhang.task.digest.Bulletin.Words;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The quarterly bulletin: from its draft to the file that is sent. */
@RestController
@RequestMapping("/api/task/bulletins")
class BulletinController {

    private static final String DESK = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final MediaType WORD =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final BulletinService bulletins;

    BulletinController(BulletinService bulletins) {
        this.bulletins = bulletins;
    }

    @GetMapping
    @PreAuthorize(DESK)
    Page<Row> list(Caller caller, PageRequest page) {
        return bulletins.list(caller, page).map(Row::of);
    }

    @GetMapping("/{id}")
    @PreAuthorize(DESK)
    ResponseEntity<Detail> get(@PathVariable String id, Caller caller) {
        return answer(bulletins.get(id, caller), caller);
    }

    @GetMapping("/{id}/document")
    @PreAuthorize(DESK)
    ResponseEntity<byte[]> document(@PathVariable String id, Caller caller) {
        var bulletin = bulletins.get(id, caller);
        var attachment = ContentDisposition.attachment()
                .filename(bulletin.words().title() + ".docx", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(WORD)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(WordFile.of(bulletin.paper()));
    }

    /** Drafting the same quarter again finds the draft. */
    @PostMapping
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> draft(@Valid @RequestBody Quarter body, Caller caller, IdempotencyKey key) {
        var bulletin = bulletins.draft(body.period, caller, key);
        return ResponseEntity.created(URI.create("/api/task/bulletins/" + bulletin.id()))
                .eTag(IfMatch.of(bulletin))
                .body(Detail.of(bulletin, caller));
    }

    @PutMapping("/{id}/words")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> reword(
            @PathVariable String id,
            @Valid @RequestBody NewWords body,
            Caller caller,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(bulletins.reword(id, body.words(), caller, key, ifMatch), caller);
    }

    /** Takes the numbers anew. */
    @PostMapping("/{id}/figures")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> refill(@PathVariable String id, Caller caller, IdempotencyKey key, IfMatch ifMatch) {
        return answer(bulletins.refill(id, caller, key, ifMatch), caller);
    }

    @PostMapping("/{id}/submission")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> submit(@PathVariable String id, Caller caller, IdempotencyKey key, IfMatch ifMatch) {
        return answer(bulletins.submit(id, caller, key, ifMatch), caller);
    }

    @PostMapping("/{id}/return")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> sendBack(
            @PathVariable String id,
            @Valid @RequestBody Reason body,
            Caller caller,
            IdempotencyKey key,
            IfMatch ifMatch) {
        return answer(bulletins.sendBack(id, body.reason, caller, key, ifMatch), caller);
    }

    /** By somebody else than who submitted it; every unit is told. */
    @PostMapping("/{id}/issue")
    @PreAuthorize(OFFICE)
    ResponseEntity<Detail> issue(@PathVariable String id, Caller caller, IdempotencyKey key, IfMatch ifMatch) {
        return answer(bulletins.issue(id, caller, key, ifMatch), caller);
    }

    private static ResponseEntity<Detail> answer(Bulletin bulletin, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.of(bulletin)).body(Detail.of(bulletin, caller));
    }

    /** @param period such as {@code 2026Q3} */
    record Quarter(@NotBlank @Size(max = 10) String period) {}

    record Reason(@NotBlank @Size(max = 500) String reason) {}

    record NewWords(
            @NotBlank @Size(max = 100) String title,
            @Nullable @Size(max = 50) String number,
            @NotBlank @Size(max = 2000) String opening,
            @Nullable @Size(max = 5000) String problems,
            @Nullable @Size(max = 5000) String next) {
        Words words() {
            return new Words(
                    title.strip(),
                    number == null || number.isBlank() ? null : number.strip(),
                    opening.strip(),
                    Objects.requireNonNullElse(problems, "").strip(),
                    Objects.requireNonNullElse(next, "").strip());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String id,
            String period,
            String periodText,
            String title,
            @Nullable String number,
            String state,
            String stateText,
            OffsetDateTime takenAt,
            @Nullable OffsetDateTime issuedAt,
            long version) {

        static Row of(Bulletin bulletin) {
            var issued = bulletin.issuedAt();
            return new Row(
                    bulletin.id(),
                    bulletin.period(),
                    Period.of(bulletin.period()).words(),
                    bulletin.words().title(),
                    bulletin.words().number(),
                    bulletin.state().code(),
                    bulletin.state().words(),
                    at(bulletin.figures().takenAt()),
                    issued == null ? null : at(issued),
                    bulletin.version());
        }
    }

    record Done(OffsetDateTime at, String by, String what) {}

    /** @param rows of a table, its heads first */
    record Part(String kind, String text, List<List<String>> rows) {
        static Part of(Paper.Block block) {
            return new Part(
                    block.kind().name().toLowerCase(Locale.ROOT),
                    block.text(),
                    block.rows().stream().map(Paper.Row::cells).toList());
        }
    }

    /**
     * @param paper what it says
     * @param intact false when what was issued has been altered in the store
     * @param allowed {@code reword}, {@code refill}, {@code submit}, {@code return}, {@code issue}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            @JsonUnwrapped Row summary,
            Words words,
            List<Part> paper,
            @Nullable String hash,
            boolean intact,
            List<Done> steps,
            List<String> allowed) {

        static Detail of(Bulletin bulletin, Caller caller) {
            return new Detail(
                    Row.of(bulletin),
                    bulletin.words(),
                    bulletin.paper().blocks().stream().map(Part::of).toList(),
                    bulletin.hash(),
                    bulletin.isIntact(),
                    bulletin.steps().stream()
                            .map(step -> new Done(BulletinController.at(step.at()), step.byName(), step.what()))
                            .toList(),
                    bulletin.allowedTo(caller));
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
