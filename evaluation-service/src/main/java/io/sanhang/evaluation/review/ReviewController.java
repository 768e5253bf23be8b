package io.sanhang.evaluation.review;

import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.review.Decision.Verdict;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The review of unusual ballots: the office decides, everybody sees what was decided. */
@RestController
@RequestMapping("/api/evaluation/campaigns/{id}")
class ReviewController {

    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";

    private final CampaignRepository campaigns;
    private final ReviewService reviews;

    ReviewController(CampaignRepository campaigns, ReviewService reviews) {
        this.campaigns = campaigns;
        this.reviews = reviews;
    }

    /** @param decisions the earliest first; the last one counts */
    record FlagView(Flag flag, List<DecisionView> decisions) {}

    /** @param verdict {@code count} or {@code set-aside} @param name who decided */
    record DecisionView(Verdict verdict, String reason, String name, String at) {}

    record Flags(List<FlagView> items, boolean closed) {}

    record NewDecision(
            @NotNull Verdict verdict,
            @NotBlank @Size(max = 500) String reason) {}

    @GetMapping("/flags")
    @PreAuthorize(OFFICE)
    Flags flags(@PathVariable String id) {
        return view(campaigns.get(id));
    }

    @PostMapping("/flags/{flag}/decisions")
    @PreAuthorize(OFFICE)
    Flags decide(
            @PathVariable String id,
            @PathVariable String flag,
            @Valid @RequestBody NewDecision decision,
            Caller caller) {
        if (decision.verdict == Verdict.CLOSED) {
            throw Refusal.invalid("bad-decision").at("/verdict");
        }
        var campaign = campaigns.get(id);
        reviews.decide(campaign, flag, decision.verdict, decision.reason.strip(), caller);
        return view(campaign);
    }

    /** Every decision as it was signed, the earliest first (ballots protocol §2.5). */
    @GetMapping(value = "/decisions.jsonl", produces = "application/jsonl;charset=UTF-8")
    @PreAuthorize("permitAll()")
    String decisions(@PathVariable String id) {
        if (campaigns.get(id).state() != Campaign.State.PUBLISHED) {
            throw Refusal.missing("result-not-published");
        }
        return reviews.published(id);
    }

    private Flags view(Campaign campaign) {
        var flags = reviews.flags(campaign);
        var lines = reviews.lines(campaign.id());
        record Told(@Nullable String flag, DecisionView view) {}
        var told = lines.stream()
                .map(line -> {
                    var one = reviews.read(line);
                    return new Told(
                            one.flag(),
                            new DecisionView(
                                    one.verdict(),
                                    Objects.requireNonNullElse(one.reason(), ""),
                                    line.name(),
                                    one.at()));
                })
                .toList();
        return new Flags(
                flags.stream()
                        .map(flag -> new FlagView(
                                flag,
                                told.stream()
                                        .filter(each -> flag.id().equals(each.flag))
                                        .map(Told::view)
                                        .toList()))
                        .toList(),
                told.stream().anyMatch(each -> each.flag == null));
    }
}
