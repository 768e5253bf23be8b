package io.sanhang.task.matter;

import static com.mongodb.client.model.Indexes.ascending;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The catalogue; a county's has some hundred entries at most. */
@Repository
class MatterLimits {

    private static final int MOST = 1_000;

    private final OutboxCollection<MatterLimit> limits;

    MatterLimits(Outboxes outboxes) {
        limits = new OutboxCollection<>(outboxes, "matter-limits", MatterLimit.class);
        limits.uniqueIndex(ascending("name"));
    }

    List<MatterLimit> all() {
        return limits.collection().find().sort(ascending("name")).limit(MOST).into(new ArrayList<>());
    }

    /** @throws Refusal {@code unknown-limit} */
    MatterLimit inUse(String id) {
        return limits.find(id)
                .filter(limit -> !limit.retired())
                .orElseThrow(() -> Refusal.invalid("unknown-limit").at("/limitId"));
    }

    /** The same key adds one entry. @throws Refusal {@code limit-exists} for a name that is taken */
    MatterLimit add(String name, int workdays, @Nullable String basis, IdempotencyKey key) {
        var limit = new MatterLimit(key.idFor("matter-limits"), 1, name, workdays, basis, false);
        return limits.insertNew(limit) ? limit : limits.find(limit.id()).orElseThrow(() -> taken(name));
    }

    boolean addIfNew(MatterLimit limit) {
        return limits.insertNew(limit);
    }

    /** @throws Refusal {@code not-found}, {@code changed-meanwhile}, {@code limit-exists} */
    MatterLimit change(String id, String name, int workdays, @Nullable String basis, boolean retired, IfMatch ifMatch) {
        var found = limits.get(id);
        ifMatch.require(found);
        if (all().stream()
                .anyMatch(other -> other.name().equals(name) && !other.id().equals(id))) {
            throw taken(name);
        }
        var next = found.to(name, workdays, basis, retired);
        limits.replace(next);
        return next;
    }

    private static Refusal taken(String name) {
        return Refusal.conflict("limit-exists", name);
    }
}
