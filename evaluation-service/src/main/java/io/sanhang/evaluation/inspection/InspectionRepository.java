package io.sanhang.evaluation.inspection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.Sorts;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/** Inspections as they are stored. Who asks finds what she carries out, what concerns her unit, or, as office, all. */
@Repository
class InspectionRepository {

    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("from"), Sorts.ascending("_id"));

    private final OutboxCollection<Inspection> inspections;

    InspectionRepository(Outboxes outboxes) {
        inspections = new OutboxCollection<>(outboxes, "inspections", Inspection.class);
        inspections.index(compoundIndex(descending("from"), ascending("_id")));
        inspections.index(compoundIndex(ascending("inspectors.id"), descending("from")));
        inspections.index(compoundIndex(ascending("units.id"), descending("from")));
    }

    boolean insertNew(Inspection inspection) {
        return inspections.insertNew(inspection);
    }

    Optional<Inspection> find(String id) {
        return inspections.find(id);
    }

    void replace(Inspection next, DomainEvent... events) {
        inspections.replace(next, events);
    }

    /** @throws Refusal {@code not-found}, also when the caller may not know of it */
    Inspection get(Caller caller, String id) {
        var found =
                inspections.collection().find(and(eq("_id", id), scope(caller))).first();
        if (found == null) {
            throw Refusal.missing("not-found");
        }
        return found;
    }

    Page<Inspection> list(Caller caller, PageRequest page) {
        return Pages.find(inspections.collection(), scope(caller), NEWEST_FIRST, page);
    }

    /** Those that began in a span, both days included. */
    void eachBegun(LocalDate from, LocalDate until, Consumer<Inspection> take) {
        inspections
                .collection()
                .find(and(gte("from", from), lte("from", until)))
                .forEach(take);
    }

    /** An unannounced one is hidden from whoever is inspected until it is filed, the office itself included (A087). */
    private static Bson scope(Caller caller) {
        var own = caller.unitId() == null ? List.<String>of() : List.of(caller.unitId());
        var shown = or(ne("kind", Inspection.Kind.UNANNOUNCED.name()), eq("state", Inspection.State.FILED.name()));
        if (caller.isOffice()) {
            return own.isEmpty() ? empty() : or(nin("units.id", own), shown);
        }
        var seen = new ArrayList<>(caller.ledUnitIds());
        seen.addAll(own);
        var concerned = and(in("units.id", seen), shown);
        return caller.is(InspectionService.INSPECTOR) ? or(in("inspectors.id", own), concerned) : concerned;
    }
}
