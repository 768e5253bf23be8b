package io.sanhang.evaluation.inspection;

import io.sanhang.evaluation.inspection.Inspection.Fault;
import io.sanhang.evaluation.inspection.Inspection.Finding;
import io.sanhang.evaluation.inspection.Inspection.Kind;
import io.sanhang.evaluation.inspection.Inspection.Order;
import io.sanhang.evaluation.inspection.Inspection.Party;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
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

/** Inspections (A067, A068): planned by the office or inspectors, carried out by inspectors, answered by units. */
@RestController
@RequestMapping("/api/evaluation/inspections")
class InspectionController {

    private static final String STAFF = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER', 'INSPECTOR')";
    private static final String PLANNERS = "hasAnyRole('OFFICE', 'ADMIN', 'INSPECTOR')";
    private static final String INSPECTORS = "hasRole('INSPECTOR')";

    private final InspectionService inspections;

    InspectionController(InspectionService inspections) {
        this.inspections = inspections;
    }

    record NewParty(
            @NotBlank @Size(max = 60) String id,
            @NotBlank @Size(max = 60) String name) {
        Party party() {
            return new Party(id, name);
        }
    }

    record NewInspection(
            @NotBlank @Size(max = 100) String title,
            @NotNull Kind kind,
            @NotNull LocalDate from,
            @NotNull LocalDate until,
            @NotEmpty @Size(max = 20) List<@Valid @NotNull NewParty> inspectors,
            @NotEmpty @Size(max = 200) List<@Valid @NotNull NewParty> units) {
        Inspection planned(IdempotencyKey key, Caller by) {
            return Inspection.plan(
                    key.idFor("inspections|" + by.id()),
                    Fingerprint.of(this),
                    title.strip(),
                    kind,
                    from,
                    until,
                    inspectors.stream().map(NewParty::party).toList(),
                    units.stream().map(NewParty::party).toList());
        }
    }

    record NewFinding(
            @NotBlank @Size(max = 60) String unitId,
            @NotNull Fault fault,
            @NotBlank @Size(max = 2000) String text) {}

    record NewOrder(
            @NotBlank @Size(max = 60) String unitId,
            @NotBlank @Size(max = 2000) String text,
            @NotNull LocalDate dueOn,
            @NotEmpty @Size(max = 100) List<@NotBlank String> findings) {}

    record FindingView(String id, String unitId, Fault fault, String text, LocalDate on, String by) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.id(), finding.unitId(), finding.fault(), finding.text(), finding.on(), finding.by());
        }
    }

    record OrderView(String id, String unitId, String text, LocalDate dueOn, LocalDate on, String by) {
        static OrderView of(Order order) {
            return new OrderView(order.id(), order.unitId(), order.text(), order.dueOn(), order.on(), order.by());
        }
    }

    /**
     * @param inspecting whether the caller carries it out
     * @param found how many findings there are; null for who is inspected
     * @param findings for those who carry it out only (A068); null for everybody else
     * @param orders all of them for inspectors and office, those of the own or led units for others
     */
    record InspectionView(
            String id,
            String title,
            Kind kind,
            Inspection.State state,
            LocalDate from,
            LocalDate until,
            List<Party> inspectors,
            List<Party> units,
            boolean inspecting,
            @Nullable Integer found,
            @Nullable List<FindingView> findings,
            List<OrderView> orders) {
        static InspectionView of(Inspection inspection, Caller caller) {
            var inspecting = InspectionService.inspects(inspection, caller);
            var all = inspecting || caller.isOffice();
            return new InspectionView(
                    inspection.id(),
                    inspection.title(),
                    inspection.kind(),
                    inspection.state(),
                    inspection.from(),
                    inspection.until(),
                    inspection.inspectors(),
                    inspection.units().stream()
                            .filter(unit -> all || caller.seesUnit(unit.id()))
                            .toList(),
                    inspecting,
                    all ? inspection.findings().size() : null,
                    inspecting
                            ? inspection.findings().stream()
                                    .map(FindingView::of)
                                    .toList()
                            : null,
                    inspection.orders().stream()
                            .filter(order -> all || caller.seesUnit(order.unitId()))
                            .map(OrderView::of)
                            .toList());
        }
    }

    @GetMapping
    @PreAuthorize(STAFF)
    Page<InspectionView> list(Caller caller, PageRequest page) {
        return inspections.list(caller, page).map(each -> InspectionView.of(each, caller));
    }

    /** Of inspections that began between two days, both included: how many findings led to an order. */
    @GetMapping("/follow-up")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'LEADER', 'INSPECTOR')")
    InspectionService.FollowUp followUp(@RequestParam LocalDate from, @RequestParam LocalDate until) {
        return inspections.followUp(from, until);
    }

    @PostMapping
    @PreAuthorize(PLANNERS)
    ResponseEntity<InspectionView> plan(@Valid @RequestBody NewInspection body, Caller caller, IdempotencyKey key) {
        var planned = inspections.plan(body.planned(key, caller), key);
        return ResponseEntity.created(URI.create("/api/evaluation/inspections/" + planned.id()))
                .eTag(IfMatch.of(planned))
                .body(InspectionView.of(planned, caller));
    }

    @GetMapping("/{id}")
    @PreAuthorize(STAFF)
    ResponseEntity<InspectionView> get(@PathVariable String id, Caller caller) {
        return answer(inspections.get(id, caller), caller);
    }

    @PostMapping("/{id}/findings")
    @PreAuthorize(INSPECTORS)
    ResponseEntity<InspectionView> found(
            @PathVariable String id, @Valid @RequestBody NewFinding body, Caller caller, IdempotencyKey key) {
        return answer(inspections.found(id, body.unitId, body.fault, body.text.strip(), caller, key), caller);
    }

    @PostMapping("/{id}/filing")
    @PreAuthorize(INSPECTORS)
    ResponseEntity<InspectionView> file(@PathVariable String id, Caller caller) {
        return answer(inspections.file(id, caller), caller);
    }

    @PostMapping("/{id}/orders")
    @PreAuthorize(INSPECTORS)
    ResponseEntity<InspectionView> order(
            @PathVariable String id, @Valid @RequestBody NewOrder body, Caller caller, IdempotencyKey key) {
        return answer(
                inspections.order(id, body.unitId, body.text.strip(), body.dueOn, body.findings, caller, key), caller);
    }

    private static ResponseEntity<InspectionView> answer(Inspection inspection, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.of(inspection)).body(InspectionView.of(inspection, caller));
    }
}
