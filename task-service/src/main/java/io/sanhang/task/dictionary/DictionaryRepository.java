package io.sanhang.task.dictionary;

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
import org.springframework.stereotype.Repository;

/** The editions in the store. Everybody may read them: they hold words, nobody's data. */
@Repository
class DictionaryRepository {

    private final OutboxCollection<Dictionary> editions;

    DictionaryRepository(Outboxes outboxes) {
        editions = new OutboxCollection<>(outboxes, "dictionaries", Dictionary.class);
        editions.index(ascending("code", "version"));
    }

    /** @throws Refusal {@code changed-meanwhile} when there is an edition of this version already */
    void keep(Dictionary edition) {
        if (!editions.insertNew(edition)) {
            throw Refusal.stale("changed-meanwhile");
        }
    }

    Optional<Dictionary> newest(String code) {
        return Optional.ofNullable(editions.collection()
                .find(eq("code", code))
                .sort(descending("version"))
                .limit(1)
                .first());
    }

    /** The newest edition of each that was ever edited. */
    List<Dictionary> newest() {
        return editions.collection()
                .aggregate(List.of(
                        Aggregates.sort(descending("version")),
                        Aggregates.group("$code", Accumulators.first("newest", "$$ROOT")),
                        Aggregates.replaceRoot("$newest")))
                .into(new ArrayList<>());
    }

    List<Dictionary> editions(String code) {
        return editions.collection()
                .find(eq("code", code))
                .sort(descending("version"))
                .into(new ArrayList<>());
    }
}
