package io.sanhang.task.plan;

import io.sanhang.contracts.task.PlanIssued;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.plan.Circulation.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sends confirmed documents round and keeps who has signed (A002). */
@Service
class Circulations {

    /** All units of a county may sign in the same minute. */
    private static final int TRIES = 20;

    private final CirculationRepository circulations;
    private final Directory directory;
    private final Clock clock;

    Circulations(CirculationRepository circulations, Directory directory, Clock clock) {
        this.circulations = circulations;
        this.directory = directory;
        this.clock = clock;
    }

    /** Once for a plan, however often it is confirmed. */
    void open(PlanImport confirmed) {
        if (circulations.find(confirmed.id()).isPresent()) {
            return;
        }
        var document = confirmed.document();
        var names = Stream.concat(document.addressees().stream(), document.copies().stream())
                .toList();
        var circulation = Circulation.of(confirmed, directory.resolve(names), directory.units(), clock.instant());
        circulations.insertNew(
                circulation,
                new PlanIssued(
                        confirmed.id(), String.valueOf(document.title()), document.number(), circulation.unitIds()));
    }

    void keep(Circulation circulation) {
        circulations.insertNew(circulation);
    }

    Optional<Circulation> find(String id) {
        return circulations.find(id);
    }

    Circulation get(String id) {
        return circulations.get(id);
    }

    /** @param waiting only what the caller's own unit has yet to sign for */
    Page<Circulation> list(boolean waiting, Caller caller, PageRequest page) {
        if (waiting && caller.unitId() == null) {
            return new Page<>(List.of(), 0, page.page(), page.size());
        }
        return circulations.list(waiting ? caller.unitId() : null, page);
    }

    Circulation signFor(String id, Caller by) {
        return change(id, now -> now.signedFor(by, clock.instant()));
    }

    Circulation signOnPaper(String id, String recipient, String signer, Caller by) {
        return change(id, now -> now.signedOnPaper(recipient, signer.strip(), by, clock.instant()));
    }

    /**
     * A unit by its id, or anybody by a name.
     *
     * @throws Refusal {@code recipient-required} with neither, {@code unknown-unit}
     */
    Circulation alsoTo(String id, @Nullable String unitId, @Nullable String name, Role role) {
        if (unitId == null || unitId.isBlank()) {
            if (name == null || name.isBlank()) {
                throw Refusal.invalid("recipient-required").at("/name");
            }
            return change(id, now -> now.alsoTo(null, name.strip(), role));
        }
        var unit = Optional.ofNullable(directory.units().get(unitId))
                .orElseThrow(() -> Refusal.invalid("unknown-unit", unitId).at("/unitId"));
        return change(id, now -> now.alsoTo(unitId, unit.name(), role));
    }

    /** Others write the same document at the same moment; what changes nothing is not written. */
    private Circulation change(String id, UnaryOperator<Circulation> rule) {
        for (var attempt = 1; ; attempt++) {
            var now = circulations.get(id);
            var next = rule.apply(now);
            if (next == now) {
                return now;
            }
            try {
                circulations.replace(next);
                return next;
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || attempt == TRIES) {
                    throw refusal;
                }
            }
        }
    }
}
