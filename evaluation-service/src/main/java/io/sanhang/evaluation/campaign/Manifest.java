package io.sanhang.evaluation.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.evaluation.neighbours.Registrar.PublicKey;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.transparency.PublicLog;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is, for everybody to check against (ballots protocol §2.2). Its bytes are leaf 0 of the public list and
 * are never written again.
 *
 * @param station the key that signs ballots of printed sheets, Ed25519, raw, base64; absent without such sheets
 * @param bundle which scripts the voting pages consisted of when it was made (docs/adr/0010); absent where nobody said
 */
record Manifest(
        int v,
        String cid,
        String title,
        Instant issueOpens,
        Instant issueCloses,
        Instant opens,
        Instant closes,
        List<Level> levels,
        List<Campaign.Item> items,
        List<Campaign.Category> categories,
        List<Campaign.RatedUnit> units,
        PublishedRules rules,
        String review,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String draw,
        @Nullable String rates,
        Campaign.Purpose purpose,
        List<PublicKey> keys,
        Log log,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String station,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Bundle bundle) {

    /** @param sha256 of the list of the voting pages' scripts, hex */
    record Bundle(String sha256) {}

    record Level(int id, int score) {}

    record PublishedRules(int k, int m, int minN, int minWeight, int B) {}

    /** @param key Ed25519, raw, base64 */
    record Log(String origin, String alg, String key) {}

    private static final List<Level> LEVELS =
            List.of(new Level(5, 100), new Level(4, 80), new Level(3, 60), new Level(2, 40), new Level(1, 0));

    /** By which raters are drawn at identity-service, where there are invited ones (docs/adr/0007). */
    static final String DRAW = "zfpj-draw-1";

    static Manifest of(
            Campaign campaign,
            List<PublicKey> keys,
            byte[] logKey,
            byte @Nullable [] station,
            @Nullable String bundle) {
        var rules = Rules.DEFAULT;
        return new Manifest(
                1,
                campaign.id(),
                campaign.title(),
                campaign.issueOpens(),
                campaign.issueCloses(),
                campaign.opens(),
                campaign.closes(),
                LEVELS,
                campaign.items(),
                campaign.categories(),
                campaign.units(),
                new PublishedRules(rules.k(), rules.m(), rules.minN(), rules.minWeight(), rules.replicates()),
                campaign.terms().review(),
                campaign.invites() ? DRAW : null,
                campaign.terms().rates(),
                campaign.terms().purpose(),
                keys,
                new Log(
                        PublicLog.origin(campaign.id()),
                        "Ed25519",
                        Base64.getEncoder().encodeToString(logKey)),
                station == null ? null : Base64.getEncoder().encodeToString(station),
                bundle == null ? null : new Bundle(bundle));
    }
}
