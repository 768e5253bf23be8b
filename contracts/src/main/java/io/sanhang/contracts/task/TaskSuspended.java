package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** The office has suspended a task; its clock stands still. */
@EventName("task.suspended.v1")
public record TaskSuspended(String taskId, String title, List<String> unitIds, String reason) implements DomainEvent {}
