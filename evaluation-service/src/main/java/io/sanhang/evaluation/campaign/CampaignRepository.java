package io.sanhang.evaluation.campaign;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Campaigns, their manifests, and their frozen results. */
@Repository
public class CampaignRepository {

    /**
     * For so long after a campaign was seen open it is taken to be open, on every replica. {@link Closing} waits longer than
     * that between the end of a campaign and its final list: a ballot that is kept within this time is in the list.
     */
    static final Duration TAKEN_AS_OPEN = Duration.ofMillis(250);

    private static final int MOST_SHOWN = 200;

    /** @param at {@link System#nanoTime()} before it was read */
    private record Seen(Campaign campaign, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < TAKEN_AS_OPEN.toNanos();
        }
    }

    private final OutboxCollection<Campaign> campaigns;
    private final MongoCollection<Document> documents;
    private final Map<String, Seen> open = new ConcurrentHashMap<>();

    CampaignRepository(Outboxes outboxes) {
        campaigns = new OutboxCollection<>(outboxes, "campaigns", Campaign.class);
        campaigns.index(Indexes.ascending("state"));
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
        var seen = open.get(id);
        return seen != null ? seen.campaign : look(id);
    }

    /** As it is, or was a moment ago, see {@link #TAKEN_AS_OPEN}. @throws Refusal {@code no-such-campaign} */
    Campaign latest(String id) {
        var seen = open.get(id);
        return seen != null && seen.isFresh() ? seen.campaign : look(id);
    }

    /** The same, of its state only. */
    public State state(String id) {
        var seen = open.get(id);
        return seen != null && seen.isFresh() ? State.OPEN : look(id).state();
    }

    private Campaign look(String id) {
        var now = System.nanoTime();
        var found = get(id);
        if (found.isOpen()) {
            open.put(id, new Seen(found, now));
        } else {
            open.remove(id);
        }
        return found;
    }

    void replace(Campaign next, DomainEvent... events) {
        campaigns.replace(next, events);
        open.remove(next.id());
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

    /** What is computed when a campaign is published, and is final from then on. */
    enum Frozen {
        RESULT,
        COMPARISON,
        /** Printed sheets that are void. */
        VOIDS,
        /** How many got tokens, by category and day, as it was at that moment. */
        ISSUANCE;

        private String id(Campaign campaign) {
            return name().toLowerCase(Locale.ROOT) + ":" + campaign.id();
        }

        /** Of two replicas that publish at once, the campaign names the moment of one, and so what that one computed. */
        private String id(Campaign campaign, Instant published) {
            return id(campaign) + ":" + published.toEpochMilli();
        }
    }

    /** @param published as it will be */
    void keep(Frozen what, Campaign published, String text) {
        keep(what.id(published, Objects.requireNonNull(published.publishedAt())), text);
    }

    /** Also of one that was published before its moment was a part of the name. */
    Optional<String> kept(Frozen what, Campaign campaign) {
        return Optional.ofNullable(campaign.publishedAt())
                .flatMap(at -> kept(what.id(campaign, at)))
                .or(() -> kept(what.id(campaign)));
    }

    /** What is there is never written over: somebody may have read it. */
    private void keep(String id, String text) {
        documents.updateOne(eq("_id", id), Updates.setOnInsert("json", text), new UpdateOptions().upsert(true));
    }

    private Optional<String> kept(String id) {
        return Optional.ofNullable(documents.find(eq("_id", id)).first()).map(found -> found.getString("json"));
    }
}
