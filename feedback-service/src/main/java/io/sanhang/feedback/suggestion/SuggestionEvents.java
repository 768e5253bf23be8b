package io.sanhang.feedback.suggestion;

import io.sanhang.contracts.feedback.SuggestionAccepted;
import io.sanhang.contracts.feedback.SuggestionAdopted;
import io.sanhang.contracts.feedback.SuggestionAnswered;
import io.sanhang.contracts.feedback.SuggestionFollowedUp;
import io.sanhang.contracts.feedback.SuggestionRated;
import io.sanhang.contracts.feedback.SuggestionReceived;
import io.sanhang.contracts.feedback.SuggestionRefused;
import java.util.Objects;

/** What others are told of a suggestion: never who sent it, and no number that was typed into its title. */
final class SuggestionEvents {

    private SuggestionEvents() {}

    static SuggestionReceived received(Suggestion it) {
        return new SuggestionReceived(it.id(), title(it));
    }

    static SuggestionAccepted accepted(Suggestion it) {
        return new SuggestionAccepted(
                it.id(), title(it), it.handlingUnit().id(), it.promise().dueOn(), it.contactKnown());
    }

    static SuggestionRefused refused(Suggestion it) {
        return new SuggestionRefused(it.id(), title(it), it.contactKnown());
    }

    static SuggestionAnswered answered(Suggestion it) {
        return new SuggestionAnswered(it.id(), title(it), it.handlingUnit().id(), it.contactKnown());
    }

    static SuggestionAdopted adopted(Suggestion it) {
        var task = Objects.requireNonNull(it.adoption());
        return new SuggestionAdopted(it.id(), title(it), task.taskId(), it.contactKnown());
    }

    static SuggestionRated rated(Suggestion it) {
        return new SuggestionRated(
                it.id(),
                title(it),
                it.unitId(),
                Objects.requireNonNull(it.rating()).level());
    }

    static SuggestionFollowedUp followedUp(Suggestion it) {
        return new SuggestionFollowedUp(it.id(), title(it), it.unitId());
    }

    private static String title(Suggestion it) {
        return it.submission().safeTitle();
    }
}
