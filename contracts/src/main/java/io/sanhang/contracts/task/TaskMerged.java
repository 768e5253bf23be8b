package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/**
 * The office has merged other tasks into this one; they end and point to it.
 *
 * @param unitIds the units of all of them
 * @param merged the others' titles, in words
 */
@EventName("task.merged.v1")
public record TaskMerged(
        String taskId, String title, List<String> unitIds, List<String> mergedIds, String merged, String reason)
        implements DomainEvent {}
