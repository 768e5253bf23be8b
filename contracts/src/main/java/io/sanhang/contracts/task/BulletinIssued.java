package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/** A bulletin (通报) has been approved and issued; what it says does not change any more. */
@EventName("task.bulletin-issued.v1")
public record BulletinIssued(String bulletinId, String title, List<String> unitIds) implements DomainEvent {}
