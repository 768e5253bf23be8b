package io.sanhang.task.sheet;

import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Projections.exclude;

import com.mongodb.client.model.Filters;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Imported tables, the newest first. */
@Repository
class SheetImportRepository {

    private final OutboxCollection<SheetImport> imports;

    SheetImportRepository(Outboxes outboxes) {
        imports = new OutboxCollection<>(outboxes, "sheet_imports", SheetImport.class);
        imports.index(descending("at"));
    }

    boolean insertNew(SheetImport table) {
        return imports.insertNew(table);
    }

    void replace(SheetImport next) {
        imports.replace(next);
    }

    Optional<SheetImport> find(String id) {
        return imports.find(id);
    }

    SheetImport get(String id) {
        return imports.get(id);
    }

    /** Without the ids of their tasks, which may be thousands. */
    Page<SheetImport> list(PageRequest page) {
        var items = imports.collection()
                .find()
                .projection(exclude("taskIds"))
                .sort(descending("at"))
                .skip(page.page() * page.size())
                .limit(page.size())
                .into(new ArrayList<>());
        return new Page<>(items, imports.collection().countDocuments(Filters.empty()), page.page(), page.size());
    }
}
