package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Item;
import io.sanhang.evaluation.campaign.Campaign.Purpose;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.neighbours.Registrar.Issued;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Campaigns: prepared and moved by the office, shown and checked by everybody. */
@RestController
@RequestMapping("/api/evaluation/campaigns")
class CampaignController {

    private static final CacheControl A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(2)).cachePublic();

    private final CampaignService campaigns;

    CampaignController(CampaignService campaigns) {
        this.campaigns = campaigns;
    }

    record NewCampaign(
            @Nullable @Size(max = 40) String id,
            @NotBlank @Size(max = 60) String title,
            @NotNull Instant issueOpens,
            @NotNull Instant issueCloses,
            @NotNull Instant opens,
            @NotNull Instant closes,
            @NotEmpty @Size(max = 200) List<@NotNull @Valid NewUnit> units,
            @Nullable @Size(max = 20) List<Item> items,
            @Nullable @Size(max = 10) List<Category> categories,
            @Nullable @Min(1) @Max(10_000_000) Integer target,
            @Nullable Purpose purpose) {
        Campaign toDraft(IdempotencyKey key) {
            var draftId = id == null || id.isBlank()
                    ? "c-" + key.idFor("campaigns").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")
                    : id;
            return Campaign.draft(
                            draftId,
                            title,
                            Stream.of(issueOpens, issueCloses, opens, closes)
                                    .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
                                    .toList(),
                            units.stream().map(NewUnit::rated).toList(),
                            items == null ? Campaign.USUAL_ITEMS : items,
                            categories == null ? Campaign.USUAL_CATEGORIES : categories,
                            Objects.requireNonNullElse(purpose, Purpose.CONDUCT),
                            Fingerprint.of(this))
                    .withTarget(target);
        }
    }

    record NewUnit(
            @NotBlank @Size(max = 40) String id,
            @NotBlank @Size(max = 60) String name,
            @Nullable @Size(max = 40) String group) {
        RatedUnit rated() {
            return new RatedUnit(id, name, Objects.requireNonNullElse(group, "窗口服务"));
        }
    }

    record Shown(
            String id,
            String title,
            Campaign.State state,
            Instant issueOpens,
            Instant issueCloses,
            Instant opens,
            Instant closes,
            List<RatedUnit> units,
            List<Item> items,
            List<Category> categories,
            int ballots,
            int turnout,
            @Nullable String root,
            @Nullable Instant closedAt,
            @Nullable Instant publishedAt,
            @Nullable String manifestHash,
            @Nullable Integer target,
            Purpose purpose) {}

    record Campaigns(List<Shown> items) {}

    private Shown shown(Campaign campaign, boolean whole) {
        var count = campaigns.ballots(campaign);
        return new Shown(
                campaign.id(),
                campaign.title(),
                campaign.state(),
                campaign.issueOpens(),
                campaign.issueCloses(),
                campaign.opens(),
                campaign.closes(),
                campaign.units(),
                campaign.items(),
                campaign.categories(),
                count,
                count,
                campaign.root(),
                campaign.closedAt(),
                campaign.publishedAt(),
                whole ? campaigns.manifestHash(campaign) : null,
                campaign.target(),
                campaign.terms().purpose());
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    Campaigns list() {
        return new Campaigns(campaigns.list(Office.asks()).stream()
                .map(each -> shown(each, false))
                .toList());
    }

    @PostMapping
    @PreAuthorize(Office.ROLES)
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@Valid @RequestBody NewCampaign wanted, IdempotencyKey key) {
        return shown(campaigns.create(wanted.toDraft(key), key), true);
    }

    /** While it is open a citizen's copy may be a moment old: on its first evening a whole county asks for it at once. */
    @GetMapping("/{id}")
    @PreAuthorize("permitAll()")
    ResponseEntity<Shown> get(@PathVariable String id) {
        var office = Office.asks();
        var campaign = campaigns.get(id, office);
        return ResponseEntity.ok()
                .cacheControl(campaign.isOpen() && !office ? A_MOMENT : CacheControl.noStore())
                .body(shown(campaign, true));
    }

    record Turnout(List<Issued> issued) {}

    /** How many people got tokens, by category and day (ISO date in Asia/Shanghai). */
    @GetMapping("/{id}/turnout")
    @PreAuthorize(Office.ROLES)
    Turnout turnout(@PathVariable String id) {
        return new Turnout(campaigns.turnout(id));
    }

    @PostMapping("/{id}/opening")
    @PreAuthorize(Office.ROLES)
    Shown open(@PathVariable String id) {
        return shown(campaigns.open(id), true);
    }

    @PostMapping("/{id}/closing")
    @PreAuthorize(Office.ROLES)
    Shown close(@PathVariable String id) {
        return shown(campaigns.close(id), true);
    }

    @PostMapping("/{id}/publication")
    @PreAuthorize(Office.ROLES)
    Shown publish(@PathVariable String id) {
        return shown(campaigns.publish(id), true);
    }
}
