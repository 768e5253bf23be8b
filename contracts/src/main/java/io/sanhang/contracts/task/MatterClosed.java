package io.sanhang.contracts.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An instruction, a paper or a matter has been dealt with, and the office has confirmed it. Of instructions this is what
 * a unit's and a leader's score is made of (A083).
 *
 * @param kind {@code instruction}, {@code paper} or {@code service}
 * @param leaderPostId whose instruction it was; null for the others
 * @param doneOn the day of the answer that was accepted
 * @param late an answer came after its day, if only once
 */
@EventName("task.matter-closed.v1")
public record MatterClosed(
        String matterId,
        String title,
        String kind,
        String unitId,
        @Nullable String leaderPostId,
        LocalDate dueOn,
        LocalDate doneOn,
        boolean late)
        implements DomainEvent {}
