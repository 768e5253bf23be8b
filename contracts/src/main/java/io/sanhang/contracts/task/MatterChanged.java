package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/**
 * Something happened to a leader's instruction, a paper or a matter with a time limit that others wait for.
 *
 * @param unitIds the unit that has it
 * @param office true when it waits for the office, false when the unit is to know
 * @param change what happened, in words
 */
@EventName("task.matter-changed.v1")
public record MatterChanged(String matterId, String title, List<String> unitIds, boolean office, String change)
        implements DomainEvent {}
