package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A suggestion has become a task. */
@EventName("feedback.suggestion-adopted.v1")
public record SuggestionAdopted(String suggestionId, String title, String taskId, boolean contactKnown)
        implements DomainEvent {}
