package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.evaluation.campaign.CampaignRepository.Frozen;
import io.sanhang.evaluation.neighbours.Registrar.Issued;
import io.sanhang.evaluation.transparency.PublicLog;
import io.sanhang.support.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** What anybody may download of a campaign to check it (ballots protocol §2.5); of a draft only the office. */
@Component
class PublicRecord {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** A tree head that was public. @param date the day, never the time: it would tell when people voted */
    record Sealed(int size, LocalDate date) {}

    private final CampaignRepository campaigns;
    private final PublicLog log;
    private final PublishedBallots published;

    PublicRecord(CampaignRepository campaigns, PublicLog log, PublishedBallots published) {
        this.campaigns = campaigns;
        this.log = log;
        this.published = published;
    }

    byte[] manifest(String id, boolean office) {
        requireShown(id, office);
        return campaigns.manifest(id).orElseThrow().getBytes(StandardCharsets.UTF_8);
    }

    /** All leaf hashes, 32 octets each. */
    Resource leaves(String id, boolean office) {
        requireShown(id, office);
        return new Leaves(log.leaves(id));
    }

    String checkpoint(String id, boolean office) {
        requireShown(id, office);
        return log.checkpoint(id);
    }

    List<Sealed> checkpoints(String id, boolean office) {
        requireShown(id, office);
        return log.batches(id).stream()
                .map(batch -> new Sealed(batch.size(), LocalDate.ofInstant(batch.at(), ZONE)))
                .toList();
    }

    String checkpoint(String id, int size, boolean office) {
        requireShown(id, office);
        return log.checkpoint(id, size).orElseThrow(PublicRecord::notThere);
    }

    /** One base64 hash a line. */
    String consistency(String id, int earlier, int later, boolean office) {
        requireShown(id, office);
        return log.consistency(id, earlier, later).orElseThrow(PublicRecord::notThere).stream()
                .map(hash -> Base64.getEncoder().encodeToString(hash) + "\n")
                .collect(Collectors.joining());
    }

    String proof(String id, int index, boolean office) {
        requireShown(id, office);
        return log.proof(id, index).orElseThrow(PublicRecord::notThere);
    }

    String result(String id) {
        return campaigns
                .kept(Frozen.RESULT, requirePublished(id))
                .orElseThrow(() -> Refusal.missing("result-not-published"));
    }

    /** @throws Refusal {@code no-earlier-campaign} when there is nothing to compare with */
    String comparison(String id) {
        return campaigns
                .kept(Frozen.COMPARISON, requirePublished(id))
                .orElseThrow(() -> Refusal.missing("no-earlier-campaign"));
    }

    String issuance(String id) {
        return campaigns
                .kept(Frozen.ISSUANCE, requirePublished(id))
                .orElseThrow(() -> Refusal.missing("result-not-published"));
    }

    /** Printed sheets that are void; none where there were none, or where they could not be void yet. */
    String voids(String id) {
        return campaigns.kept(Frozen.VOIDS, requirePublished(id)).orElse("");
    }

    Path file(String id, PublishedBallots.Part part) {
        return published.file(requirePublished(id), part);
    }

    static String csv(List<Issued> issuance) {
        return "category,day,count\n"
                + issuance.stream()
                        .map(each -> each.category() + "," + each.day() + "," + each.count() + "\n")
                        .collect(Collectors.joining());
    }

    private void requireShown(String id, boolean office) {
        if (campaigns.get(id).state() == State.DRAFT && !office) {
            throw Refusal.missing("no-such-campaign");
        }
    }

    private Campaign requirePublished(String id) {
        var campaign = campaigns.get(id);
        if (campaign.state() != State.PUBLISHED) {
            throw Refusal.missing("result-not-published");
        }
        return campaign;
    }

    private static Refusal notThere() {
        return Refusal.missing("no-such-record");
    }
}
