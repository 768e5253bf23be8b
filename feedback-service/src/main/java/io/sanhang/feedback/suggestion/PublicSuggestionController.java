package io.sanhang.feedback.suggestion;

import io.sanhang.feedback.suggestion.SuggestionController.AdoptedView;
import io.sanhang.feedback.suggestion.SuggestionController.AnswerView;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was answered and may be shown to everybody. */
@RestController
@RequestMapping("/api/feedback")
class PublicSuggestionController {

    private final SuggestionIntake intake;

    PublicSuggestionController(SuggestionIntake intake) {
        this.intake = intake;
    }

    @GetMapping("/public-suggestions")
    @PreAuthorize("permitAll()")
    Page<PublicView> listPublic(
            @RequestParam(defaultValue = "") String q, @RequestParam @Nullable String unit, PageRequest page) {
        return intake.answeredAndPublic(q, unit, page).map(PublicView::of);
    }

    /** What everybody sees: without what could tell who sent it, or whom to ring. */
    record PublicView(
            String id,
            String title,
            String body,
            String kind,
            String state,
            String stateText,
            Instant receivedAt,
            @Nullable String unitName,
            @Nullable AnswerView answer,
            boolean goldenIdea,
            @Nullable AdoptedView adopted,
            @Nullable Integer ratingLevel) {

        static PublicView of(Suggestion it) {
            var answer = it.lastAnswer();
            return new PublicView(
                    it.id(),
                    it.submission().safeTitle(),
                    PlainText.withoutPersonalNumbers(it.submission().body()),
                    it.submission().kind().name().toLowerCase(Locale.ROOT),
                    it.state().code(),
                    Wording.of(it),
                    it.submission().at(),
                    it.unit() == null ? null : it.unit().name(),
                    answer == null
                            ? null
                            : new AnswerView(
                                    answer.at(), answer.unitName(), PlainText.withoutPersonalNumbers(answer.text())),
                    it.adoption() != null,
                    AdoptedView.of(it),
                    it.rating() == null ? null : it.rating().level());
        }
    }
}
