package io.sanhang.contracts.feedback;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import org.jspecify.annotations.Nullable;

/** The sender has added something; the unit must look again. */
@EventName("feedback.suggestion-followed-up.v1")
public record SuggestionFollowedUp(
        String suggestionId, String title, @Nullable String unitId) implements DomainEvent {}
