package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;

/** The office has handed a suggestion to a unit. */
@EventName("feedback.suggestion-accepted.v1")
public record SuggestionAccepted(
        String suggestionId, String title, String unitId, LocalDate dueOn, boolean contactKnown)
        implements DomainEvent {}
