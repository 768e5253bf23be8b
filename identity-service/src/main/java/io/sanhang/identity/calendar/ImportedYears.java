package io.sanhang.identity.calendar;

import com.mongodb.client.model.Sorts;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The imported years as they are stored; a new or changed one is told to who counts working days. */
@Repository
class ImportedYears {

    private final OutboxCollection<ImportedYear> years;

    ImportedYears(Outboxes outboxes) {
        years = new OutboxCollection<>(outboxes, "calendarYears", ImportedYear.class);
    }

    List<ImportedYear> all() {
        return years.collection().find().sort(Sorts.ascending("year")).into(new ArrayList<>());
    }

    Optional<ImportedYear> find(int year) {
        return years.find(ImportedYear.idOf(year));
    }

    /** False when somebody else was first. */
    boolean insert(ImportedYear first) {
        return years.insertNew(first, first.changed());
    }

    void replace(ImportedYear next) {
        years.replace(next, next.changed());
    }
}
