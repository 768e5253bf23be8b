package io.sanhang.task.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One duty of a confirmed plan, ready to become a task: what was read and, where a person corrected it, what that
 * person wrote. Units are names as printed.
 */
record PlannedTask(
        Duty duty,
        List<String> lead,
        List<String> responsible,
        List<String> collective,
        @Nullable String groupName) {

    /** Every name that has to be looked up. */
    List<String> names() {
        return java.util.stream.Stream.of(lead, responsible, collective)
                .flatMap(List::stream)
                .toList();
    }
}
