package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A unit has reported progress on a task. */
@EventName("task.progress-reported.v1")
public record TaskProgressReported(String taskId, String title, String unitId, String by) implements DomainEvent {}
