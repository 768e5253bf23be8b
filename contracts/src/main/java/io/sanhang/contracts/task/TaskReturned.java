package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** The office has returned a close-out application with its reason. */
@EventName("task.returned.v1")
public record TaskReturned(String taskId, String title, List<String> unitIds, String reason) implements DomainEvent {}
