package io.sanhang.task.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.plan.Circulation.Recipient;
import io.sanhang.task.plan.Circulation.Role;
import io.sanhang.task.task.PlanTasks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Confirmed documents as everybody on the staff reads them (A001), and who has signed for them (A002). */
@RestController
@RequestMapping("/api/task/plans")
class PlanReadingController {

    private static final String STAFF = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";

    private final PlanService plans;
    private final Circulations circulations;

    PlanReadingController(PlanService plans, Circulations circulations) {
        this.plans = plans;
        this.circulations = circulations;
    }

    /** @param signer the name on the slip, where the office entered it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RecipientView(
            String key,
            @Nullable String unitId,
            String name,
            Role role,
            @Nullable OffsetDateTime signedAt,
            @Nullable String signedBy,
            @Nullable String signer) {
        static RecipientView of(Recipient one) {
            var receipt = one.receipt();
            return receipt == null
                    ? new RecipientView(one.key(), one.unitId(), one.name(), one.role(), null, null, null)
                    : new RecipientView(
                            one.key(),
                            one.unitId(),
                            one.name(),
                            one.role(),
                            at(receipt.at()),
                            receipt.byName(),
                            receipt.signer());
        }
    }

    /** @param mine the caller's own unit among the recipients */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String id,
            @Nullable String title,
            @Nullable String number,
            @Nullable LocalDate issuedOn,
            OffsetDateTime circulatedAt,
            int recipients,
            int signed,
            @Nullable RecipientView mine) {
        static Row of(Circulation one, Caller caller) {
            return new Row(
                    one.id(),
                    one.title(),
                    one.number(),
                    one.issuedOn(),
                    at(one.circulatedAt()),
                    one.recipients().size(),
                    (int) one.recipients().stream().filter(Recipient::hasSigned).count(),
                    one.recipients().stream()
                            .filter(each ->
                                    each.unitId() != null && each.unitId().equals(caller.unitId()))
                            .findFirst()
                            .map(RecipientView::of)
                            .orElse(null));
        }
    }

    /** @param tasks those of the clauses that the caller may open */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reading(
            String id,
            long version,
            PlanDocument document,
            List<PlanItem> items,
            List<ParsedPlan.WorkingGroup> groups,
            List<Finding> findings,
            @Nullable OffsetDateTime confirmedAt,
            List<PlanTasks.OfClause> tasks,
            @Nullable Row circulation) {}

    /** @param total of all recipients, also those that the caller does not see */
    record Recipients(List<RecipientView> items, int total, int signed) {
        static Recipients of(Circulation one, Caller caller) {
            return new Recipients(
                    one.seenBy(caller).stream().map(RecipientView::of).toList(),
                    one.recipients().size(),
                    (int) one.recipients().stream().filter(Recipient::hasSigned).count());
        }
    }

    record PaperReceipt(
            @NotBlank @Size(max = 100) String recipient,
            @NotBlank @Size(max = 40) String signer) {}

    record NewRecipient(
            @Nullable @Size(max = 50) String unitId,
            @Nullable @Size(max = 60) String name,
            @Nullable Role role) {}

    @GetMapping
    @PreAuthorize(STAFF)
    Page<Row> list(@RequestParam(defaultValue = "false") boolean waiting, Caller caller, PageRequest page) {
        return circulations.list(waiting, caller, page).map(one -> Row.of(one, caller));
    }

    @GetMapping("/{id}")
    @PreAuthorize(STAFF)
    Reading read(@PathVariable String id, Caller caller) {
        var plan = plans.confirmed(id);
        var confirmedAt = plan.confirmedAt();
        return new Reading(
                plan.id(),
                plan.version(),
                plan.document(),
                plan.items(),
                plan.groups(),
                plan.findings(),
                confirmedAt == null ? null : at(confirmedAt),
                plans.tasksOf(plan, caller),
                circulations.find(id).map(one -> Row.of(one, caller)).orElse(null));
    }

    /** The document as it was uploaded, word for word. */
    @GetMapping(value = "/{id}/text", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @PreAuthorize(STAFF)
    String text(@PathVariable String id) {
        return plans.confirmed(id).text();
    }

    @GetMapping("/{id}/recipients")
    @PreAuthorize(STAFF)
    Recipients recipients(@PathVariable String id, Caller caller) {
        return Recipients.of(circulations.get(id), caller);
    }

    /** By the unit itself; signing again changes nothing. */
    @PostMapping("/{id}/receipt")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT')")
    Row signFor(@PathVariable String id, Caller by) {
        return Row.of(circulations.signFor(id, by), by);
    }

    /** By the office, from a slip that somebody without an account has signed. */
    @PostMapping("/{id}/paper-receipts")
    @PreAuthorize(OFFICE)
    Recipients signOnPaper(@PathVariable String id, @Valid @RequestBody PaperReceipt body, Caller by) {
        return Recipients.of(circulations.signOnPaper(id, body.recipient, body.signer, by), by);
    }

    @PostMapping("/{id}/recipients")
    @PreAuthorize(OFFICE)
    Recipients add(@PathVariable String id, @Valid @RequestBody NewRecipient body, Caller by) {
        var role = body.role == null ? Role.ADDRESSEE : body.role;
        return Recipients.of(circulations.alsoTo(id, body.unitId, body.name, role), by);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    }
}
