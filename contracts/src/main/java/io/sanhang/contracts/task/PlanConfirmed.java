package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** An office has confirmed an imported plan; its tasks exist. */
@EventName("task.plan-confirmed.v1")
public record PlanConfirmed(String importId, String title, int tasks) implements DomainEvent {}
