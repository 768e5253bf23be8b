package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The office has closed a task. The origin names what the task was opened for, if anything. */
@EventName("task.closed.v1")
public record TaskClosed(
        String taskId,
        String title,
        List<String> unitIds,
        @Nullable String originKind,
        @Nullable String originId) implements DomainEvent {}
