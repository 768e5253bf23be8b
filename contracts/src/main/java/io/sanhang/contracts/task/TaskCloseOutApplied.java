package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A unit holds a task to be done and asks for close-out (销号). */
@EventName("task.close-out-applied.v1")
public record TaskCloseOutApplied(String taskId, String title, String unitId) implements DomainEvent {}
