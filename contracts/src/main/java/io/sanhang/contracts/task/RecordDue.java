package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that units must write is due soon, or was not written in time.
 *
 * @param type its type's code
 * @param title of the task that it is about, or the unit's name
 * @param period the month, quarter or year it belongs to, in words
 * @param kind {@code before} or {@code missed}
 * @param words the same in words
 */
@EventName("task.record-due.v1")
public record RecordDue(
        String type,
        String typeName,
        @Nullable String taskId,
        String title,
        List<String> unitIds,
        String period,
        String kind,
        String words,
        LocalDate dueOn)
        implements DomainEvent {}
