package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import org.jspecify.annotations.Nullable;

/** The sender has rated the answer, 1 (very dissatisfied) to 5 (very satisfied). */
@EventName("feedback.suggestion-rated.v1")
public record SuggestionRated(
        String suggestionId, String title, @Nullable String unitId, int level) implements DomainEvent {}
