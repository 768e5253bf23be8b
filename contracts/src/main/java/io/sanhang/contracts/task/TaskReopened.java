package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** The office has reopened a closed task with its reason. */
@EventName("task.reopened.v1")
public record TaskReopened(String taskId, String title, List<String> unitIds, String reason) implements DomainEvent {}
