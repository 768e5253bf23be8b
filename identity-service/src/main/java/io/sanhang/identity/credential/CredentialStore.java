package io.sanhang.identity.credential;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;
import io.sanhang.identity.code.Counter;
import io.sanhang.identity.code.Expiring;
import io.sanhang.identity.code.OneTimeCode;
import io.sanhang.support.store.Outboxes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * The registrar's database. It holds no phone number in clear, no name, no time of issuance and nothing of a ballot; the
 * service's other data lie in another database under another name.
 */
@Repository
public class CredentialStore implements Expiring {

    private final MongoDatabase database;
    private final MongoCollection<RatingCampaign> campaigns;
    private final MongoCollection<ScopeKey> keys;
    private final MongoCollection<RaterSession> sessions;
    private final MongoCollection<Issuance> issuances;
    private final MongoCollection<ItemCode> codes;

    CredentialStore(MongoClient client, MongoDatabase main, CredentialProperties settings, Outboxes outboxes) {
        database = client.getDatabase(settings.database()).withWriteConcern(main.getWriteConcern());
        campaigns = database.getCollection("campaigns", RatingCampaign.class);
        keys = database.getCollection("keys", ScopeKey.class);
        sessions = database.getCollection("sessions", RaterSession.class);
        issuances = database.getCollection("issuances", Issuance.class);
        codes = database.getCollection("item_codes", ItemCode.class);
        // In the order of arrival they would say who came just before a ballot did.
        outboxes.byId(database, "issuances");
    }

    MongoCollection<OneTimeCode> codes() {
        return database.getCollection("one_time_codes", OneTimeCode.class);
    }

    MongoCollection<Counter> counters() {
        return database.getCollection("counters", Counter.class);
    }

    /** The registrar's own. */
    public MongoDatabase database() {
        return database;
    }

    public List<RatingCampaign> campaigns() {
        return campaigns.find().into(new ArrayList<>());
    }

    public Optional<RatingCampaign> campaign(String id) {
        return Optional.ofNullable(campaigns.find(eq("_id", id)).first());
    }

    /** What is stored under the campaign's id: this, or what was there before. */
    RatingCampaign insertOrFind(RatingCampaign campaign) {
        return insertNew(campaigns, campaign)
                ? campaign
                : campaign(campaign.id()).orElseThrow();
    }

    void addKey(ScopeKey key) {
        insertNew(keys, key);
    }

    List<ScopeKey> keys(String campaignId, List<String> scopes) {
        var ids = scopes.stream().map(scope -> ScopeKey.id(campaignId, scope)).toList();
        var found = keys.find(in("_id", ids)).into(new ArrayList<>());
        found.sort(Comparator.comparingInt(key -> scopes.indexOf(key.scope())));
        return found;
    }

    void addSession(RaterSession session) {
        sessions.insertOne(session);
    }

    Optional<RaterSession> session(String id, Instant now) {
        return Optional.ofNullable(
                sessions.find(and(eq("_id", id), gt("expiresAt", now))).first());
    }

    /** What is stored for the person: this, or what was issued before. */
    Issuance insertOrFind(Issuance issuance) {
        return insertNew(issuances, issuance)
                ? issuance
                : Optional.ofNullable(issuances.find(eq("_id", issuance.id())).first())
                        .orElseThrow();
    }

    Optional<Issuance> issuance(String campaignId, String subject) {
        return Optional.ofNullable(
                issuances.find(eq("_id", Issuance.id(campaignId, subject))).first());
    }

    /** The marks of all who have tokens. */
    public Set<String> issuedTo(String campaignId) {
        return issuances
                .find(ofCampaign(campaignId))
                .map(each -> each.id().substring(campaignId.length() + 1))
                .into(new HashSet<>());
    }

    /** How many had to leave a unit out. */
    public long recused(String campaignId) {
        return issuances.countDocuments(and(ofCampaign(campaignId), exists("recused")));
    }

    /** Ids begin with the campaign: a range of the one index that every store has. */
    public static Bson ofCampaign(String campaignId) {
        return and(gte("_id", campaignId + "|"), lt("_id", campaignId + "}"));
    }

    /** By category and day. */
    List<Issuance.Count> counts(String campaignId) {
        var key = new Document("category", "$category").append("day", "$day");
        return issuances
                .aggregate(
                        List.of(
                                Aggregates.match(ofCampaign(campaignId)),
                                Aggregates.group(key, Accumulators.sum("count", 1))),
                        Document.class)
                .map(row -> new Issuance.Count(
                        row.get("_id", Document.class).getString("category"),
                        row.get("_id", Document.class).getString("day"),
                        row.get("count", Number.class).longValue()))
                .into(new ArrayList<>())
                .stream()
                .sorted(Comparator.comparing(Issuance.Count::day).thenComparing(Issuance.Count::category))
                .toList();
    }

    /** Without private keys nothing can be issued later, without the subject key no number can be tried out. */
    void eraseSecrets(Instant closedBefore) {
        for (var campaign : campaigns.find(and(lt("issueCloses", closedBefore), gt("sealedSubjectKey", "")))) {
            var ids = campaign.scopes().stream()
                    .map(scope -> ScopeKey.id(campaign.id(), scope))
                    .toList();
            keys.updateMany(in("_id", ids), Updates.unset("sealedKey"));
            codes.updateMany(ofCampaign(campaign.id()), Updates.unset("person"));
            campaigns.updateOne(eq("_id", campaign.id()), Updates.unset("sealedSubjectKey"));
        }
    }

    Optional<ItemCode> code(String id) {
        return Optional.ofNullable(codes.find(eq("_id", id)).first());
    }

    /** What is stored under the code's id: this, or what was there before. */
    ItemCode insertOrFind(ItemCode code) {
        return insertNew(codes, code) ? code : code(code.id()).orElseThrow();
    }

    /** Those that are there already stay as they are. */
    void addCodes(List<ItemCode> some) {
        if (some.isEmpty()) {
            return;
        }
        try {
            codes.insertMany(some, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(each -> each.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    /** The campaign that a code belongs to. */
    Optional<String> campaignOf(String code) {
        var ids = new ArrayList<String>();
        campaigns.find().map(campaign -> ItemCode.id(campaign.id(), code)).into(ids);
        return Optional.ofNullable(codes.find(in("_id", ids)).first())
                .map(found -> found.id().substring(0, found.id().indexOf('|')));
    }

    /** By what was handled. @param until codes used on this day and later are not counted as used */
    List<ItemCode.Count> codeCounts(String campaignId, LocalDate until) {
        var issued = countsByHandled(codes.withDocumentClass(Document.class), ofCampaign(campaignId));
        var redeemed = countsByHandled(
                issuances.withDocumentClass(Document.class),
                and(ofCampaign(campaignId), lt("day", until.toString()), gt("handled.month", "")));
        return issued.entrySet().stream()
                .map(each ->
                        new ItemCode.Count(each.getKey(), each.getValue(), redeemed.getOrDefault(each.getKey(), 0L)))
                .sorted(Comparator.comparing(each -> each.handled().month() + "|" + each.handled()))
                .toList();
    }

    private static Map<HandledMatter, Long> countsByHandled(MongoCollection<Document> of, Bson which) {
        var counts = new HashMap<HandledMatter, Long>();
        var key = new Document();
        for (var field : List.of("unit", "window", "matter", "month")) {
            key.append(field, "$handled." + field);
        }
        of.aggregate(List.of(Aggregates.match(which), Aggregates.group(key, Accumulators.sum("count", 1))))
                .forEach(row -> {
                    var handled = row.get("_id", Document.class);
                    counts.put(
                            new HandledMatter(
                                    handled.getString("unit"),
                                    handled.getString("window"),
                                    handled.getString("matter"),
                                    handled.getString("month")),
                            row.get("count", Number.class).longValue());
                });
        return counts;
    }

    @Override
    public void sweep(Instant now) {
        sessions.deleteMany(lte("expiresAt", now));
    }

    private static <T> boolean insertNew(MongoCollection<T> into, T document) {
        try {
            into.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
