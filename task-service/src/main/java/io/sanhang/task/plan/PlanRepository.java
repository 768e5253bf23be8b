package io.sanhang.task.plan;

import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Repository;

/** Imports of plans. The list reads only what it shows: a document's text may be megabytes. */
@Repository
class PlanRepository {

    /** What a list shows of an import. */
    public record Summary(
            @BsonId String id,
            PlanImport.State state,
            String fileName,
            PlanDocument document,
            List<Finding> findings,
            Instant importedAt) {}

    private final OutboxCollection<PlanImport> imports;

    PlanRepository(Outboxes outboxes) {
        imports = new OutboxCollection<>(outboxes, "plan_imports", PlanImport.class);
        imports.index(Indexes.descending("importedAt"));
        imports.index(Indexes.compoundIndex(Indexes.ascending("state"), Indexes.descending("importedAt")));
    }

    boolean insertNew(PlanImport plan) {
        return imports.insertNew(plan);
    }

    boolean has(String id) {
        return imports.find(id).isPresent();
    }

    PlanImport get(String id) {
        return imports.get(id);
    }

    void replace(PlanImport next, DomainEvent... events) {
        imports.replace(next, events);
    }

    /** The newest confirmed ones. */
    List<Summary> confirmed(int most) {
        return imports.collection()
                .find(Filters.eq("state", PlanImport.State.CONFIRMED.name()), Summary.class)
                .projection(include("state", "fileName", "document", "findings", "importedAt"))
                .sort(descending("importedAt"))
                .limit(most)
                .into(new ArrayList<>());
    }

    Page<Summary> list(PageRequest page) {
        var items = imports.collection()
                .find(Summary.class)
                .projection(include("state", "fileName", "document", "findings", "importedAt"))
                .sort(descending("importedAt"))
                .skip(page.page() * page.size())
                .limit(page.size())
                .into(new ArrayList<>());
        return new Page<>(items, imports.collection().countDocuments(Filters.empty()), page.page(), page.size());
    }
}
