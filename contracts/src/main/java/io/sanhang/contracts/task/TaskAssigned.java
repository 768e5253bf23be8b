package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task has been given to its units. Names of units are not carried: ids are. */
@EventName("task.assigned.v1")
public record TaskAssigned(
        String taskId,
        String title,
        List<String> leadUnitIds,
        List<String> responsibleUnitIds,
        @Nullable LocalDate dueOn)
        implements DomainEvent {}
