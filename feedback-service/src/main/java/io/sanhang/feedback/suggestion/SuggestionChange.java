package io.sanhang.feedback.suggestion;

import io.sanhang.feedback.suggestion.Suggestion.Adoption;
import io.sanhang.feedback.suggestion.Suggestion.Answer;
import io.sanhang.feedback.suggestion.Suggestion.FollowUp;
import io.sanhang.feedback.suggestion.Suggestion.Rating;
import io.sanhang.feedback.suggestion.Suggestion.Rejection;
import io.sanhang.feedback.suggestion.Suggestion.State;
import io.sanhang.feedback.suggestion.Suggestion.Step;
import io.sanhang.feedback.suggestion.Suggestion.Unit;
import io.sanhang.support.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next state of a suggestion while it is being put together: everything as it was, except what is named. */
final class SuggestionChange {

    private final Suggestion was;
    private State state;
    private Promise promise;
    private @Nullable Unit unit;
    private @Nullable Rejection rejection;
    private List<Answer> answers;
    private @Nullable Adoption adoption;
    private @Nullable Instant taskClosedAt;
    private @Nullable Rating rating;
    private List<FollowUp> followUps;
    private List<Step> timeline;

    SuggestionChange(Suggestion was) {
        this.was = was;
        state = was.state();
        promise = was.promise();
        unit = was.unit();
        rejection = was.rejection();
        answers = was.answers();
        adoption = was.adoption();
        taskClosedAt = was.taskClosedAt();
        rating = was.rating();
        followUps = was.followUps();
        timeline = was.timeline();
    }

    SuggestionChange state(State next) {
        state = next;
        return this;
    }

    SuggestionChange promise(Promise next) {
        promise = next;
        return this;
    }

    SuggestionChange unit(@Nullable Unit next) {
        unit = next;
        return this;
    }

    SuggestionChange rejection(Rejection reasoned) {
        rejection = reasoned;
        return this;
    }

    SuggestionChange answer(Answer more) {
        answers = with(answers, more);
        return this;
    }

    SuggestionChange adoption(Adoption task) {
        adoption = task;
        return this;
    }

    SuggestionChange taskClosedAt(Instant at) {
        taskClosedAt = at;
        return this;
    }

    SuggestionChange rating(Rating given) {
        rating = given;
        return this;
    }

    SuggestionChange followUp(FollowUp more) {
        followUps = with(followUps, more);
        return this;
    }

    SuggestionChange step(Instant at, String step, String text, @Nullable Caller by) {
        timeline = with(timeline, new Step(at, step, text, by == null ? null : by.id(), by == null ? null : by.name()));
        return this;
    }

    Suggestion done() {
        return new Suggestion(
                was.id(),
                was.version() + 1,
                was.codeLookup(),
                was.fingerprint(),
                was.submission(),
                state,
                promise,
                unit,
                rejection,
                answers,
                adoption,
                taskClosedAt,
                rating,
                followUps,
                timeline);
    }

    private static <T> List<T> with(List<T> list, T more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
