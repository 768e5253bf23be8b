package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suspended task goes on; the time it stood still is added to its deadline. */
@EventName("task.resumed.v1")
public record TaskResumed(
        String taskId,
        String title,
        List<String> unitIds,
        @Nullable LocalDate dueOn) implements DomainEvent {}
