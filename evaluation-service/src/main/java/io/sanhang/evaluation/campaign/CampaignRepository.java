package io.sanhang.evaluation.campaign;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Campaigns, their manifests, and their frozen results. */
@Repository
public class CampaignRepository {

    private static final int MOST_SHOWN = 200;

    private final OutboxCollection<Campaign> campaigns;
    private final MongoCollection<Document> raw;
    private final MongoCollection<Document> documents;
    private final Map<String, Campaign> open = new ConcurrentHashMap<>();

    CampaignRepository(Outboxes outboxes) {
        campaigns = new OutboxCollection<>(outboxes, "campaigns", Campaign.class);
        campaigns.index(Indexes.ascending("state"));
        raw = outboxes.database().getCollection("campaigns");
        documents = outboxes.database().getCollection("campaign_documents");
    }

    boolean insertNew(Campaign campaign) {
        return campaigns.insertNew(campaign);
    }

    public Optional<Campaign> find(String id) {
        return campaigns.find(id);
    }

    /** @throws Refusal {@code no-such-campaign} */
    public Campaign get(String id) {
        return find(id).orElseThrow(() -> Refusal.missing("no-such-campaign"));
    }

    /**
     * As it was when it opened, which all of it but its state still is: who takes a ballot need not read the campaign
     * again, only its {@link #state}. @throws Refusal {@code no-such-campaign}
     */
    public Campaign known(String id) {
        var found = open.get(id);
        if (found == null) {
            found = get(id);
            if (found.isOpen()) {
                open.put(id, found);
            }
        }
        return found;
    }

    /** As it is in the store at this moment. */
    public State state(String id) {
        var found =
                raw.find(eq("_id", id)).projection(Projections.include("state")).first();
        var state = found == null ? State.DRAFT : State.valueOf(found.getString("state"));
        if (state != State.OPEN) {
            open.remove(id);
        }
        return state;
    }

    void replace(Campaign next, DomainEvent... events) {
        campaigns.replace(next, events);
    }

    /** The latest first. */
    List<Campaign> list(boolean withDrafts) {
        return campaigns
                .collection()
                .find(withDrafts ? Filters.empty() : ne("state", State.DRAFT.name()))
                .sort(Sorts.descending("opens"))
                .limit(MOST_SHOWN)
                .into(new ArrayList<>());
    }

    /** The latest published one that closed before this one and asks the same. */
    Optional<Campaign> before(Campaign campaign) {
        return campaigns
                .collection()
                .find(Filters.and(eq("state", State.PUBLISHED.name()), lt("closes", campaign.closes())))
                .sort(Sorts.descending("closes", "publishedAt"))
                .limit(MOST_SHOWN)
                .into(new ArrayList<>())
                .stream()
                .filter(campaign::asksLike)
                .findFirst();
    }

    public List<Campaign> underWay() {
        return campaigns
                .collection()
                .find(in("state", State.OPEN.name(), State.CLOSING.name()))
                .into(new ArrayList<>());
    }

    /** Of two drafts under one id each keeps its own; the campaign that is there in the end decides. */
    void keepManifest(Campaign campaign, String json) {
        keep(manifestId(campaign), json);
    }

    /** Its exact bytes, as text. */
    public Optional<String> manifest(String id) {
        return find(id).flatMap(this::manifest);
    }

    Optional<String> manifest(Campaign campaign) {
        return kept(manifestId(campaign));
    }

    private static String manifestId(Campaign campaign) {
        return "manifest:" + campaign.id() + ":" + campaign.fingerprint();
    }

    void keepResult(String id, String json) {
        keep("result:" + id, json);
    }

    Optional<String> result(String id) {
        return kept("result:" + id);
    }

    void keepComparison(String id, String json) {
        keep("comparison:" + id, json);
    }

    Optional<String> comparison(String id) {
        return kept("comparison:" + id);
    }

    /** How many got tokens, by category and day, as it was when the result was published. */
    void keepIssuance(String id, String csv) {
        keep("issuance:" + id, csv);
    }

    Optional<String> issuance(String id) {
        return kept("issuance:" + id);
    }

    private void keep(String id, String json) {
        documents.replaceOne(
                eq("_id", id), new Document("_id", id).append("json", json), new ReplaceOptions().upsert(true));
    }

    private Optional<String> kept(String id) {
        return Optional.ofNullable(documents.find(eq("_id", id)).first()).map(found -> found.getString("json"));
    }
}
