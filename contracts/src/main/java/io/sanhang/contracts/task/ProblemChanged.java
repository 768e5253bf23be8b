package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.util.List;

/**
 * Something happened to a problem that others wait for.
 *
 * @param unitIds whose problem it is; none for a group's that nobody has claimed
 * @param office true when it waits for the office, false when the units are to know
 * @param change what happened, in words
 */
@EventName("task.problem-changed.v1")
public record ProblemChanged(String problemId, String title, List<String> unitIds, boolean office, String change)
        implements DomainEvent {}
