package io.sanhang.task.task;

import org.jspecify.annotations.Nullable;

/**
 * A unit as the plan prints it, and the unit it was found to be. The id is null while nobody has decided which unit is
 * meant ("有关部门", an unknown name): it is then shown, and answered for by nobody yet (A005).
 */
public record Party(@Nullable String id, String name) {

    boolean resolved() {
        return id != null;
    }
}
