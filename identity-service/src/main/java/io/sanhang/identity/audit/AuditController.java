package io.sanhang.identity.audit;

import io.sanhang.identity.audit.AuditEntry.Subject;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: who changed which unit, post, group or account, and when. */
@RestController
class AuditController {

    private static final ZoneId HERE = ZoneId.of("Asia/Shanghai");

    record AuditView(
            String id, OffsetDateTime at, String by, String subject, String subjectId, String name, String what) {
        static AuditView of(AuditEntry it) {
            return new AuditView(
                    it.id(),
                    it.at().atZone(HERE).toOffsetDateTime(),
                    it.byName(),
                    it.subject().code(),
                    it.subjectId(),
                    it.subjectName(),
                    it.what());
        }
    }

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /** @param subject {@code unit}, {@code post}, {@code group} or {@code account} */
    @GetMapping("/api/identity/audit")
    @PreAuthorize("hasRole('ADMIN')")
    Page<AuditView> list(
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable @Size(max = 100) String q,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate until,
            PageRequest page) {
        var wanted = subject == null || subject.isEmpty()
                ? null
                : Subject.of(subject)
                        .orElseThrow(() -> Refusal.malformed("invalid-request").at("subject"));
        return audit.find(wanted, q, start(from), start(until == null ? null : until.plusDays(1)), page)
                .map(AuditView::of);
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(HERE).toInstant();
    }
}
