package io.sanhang.feedback.suggestion;

import io.sanhang.support.security.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What staff see of one suggestion: everything but the sender's number. */
record SuggestionDetail(
        String id,
        String title,
        String body,
        String kind,
        String submitter,
        String state,
        String stateText,
        Instant receivedAt,
        LocalDate dueOn,
        String dueText,
        List<EarlierDueView> earlierDue,
        @Nullable String wishedUnitId,
        @Nullable String unitId,
        @Nullable String unitName,
        boolean publish,
        boolean contactKnown,
        @Nullable RefusalView refusal,
        @Nullable AnswerView answer,
        List<AnswerView> answers,
        @Nullable Adopted adopted,
        @Nullable RatingView rating,
        List<FollowUpView> followUps,
        List<StepView> timeline,
        List<String> allowed,
        long version) {

    static SuggestionDetail of(Suggestion it, Caller caller) {
        var sent = it.submission();
        var answers = it.answers().stream()
                .map(answer -> new AnswerView(answer.at(), answer.unitName(), answer.text()))
                .toList();
        return new SuggestionDetail(
                it.id(),
                sent.title(),
                sent.body(),
                sent.kind().name().toLowerCase(Locale.ROOT),
                sent.submitter().name().toLowerCase(Locale.ROOT),
                it.state().code(),
                Wording.of(it),
                sent.at(),
                it.promise().dueOn(),
                it.promise().explained(),
                it.promise().earlierDue().stream()
                        .map(each -> new EarlierDueView(each.dueOn(), each.explained(), each.until()))
                        .toList(),
                sent.wishedUnitId(),
                it.unitId(),
                it.unit() == null ? null : it.unit().name(),
                sent.publish(),
                it.contactKnown(),
                RefusalView.of(it),
                answers.isEmpty() ? null : answers.get(answers.size() - 1),
                answers,
                adopted(it),
                rating(it),
                it.followUps().stream()
                        .map(more -> new FollowUpView(more.at(), more.text()))
                        .toList(),
                it.timeline().stream()
                        .map(step -> new StepView(step.at(), step.step(), step.text(), step.byName()))
                        .toList(),
                it.allowed(caller),
                it.version());
    }

    private static @Nullable Adopted adopted(Suggestion it) {
        var task = it.adoption();
        return task == null
                ? null
                : new Adopted(
                        task.taskId(),
                        task.taskTitle(),
                        task.leadUnitId(),
                        task.at(),
                        it.taskClosedAt() == null ? "under-way" : "done",
                        Wording.ofTask(it));
    }

    private static @Nullable RatingView rating(Suggestion it) {
        var rating = it.rating();
        return rating == null ? null : new RatingView(rating.level(), Wording.of(rating.level()), rating.reason());
    }

    record Adopted(String taskId, String taskTitle, String leadUnitId, Instant at, String state, String stateText) {}

    /** What was promised before the working calendar changed. */
    record EarlierDueView(LocalDate dueOn, String dueText, Instant until) {}

    record AnswerView(Instant at, String unitName, String text) {}

    record RefusalView(Instant at, String reason) {

        static @Nullable RefusalView of(Suggestion suggestion) {
            var rejection = suggestion.state() == Suggestion.State.REFUSED ? suggestion.rejection() : null;
            return rejection == null ? null : new RefusalView(rejection.at(), rejection.reason());
        }
    }

    record RatingView(int level, String levelText, @Nullable String reason) {}

    record FollowUpView(Instant at, String text) {}

    record StepView(
            Instant at, String step, String text, @Nullable String byName) {}
}
