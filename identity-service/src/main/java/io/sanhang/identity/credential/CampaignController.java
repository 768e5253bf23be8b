package io.sanhang.identity.credential;

import io.sanhang.identity.credential.RatingCampaign.Entry;
import io.sanhang.support.errors.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the ballot box asks of the registrar. */
@RestController
class CampaignController {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}";

    record NewCategory(
            @NotBlank @Pattern(regexp = NAME) String id,
            @NotBlank @Size(max = 60) String name,
            @Nullable Entry entry,
            @Nullable Boolean needsPhone) {}

    record Campaign(
            @NotEmpty @Size(max = 10) List<@Valid @NotNull NewCategory> categories,
            @NotEmpty @Size(max = 200) List<@NotNull @Pattern(regexp = NAME) String> units,
            @NotNull Instant issueOpens,
            @NotNull Instant issueCloses,
            @Nullable @Size(max = 60) String title) {

        @AssertTrue(message = "领票结束时间要晚于开始时间")
        boolean isWindowOrdered() {
            return issueOpens == null || issueCloses == null || issueOpens.isBefore(issueCloses);
        }

        @AssertTrue(message = "类别或单位有重复")
        boolean isWithoutDoubles() {
            return categories == null
                    || units == null
                    || new HashSet<>(units).size() == units.size()
                            && categories.stream()
                                            .map(NewCategory::id)
                                            .distinct()
                                            .count()
                                    == categories.size();
        }
    }

    record PublicKey(String scope, String kid, String spki) {}

    record PublicKeys(List<PublicKey> keys) {}

    private final CampaignKeys keys;
    private final CredentialStore store;

    CampaignController(CampaignKeys keys, CredentialStore store) {
        this.keys = keys;
        this.store = store;
    }

    @PutMapping("/api/identity/internal/campaigns/{id}/keys")
    @PreAuthorize("hasRole('SERVICE')")
    PublicKeys create(@PathVariable String id, @Valid @RequestBody Campaign body) {
        if (!id.matches(NAME)) {
            throw Refusal.malformed("invalid-request");
        }
        var created = keys.create(
                id,
                body.categories().stream()
                        .map(each ->
                                new RatingCampaign.Category(each.id(), each.name(), each.entry(), each.needsPhone()))
                        .toList(),
                body.units(),
                // As exact as the store keeps it.
                body.issueOpens().truncatedTo(ChronoUnit.MILLIS),
                body.issueCloses().truncatedTo(ChronoUnit.MILLIS),
                body.title());
        return new PublicKeys(created.stream()
                .map(key -> new PublicKey(key.scope(), key.kid(), key.spki()))
                .toList());
    }

    @GetMapping("/api/identity/internal/campaigns/{id}/issuance")
    @PreAuthorize("hasRole('SERVICE')")
    Issuance.Counts issuance(@PathVariable String id) {
        return new Issuance.Counts(store.counts(id));
    }
}
