package io.sanhang.identity.credential;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A rater who was verified a moment ago, and what she may take tokens for.
 *
 * @param id derived from the session's secret, which only the rater has
 * @param subject the mark of the person within the campaign
 * @param categories ids of the categories of which she may choose one
 * @param units ids of the units that she may rate, in the campaign's order
 * @param recused ids of the units that she may not rate because she works there
 * @param handled what a code was given for; null for who came by phone
 */
public record RaterSession(
        @BsonId String id,
        String campaignId,
        String subject,
        List<String> categories,
        List<String> units,
        List<String> recused,
        @Nullable HandledMatter handled,
        Instant expiresAt) {

    public RaterSession {
        categories = categories == null ? List.of() : List.copyOf(categories);
        units = units == null ? List.of() : List.copyOf(units);
        recused = recused == null ? List.of() : List.copyOf(recused);
    }
}
