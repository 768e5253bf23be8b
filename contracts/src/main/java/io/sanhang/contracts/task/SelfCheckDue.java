package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;

/**
 * Units are to fill in a self-check: a round has been set up, they are reminded, or their sheet was returned.
 *
 * @param words which of these, and why
 */
@EventName("task.self-check-due.v1")
public record SelfCheckDue(String roundId, String title, List<String> unitIds, LocalDate closesOn, String words)
        implements DomainEvent {}
