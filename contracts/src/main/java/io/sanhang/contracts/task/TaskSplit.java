package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** The office has split a task into several; each part is a task of its own. */
@EventName("task.split.v1")
public record TaskSplit(String taskId, String title, List<String> unitIds, List<String> partIds, String reason)
        implements DomainEvent {}
