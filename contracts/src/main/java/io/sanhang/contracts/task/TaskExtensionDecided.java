package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The office has given more time, or not.
 *
 * @param dueOn the due date after the decision
 */
@EventName("task.extension-decided.v1")
public record TaskExtensionDecided(
        String taskId,
        String title,
        List<String> unitIds,
        boolean granted,
        String decision,
        @Nullable LocalDate dueOn,
        @Nullable String note)
        implements DomainEvent {}
