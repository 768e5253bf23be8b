package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A confirmed document goes round: these units are to sign for it. */
@EventName("task.plan-issued.v1")
public record PlanIssued(
        String importId, String title, @Nullable String number, List<String> unitIds) implements DomainEvent {}
