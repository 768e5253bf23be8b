package io.sanhang.task.plan;

import io.sanhang.contracts.task.PlanConfirmed;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.PlanTasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** From upload to ledger: one method a use case. */
@Service
public class PlanService {

    private final PlanRepository plans;
    private final PlanTasks tasks;
    private final Circulations circulations;
    private final Clock clock;

    PlanService(PlanRepository plans, PlanTasks tasks, Circulations circulations, Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.circulations = circulations;
        this.clock = clock;
    }

    /** What a confirmation did: the tasks it opened now, and all there are. */
    public record Confirmed(PlanImport plan, int created, int all) {}

    PlanImport upload(String name, byte[] bytes, @Nullable LocalDate issuedOn, IdempotencyKey key, Caller by) {
        var text = PlanFile.text(name, bytes);
        var read = PlanParser.parse(text, issuedOn);
        if (read.items().isEmpty()) {
            throw Refusal.invalid("no-clauses-found").at("file");
        }
        var fingerprint = Fingerprint.of(name, Arrays.hashCode(bytes), bytes.length, String.valueOf(issuedOn));
        var plan = PlanImport.of(
                key.idFor("plan-imports/" + by.id()), name, fingerprint, text, read, by.name(), clock.instant());
        if (!plans.insertNew(plan)) {
            var before = plans.get(plan.id());
            key.sameRequest(before.fingerprint(), fingerprint);
            return before;
        }
        return plan;
    }

    /** A plan that was uploaded, looked through and confirmed at some past hour. Nothing is stored. */
    public static PlanImport confirmedAt(Instant at, String id, String name, String text, String by, String decision) {
        var plan = PlanImport.of(id, name, "", text, PlanParser.parse(text, null), by, at);
        for (var finding : plan.findings()) {
            plan = plan.decide(finding.code(), finding.ref(), decision);
        }
        return plan.confirm(by, at);
    }

    /** Takes a plan whose tasks are there already, and who has signed for it. */
    public void keep(PlanImport confirmed, Circulation circulation) {
        circulations.keep(circulation);
        plans.insertNew(confirmed);
    }

    public boolean has(String id) {
        return plans.has(id);
    }

    PlanImport get(String id) {
        return plans.get(id);
    }

    /** For everybody on the staff: what is confirmed, and nothing before. */
    PlanImport confirmed(String id) {
        var plan = plans.get(id);
        if (!plan.isConfirmed()) {
            throw Refusal.missing("not-found");
        }
        return plan;
    }

    /** A confirmed plan, and what was or is doubtful about it. */
    public record InForce(String id, PlanDocument document, List<Finding> findings) {}

    public List<InForce> inForce(int most) {
        return plans.confirmed(most).stream()
                .map(plan -> new InForce(plan.id(), plan.document(), plan.findings()))
                .toList();
    }

    List<PlanTasks.OfClause> tasksOf(PlanImport plan, Caller caller) {
        return tasks.ofPlan(plan.id(), caller);
    }

    Page<PlanRepository.Summary> list(PageRequest page) {
        return plans.list(page);
    }

    PlanImport correct(String id, IfMatch expected, String ref, PlanItem.Correction correction) {
        var plan = plans.get(id);
        expected.require(plan);
        var next = plan.correct(ref, correction);
        plans.replace(next);
        return next;
    }

    PlanImport decide(String id, String code, String ref, String decision) {
        var next = plans.get(id).decide(code, ref, decision);
        plans.replace(next);
        return next;
    }

    /**
     * Tasks and recipients first, then the state: a confirmation that was cut short in between is finished by confirming again, and one
     * that is done does nothing.
     */
    Confirmed confirm(String id, Caller by) {
        var plan = plans.get(id);
        var all = plan.taskItems().size();
        if (plan.isConfirmed()) {
            return new Confirmed(plan, 0, all);
        }
        var created = tasks.open(plan, by);
        var next = plan.confirm(by.name(), clock.instant());
        circulations.open(next);
        try {
            plans.replace(
                    next, new PlanConfirmed(id, String.valueOf(plan.document().title()), all));
        } catch (Refusal changed) {
            // A double click: the other one has confirmed it. Anything else is the caller's to know.
            if (!plans.get(id).isConfirmed()) {
                throw changed;
            }
        }
        return new Confirmed(next, created, all);
    }
}
