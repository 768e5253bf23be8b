package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A unit has signed for a task (签收). */
@EventName("task.signed-for.v1")
public record TaskSignedFor(String taskId, String title, String unitId, String by) implements DomainEvent {}
