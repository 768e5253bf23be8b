package io.sanhang.contracts.evaluation;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;

/**
 * Inspectors have ordered a unit to put something right.
 *
 * @param title of the inspection
 * @param text what is to be put right, in the order's words
 * @param orderedBy the inspectors' unit, by name
 */
@EventName("evaluation.rectification-ordered.v1")
public record RectificationOrdered(
        String orderId,
        String inspectionId,
        String title,
        String unitId,
        String text,
        LocalDate dueOn,
        String orderedBy)
        implements DomainEvent {}
