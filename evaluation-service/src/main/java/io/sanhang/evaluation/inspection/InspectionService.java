package io.sanhang.evaluation.inspection;

import io.sanhang.evaluation.inspection.Inspection.Fault;
import io.sanhang.evaluation.inspection.Inspection.Finding;
import io.sanhang.evaluation.inspection.Inspection.Order;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Inspections, one method a step. The same key does a thing once. */
@Service
class InspectionService {

    /** The role of people who inspect; which inspection, their unit decides. */
    static final String INSPECTOR = "INSPECTOR";

    private static final int TRIES = 20;

    private final InspectionRepository inspections;
    private final Clock clock;

    InspectionService(InspectionRepository inspections, Clock clock) {
        this.inspections = inspections;
        this.clock = clock;
    }

    Inspection plan(Inspection wanted, IdempotencyKey key) {
        if (inspections.insertNew(wanted)) {
            return wanted;
        }
        var before = inspections.find(wanted.id()).orElseThrow();
        key.sameRequest(before.fingerprint(), wanted.fingerprint());
        return before;
    }

    Page<Inspection> list(Caller caller, PageRequest page) {
        return inspections.list(caller, page);
    }

    Inspection get(String id, Caller caller) {
        return inspections.get(caller, id);
    }

    /** @throws Refusal {@code not-inspector}, and those of {@link Inspection#found} */
    Inspection found(String id, String unitId, Fault fault, String text, Caller caller, IdempotencyKey key) {
        return again(() -> foundOnce(id, unitId, fault, text, caller, key));
    }

    private Inspection foundOnce(
            String id, String unitId, Fault fault, String text, Caller caller, IdempotencyKey key) {
        var inspection = carriedOut(id, caller);
        var findingId = Ids.derived("finding", id, key.idFor(caller.id()));
        var fingerprint = Fingerprint.of(unitId, fault, text);
        var before = inspection.finding(findingId);
        if (before.isPresent()) {
            key.sameRequest(before.get().fingerprint(), fingerprint);
            return inspection;
        }
        var next = inspection.found(
                new Finding(findingId, fingerprint, unitId, fault, text, LocalDate.now(clock), caller.name()));
        inspections.replace(next);
        return next;
    }

    Inspection file(String id, Caller caller) {
        return again(() -> fileOnce(id, caller));
    }

    private Inspection fileOnce(String id, Caller caller) {
        var inspection = carriedOut(id, caller);
        var next = inspection.filed();
        if (next.version() != inspection.version()) {
            inspections.replace(next);
        }
        return next;
    }

    /** Opens a rectification at the unit. @throws Refusal {@code not-inspector}, and those of {@link Inspection#ordered} */
    Inspection order(
            String id,
            String unitId,
            String text,
            LocalDate dueOn,
            List<String> findings,
            Caller caller,
            IdempotencyKey key) {
        return again(() -> orderOnce(id, unitId, text, dueOn, findings, caller, key));
    }

    private Inspection orderOnce(
            String id,
            String unitId,
            String text,
            LocalDate dueOn,
            List<String> findings,
            Caller caller,
            IdempotencyKey key) {
        var inspection = carriedOut(id, caller);
        var orderId = Ids.derived("rectification-order", id, key.idFor(caller.id()));
        var fingerprint = Fingerprint.of(unitId, text, dueOn, findings);
        var before = inspection.order(orderId);
        if (before.isPresent()) {
            key.sameRequest(before.get().fingerprint(), fingerprint);
            return inspection;
        }
        var by = inspection.inspectors().stream()
                .filter(each -> each.id().equals(caller.unitId()))
                .findFirst()
                .orElseThrow()
                .name();
        var order = new Order(orderId, fingerprint, unitId, text, dueOn, findings, LocalDate.now(clock), by);
        var next = inspection.ordered(order);
        inspections.replace(next, next.event(order));
        return next;
    }

    /**
     * Several people write at once, on the spot and at any replica, and each adds something of her own: who comes second
     * has read nothing that would be wrong now, so she need not be asked.
     *
     * @throws Refusal {@code changed-meanwhile} when it does not come to an end
     */
    private static Inspection again(Supplier<Inspection> step) {
        for (var left = TRIES; ; left--) {
            try {
                return step.get();
            } catch (Refusal refusal) {
                if (left == 0 || refusal.kind() != Refusal.Kind.STALE) {
                    throw refusal;
                }
            }
        }
    }

    /**
     * How much of what inspections found was followed up (K41).
     *
     * @param share percent with one decimal; null without a finding
     */
    record FollowUp(
            int inspections,
            int findings,
            int followedUp,
            @Nullable String share) {}

    FollowUp followUp(LocalDate from, LocalDate until) {
        var count = new AtomicInteger();
        var found = new AtomicInteger();
        var followed = new AtomicInteger();
        inspections.eachBegun(from, until, each -> {
            count.incrementAndGet();
            found.addAndGet(each.findings().size());
            followed.addAndGet(each.followedUp());
        });
        var share = found.get() == 0
                ? null
                : BigDecimal.valueOf(100L * followed.get())
                        .divide(BigDecimal.valueOf(found.get()), 1, RoundingMode.HALF_UP)
                        .toPlainString();
        return new FollowUp(count.get(), found.get(), followed.get(), share);
    }

    static boolean inspects(Inspection inspection, Caller caller) {
        return caller.is(INSPECTOR)
                && inspection.inspectors().stream().anyMatch(each -> Objects.equals(each.id(), caller.unitId()));
    }

    private Inspection carriedOut(String id, Caller caller) {
        var inspection = inspections.get(caller, id);
        if (!inspects(inspection, caller)) {
            throw Refusal.forbidden("not-inspector");
        }
        return inspection;
    }
}
