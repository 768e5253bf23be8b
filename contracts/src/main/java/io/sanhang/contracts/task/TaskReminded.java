package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit is reminded of a task: by the clock, or by the office.
 *
 * @param kind {@code before}, {@code due}, {@code overdue}, {@code escalated} or {@code by-hand}
 * @param words how near the deadline is, or what the office says
 */
@EventName("task.reminded.v1")
public record TaskReminded(
        String taskId,
        String title,
        List<String> unitIds,
        String kind,
        String words,
        @Nullable LocalDate dueOn) implements DomainEvent {}
