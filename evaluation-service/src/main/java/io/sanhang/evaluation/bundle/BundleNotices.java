package io.sanhang.evaluation.bundle;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.transparency.LogKey;
import io.sanhang.evaluation.transparency.PublicLog;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Outboxes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in public, and signed, when the voting pages are served with other scripts than a campaign's manifest names: the
 * manifest is frozen, the portal may have to be put right. Each list of scripts is announced once.
 */
@Component
class BundleNotices {

    private static final Logger LOG = LoggerFactory.getLogger(BundleNotices.class);

    /**
     * @param seq 1, 2, …: none may be missing
     * @param day ISO date in Asia/Shanghai
     * @param size leaves of the public list by then: whoever kept a later head knows that it was not announced afterwards
     * @param sha256 as in the manifest
     */
    record Notice(int v, String cid, int seq, String day, int size, String sha256) {}

    private record Signed(String entry, String sig) {}

    private final ServedBundle served;
    private final CampaignRepository campaigns;
    private final PublicLog log;
    private final LogKey key;
    private final JsonMapper json;
    private final Clock clock;
    private final MongoCollection<Document> notices;

    BundleNotices(
            ServedBundle served,
            CampaignRepository campaigns,
            PublicLog log,
            LogKey key,
            JsonMapper json,
            Clock clock,
            Outboxes outboxes) {
        this.served = served;
        this.campaigns = campaigns;
        this.log = log;
        this.key = key;
        this.json = json;
        this.clock = clock;
        notices = outboxes.database().getCollection("bundle_notices");
        outboxes.index("bundle_notices", Indexes.ascending("campaign", "seq"), new IndexOptions());
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT1M")
    @SchedulerLock(name = "bundle-watch")
    void look() {
        try {
            served.sha256().ifPresent(now -> campaigns.underWay().forEach(campaign -> announce(campaign, now)));
        } catch (Refusal unknown) {
            // Whoever cannot reach the pages knows nothing new; the reason is in the log.
        }
    }

    private void announce(Campaign campaign, String now) {
        var named = json.readTree(campaigns.manifest(campaign.id()).orElseThrow())
                .path("bundle")
                .path("sha256")
                .asString("");
        var before = texts(campaign.id());
        var known = new HashSet<>(before.stream()
                .map(each -> json.readValue(each.getString("text"), Notice.class).sha256)
                .toList());
        if (named.isEmpty() || named.equals(now) || known.contains(now)) {
            return;
        }
        var notice = new Notice(
                1, campaign.id(), before.size() + 1, LocalDate.now(clock).toString(), log.size(campaign.id()), now);
        var text = json.writeValueAsString(notice);
        LOG.warn("The voting pages of {} changed while it is open; announced", campaign.id());
        insert(new Document("_id", campaign.id() + ":" + notice.seq)
                .append("campaign", campaign.id())
                .append("seq", notice.seq)
                .append("text", text)
                .append("signature", Base64.getEncoder().encodeToString(key.bundle(text))));
    }

    /** The place in the sequence decides: whoever comes second looks again at the next run. */
    private void insert(Document notice) {
        try {
            notices.insertOne(notice);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private List<Document> texts(String campaignId) {
        return notices.find(eq("campaign", campaignId))
                .sort(Sorts.ascending("seq"))
                .into(new ArrayList<>());
    }

    /** One line each: {@code {"entry": text, "sig": base64}}; the log's key signs {@code zfpj-bundle-v1 LF text}. */
    String published(String campaignId) {
        return texts(campaignId).stream()
                .map(each ->
                        json.writeValueAsString(new Signed(each.getString("text"), each.getString("signature"))) + "\n")
                .collect(Collectors.joining());
    }
}
