package io.sanhang.task.plan;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Confirmed documents and their recipients. Every confirmed document may be read by all staff. */
@Repository
class CirculationRepository {

    private final OutboxCollection<Circulation> circulations;

    CirculationRepository(Outboxes outboxes) {
        circulations = new OutboxCollection<>(outboxes, "plan_circulations", Circulation.class);
        circulations.index(descending("circulatedAt"));
        circulations.index(ascending("recipients.unitId"));
    }

    boolean insertNew(Circulation circulation, DomainEvent... events) {
        return circulations.insertNew(circulation, events);
    }

    void replace(Circulation next) {
        circulations.replace(next);
    }

    Circulation get(String id) {
        return circulations.get(id);
    }

    Optional<Circulation> find(String id) {
        return circulations.find(id);
    }

    /** Those that a unit has not signed for. */
    List<Circulation> waitingFor(String unitId) {
        return circulations.collection().find(unsigned(unitId)).into(new ArrayList<>());
    }

    private static Bson unsigned(String unitId) {
        return elemMatch("recipients", and(eq("unitId", unitId), exists("receipt", false)));
    }

    /** @param waitingFor only those that this unit has not signed for; null for all */
    Page<Circulation> list(@Nullable String waitingFor, PageRequest page) {
        var filter = waitingFor == null ? empty() : unsigned(waitingFor);
        return Pages.find(
                circulations.collection(), filter, orderBy(descending("circulatedAt"), ascending("_id")), page);
    }
}
