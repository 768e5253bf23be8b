package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.neighbours.Directory.Unit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the directory says of the units of a task. */
final class TaskParties {

    private TaskParties() {}

    /** @throws Refusal {@code unknown-unit}, pointing at the field */
    static List<Party> named(List<String> ids, Map<String, Unit> units, String pointer) {
        return ids.stream()
                .distinct()
                .map(id -> {
                    var unit = units.get(id);
                    if (unit == null) {
                        throw Refusal.invalid("unknown-unit", id).at(pointer);
                    }
                    return new Party(id, unit.name());
                })
                .toList();
    }

    /** The post that answers for a task: the head of the first unit that leads it, if the directory knows one. */
    static @Nullable String headPost(Assignment who, Map<String, Unit> units) {
        return who.leadIds().stream()
                .limit(1)
                .map(units::get)
                .filter(Objects::nonNull)
                .map(Unit::headPostId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
