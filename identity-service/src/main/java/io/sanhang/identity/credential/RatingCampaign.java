package io.sanhang.identity.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What the registrar knows of a campaign. Fixed once keys exist: a category or unit added later would be told apart.
 *
 * @param issueOpens from when tokens are issued
 * @param issueCloses until when, exclusive
 * @param sealedSubjectKey the key under which a rater's number becomes a mark; erased after the campaign
 * @param title as people know it, for invitations
 */
public record RatingCampaign(
        @BsonId String id,
        List<Category> categories,
        List<String> unitIds,
        Instant issueOpens,
        Instant issueCloses,
        @Nullable String sealedSubjectKey,
        @Nullable String title) {

    /** By which door a rater of a category comes in (ballots protocol §2.8–2.10). */
    public enum Entry {
        /** Whoever has a phone. */
        OPEN,
        /** Who is in the campaign's register under this category. */
        INVITED,
        /** Who got the code of a handled matter, on a device of her own. */
        CODE,
        /** The same on the tablet of a window. */
        TABLET,
        /** On a printed sheet; no tokens are issued for it. */
        PAPER;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param needsPhone whether codes for it are given with the applicant's phone only; absent: without it as well */
    public record Category(
            String id,
            String name,
            @Nullable Entry entry,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean needsPhone) {
        public Category {
            entry = entry == null ? Entry.OPEN : entry;
        }
    }

    public RatingCampaign {
        categories = categories == null ? List.of() : List.copyOf(categories);
        unitIds = unitIds == null ? List.of() : List.copyOf(unitIds);
    }

    boolean issuesAt(Instant now) {
        return sealedSubjectKey != null && !now.isBefore(issueOpens) && now.isBefore(issueCloses);
    }

    public boolean isOver(Instant now) {
        return sealedSubjectKey == null || !now.isBefore(issueCloses);
    }

    boolean sameAs(RatingCampaign other) {
        return categories.equals(other.categories)
                && unitIds.equals(other.unitIds)
                && issueOpens.equals(other.issueOpens)
                && issueCloses.equals(other.issueCloses);
    }

    public List<Category> categories(Entry entry) {
        return categories.stream().filter(each -> each.entry() == entry).toList();
    }

    /** A code does not know by which door its holder will come: what one of them asks for holds for all. */
    boolean codesNeedPhone() {
        return categories.stream().anyMatch(each -> Boolean.TRUE.equals(each.needsPhone()));
    }

    /** All scopes that tokens are issued for, by category and then unit. */
    List<String> scopes() {
        return categories.stream()
                .filter(category -> category.entry() != Entry.PAPER)
                .flatMap(category -> scopesOf(category.id(), unitIds).stream())
                .toList();
    }

    static List<String> scopesOf(String category, List<String> units) {
        return units.stream().map(unit -> category + "/" + unit).toList();
    }
}
