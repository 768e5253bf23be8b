package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** The office will not take a suggestion up; the reason is in feedback-service. */
@EventName("feedback.suggestion-refused.v1")
public record SuggestionRefused(String suggestionId, String title, boolean contactKnown) implements DomainEvent {}
