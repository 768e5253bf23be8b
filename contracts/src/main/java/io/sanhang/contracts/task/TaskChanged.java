package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/**
 * The office has changed what is asked, or who is in charge of it.
 *
 * @param change in words, for people
 */
@EventName("task.changed.v1")
public record TaskChanged(String taskId, String title, List<String> unitIds, String change) implements DomainEvent {}
