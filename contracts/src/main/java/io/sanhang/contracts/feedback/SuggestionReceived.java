package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** Somebody has sent an idea or a complaint. Who it was is not carried. */
@EventName("feedback.suggestion-received.v1")
public record SuggestionReceived(String suggestionId, String title) implements DomainEvent {}
