package io.sanhang.feedback.suggestion;

import io.sanhang.feedback.suggestion.Submission.Kind;
import io.sanhang.feedback.suggestion.Submission.Submitter;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For everybody, without an account. The query code travels in bodies only, never in an address. */
@RestController
@RequestMapping("/api/feedback")
class SuggestionController {

    private final SuggestionIntake intake;
    private final Clock clock;

    SuggestionController(SuggestionIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @PostMapping("/suggestions")
    @PreAuthorize("permitAll()")
    @ResponseStatus(HttpStatus.CREATED)
    Received receive(@Valid @RequestBody NewSuggestion body, IdempotencyKey key) {
        var receipt = intake.receive(key, body.submission(clock.instant()));
        return Received.from(receipt);
    }

    @PostMapping("/suggestion-queries")
    @PreAuthorize("permitAll()")
    View query(@Valid @RequestBody Query body) {
        return View.of(intake.byCode(body.code()));
    }

    @PostMapping("/suggestions/{id}/rating")
    @PreAuthorize("permitAll()")
    View rate(@PathVariable String id, @Valid @RequestBody NewRating body) {
        return View.of(intake.rate(id, body.code(), body.level(), body.reason()));
    }

    @PostMapping("/suggestions/{id}/follow-ups")
    @PreAuthorize("permitAll()")
    View followUp(@PathVariable String id, @Valid @RequestBody NewFollowUp body, IdempotencyKey key) {
        return View.of(intake.followUp(id, body.code(), body.text(), key));
    }

    record NewSuggestion(
            @NotNull String title,
            @NotNull String body,

            @NotNull @Pattern(regexp = "idea|complaint|help|question")
            String kind,

            @NotNull @Pattern(regexp = "citizen|enterprise|expert|cadre")
            String submitter,

            @Nullable @Pattern(regexp = "[A-Za-z0-9-]{1,40}")
            String unitId,

            @Nullable String phone,
            boolean publish) {

        Submission submission(Instant at) {
            return new Submission(
                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    Submitter.valueOf(submitter.toUpperCase(Locale.ROOT)),
                    title,
                    body,
                    phone == null || phone.isBlank() ? null : PersonalData.requirePhone(phone),
                    publish,
                    unitId,
                    at);
        }
    }

    record Received(String id, String queryCode, LocalDate dueOn, String next) {

        static Received from(SuggestionIntake.Receipt receipt) {
            var promise = receipt.suggestion().promise();
            return new Received(
                    receipt.suggestion().id(), receipt.queryCode(), promise.dueOn(), promise.explained() + "。");
        }
    }

    record Query(@NotBlank String code) {}

    record NewRating(
            @NotBlank String code,
            @NotNull @Min(1) @Max(5) Integer level,
            @Nullable String reason) {}

    record NewFollowUp(@NotBlank String code, @NotNull String text) {}

    /** What was promised before the working calendar changed. */
    record EarlierDueView(LocalDate dueOn, Instant until) {}

    record AnswerView(Instant at, String unitName, String text) {}

    record AdoptedView(String taskTitle, String state, String stateText) {

        static @Nullable AdoptedView of(Suggestion suggestion) {
            var adoption = suggestion.adoption();
            if (adoption == null) {
                return null;
            }
            return new AdoptedView(
                    adoption.taskTitle(),
                    suggestion.taskClosedAt() == null ? "under-way" : "done",
                    Wording.ofTask(suggestion));
        }
    }

    record RefusalView(Instant at, String reason) {

        static @Nullable RefusalView of(Suggestion suggestion) {
            var rejection = suggestion.state() == Suggestion.State.REFUSED ? suggestion.rejection() : null;
            return rejection == null ? null : new RefusalView(rejection.at(), rejection.reason());
        }
    }

    record RatingView(int level, @Nullable String reason) {}

    record FollowUpView(Instant at, String text) {}

    record StepView(Instant at, String step, String text) {}

    /** What the sender sees: no names of staff, and not the phone number either. */
    record View(
            String id,
            String title,
            String body,
            String kind,
            String state,
            String stateText,
            Instant receivedAt,
            LocalDate dueOn,
            String dueText,
            List<EarlierDueView> earlierDue,
            @Nullable String unitName,
            @Nullable RefusalView refusal,
            @Nullable AnswerView answer,
            @Nullable AdoptedView adopted,
            @Nullable RatingView rating,
            List<FollowUpView> followUps,
            List<StepView> timeline,
            boolean mayRate,
            boolean mayFollowUp) {

        static View of(Suggestion it) {
            return new View(
                    it.id(),
                    it.submission().title(),
                    it.submission().body(),
                    it.submission().kind().name().toLowerCase(Locale.ROOT),
                    it.state().code(),
                    Wording.of(it),
                    it.submission().at(),
                    it.promise().dueOn(),
                    it.promise().explained(),
                    it.promise().earlierDue().stream()
                            .map(each -> new EarlierDueView(each.dueOn(), each.until()))
                            .toList(),
                    it.unit() == null ? null : it.unit().name(),
                    RefusalView.of(it),
                    answer(it),
                    AdoptedView.of(it),
                    it.rating() == null
                            ? null
                            : new RatingView(it.rating().level(), it.rating().reason()),
                    it.followUps().stream()
                            .map(more -> new FollowUpView(more.at(), more.text()))
                            .toList(),
                    it.timeline().stream()
                            .map(step -> new StepView(step.at(), step.step(), step.text()))
                            .toList(),
                    it.mayRate(),
                    it.mayFollowUp());
        }

        private static @Nullable AnswerView answer(Suggestion it) {
            var answer = it.lastAnswer();
            return answer == null ? null : new AnswerView(answer.at(), answer.unitName(), answer.text());
        }
    }
}
