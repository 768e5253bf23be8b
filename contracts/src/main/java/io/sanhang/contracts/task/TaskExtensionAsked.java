package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;

/** A unit asks the office for more time. */
@EventName("task.extension-asked.v1")
public record TaskExtensionAsked(String taskId, String title, String unitId, LocalDate until, String reason)
        implements DomainEvent {}
