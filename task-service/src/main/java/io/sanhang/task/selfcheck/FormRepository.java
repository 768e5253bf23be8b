package io.sanhang.task.selfcheck;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

/** The editions of forms; the product ships one. */
@Repository
class FormRepository {

    private final OutboxCollection<CheckForm> editions;

    FormRepository(Outboxes outboxes) {
        editions = new OutboxCollection<>(outboxes, "check-forms", CheckForm.class);
        editions.index(ascending("code", "version"));
    }

    /** False, and nothing is written, when there is an edition of this version already. */
    boolean keep(CheckForm edition) {
        return editions.insertNew(edition);
    }

    /** The newest edition. @throws Refusal {@code not-found} */
    CheckForm get(String code) {
        return newest(code).orElseThrow(() -> Refusal.missing("not-found"));
    }

    private Optional<CheckForm> newest(String code) {
        var edited = editions.collection()
                .find(eq("code", code))
                .sort(descending("version"))
                .limit(1)
                .first();
        return Optional.ofNullable(edited)
                .or(() -> code.equals(CheckForm.SIX) ? Optional.of(CheckForm.shipped()) : Optional.empty());
    }

    List<CheckForm> newest() {
        var edited = editions.collection()
                .aggregate(List.of(
                        Aggregates.sort(descending("version")),
                        Aggregates.group("$code", Accumulators.first("newest", "$$ROOT")),
                        Aggregates.replaceRoot("$newest"),
                        Aggregates.sort(ascending("at"))))
                .into(new ArrayList<>());
        return edited.stream().anyMatch(form -> form.code().equals(CheckForm.SIX))
                ? edited
                : Stream.concat(Stream.of(CheckForm.shipped()), edited.stream()).toList();
    }

    List<CheckForm> editions(String code) {
        return editions.collection()
                .find(eq("code", code))
                .sort(descending("version"))
                .into(new ArrayList<>());
    }
}
