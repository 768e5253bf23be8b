package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A unit has answered a suggestion. */
@EventName("feedback.suggestion-answered.v1")
public record SuggestionAnswered(String suggestionId, String title, String unitId, boolean contactKnown)
        implements DomainEvent {}
