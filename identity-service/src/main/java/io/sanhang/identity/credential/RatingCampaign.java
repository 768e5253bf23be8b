package io.sanhang.identity.credential;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What the registrar knows of a campaign. Fixed once keys exist: a category or unit added later would be told apart.
 *
 * @param issueOpens from when tokens are issued
 * @param issueCloses until when, exclusive
 * @param sealedSubjectKey the key under which a rater's number becomes a mark; erased after the campaign
 */
public record RatingCampaign(
        @BsonId String id,
        List<Category> categories,
        List<String> unitIds,
        Instant issueOpens,
        Instant issueCloses,
        @Nullable String sealedSubjectKey) {

    public record Category(String id, String name) {}

    public RatingCampaign {
        categories = categories == null ? List.of() : List.copyOf(categories);
        unitIds = unitIds == null ? List.of() : List.copyOf(unitIds);
    }

    boolean issuesAt(Instant now) {
        return sealedSubjectKey != null && !now.isBefore(issueOpens) && now.isBefore(issueCloses);
    }

    boolean sameAs(RatingCampaign other) {
        return categories.equals(other.categories)
                && unitIds.equals(other.unitIds)
                && issueOpens.equals(other.issueOpens)
                && issueCloses.equals(other.issueCloses);
    }

    boolean has(String category) {
        return categories.stream().anyMatch(each -> each.id().equals(category));
    }

    /** All scopes, by category and then unit. */
    List<String> scopes() {
        return categories.stream()
                .flatMap(category -> scopesOf(category.id()).stream())
                .toList();
    }

    List<String> scopesOf(String category) {
        return unitIds.stream().map(unit -> category + "/" + unit).toList();
    }
}
