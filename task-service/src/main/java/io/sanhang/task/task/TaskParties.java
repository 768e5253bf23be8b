package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import java.util.List;
import java.util.Map;

/** Turns ids of units into parties with their present names. */
final class TaskParties {

    private TaskParties() {}

    /** @throws Refusal {@code unknown-unit}, pointing at the field */
    static List<Party> named(List<String> ids, Map<String, String> names, String pointer) {
        return ids.stream()
                .distinct()
                .map(id -> {
                    var name = names.get(id);
                    if (name == null) {
                        throw Refusal.invalid("unknown-unit", id).at(pointer);
                    }
                    return new Party(id, name);
                })
                .toList();
    }
}
