package io.sanhang.identity.register;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.sanhang.identity.credential.CredentialStore;
import io.sanhang.identity.register.Contact.Kind;
import io.sanhang.identity.register.Invited.State;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The register in the registrar's database. Most is found by its id, which begins with the campaign. */
@Repository
class RegisterStore {

    private static final int AT_A_TIME = 500;

    private final MongoCollection<Invited> invited;
    private final MongoCollection<Candidate> candidates;
    private final MongoCollection<Draw> draws;
    private final MongoCollection<Contact> contacts;
    private final MongoCollection<Cadre> cadres;

    RegisterStore(CredentialStore registrar, Outboxes outboxes) {
        var database = registrar.database();
        invited = database.getCollection("invited", Invited.class);
        candidates = database.getCollection("candidates", Candidate.class);
        draws = database.getCollection("draws", Draw.class);
        contacts = database.getCollection("contacts", Contact.class);
        cadres = database.getCollection("cadres", Cadre.class);
        outboxes.index(invited, Indexes.ascending("codeId"), new IndexOptions().unique(true));
        outboxes.index(invited, Indexes.ascending("state", "_id"), new IndexOptions());
        outboxes.index(contacts, Indexes.ascending("day"), new IndexOptions());
        outboxes.index(cadres, Indexes.ascending("unitId"), new IndexOptions());
    }

    // ---- people

    Optional<Invited> invited(String campaignId, String mark) {
        return Optional.ofNullable(
                invited.find(eq("_id", campaignId + "|" + mark)).first());
    }

    Optional<Invited> byCode(String codeId) {
        return Optional.ofNullable(invited.find(eq("codeId", codeId)).first());
    }

    void eachInvited(String campaignId, Consumer<Invited> take) {
        invited.find(CredentialStore.ofCampaign(campaignId)).forEach(take);
    }

    /** Those who are on the register already, by mark. */
    Map<String, Invited> known(String campaignId, Set<String> marks) {
        var found = new HashMap<String, Invited>();
        if (marks.size() > AT_A_TIME) {
            // Cheaper than to ask for thousands of ids.
            eachInvited(campaignId, each -> {
                if (marks.contains(each.mark())) {
                    found.put(each.mark(), each);
                }
            });
        } else {
            var ids = marks.stream().map(mark -> campaignId + "|" + mark).toList();
            invited.find(in("_id", ids)).forEach(each -> found.put(each.mark(), each));
        }
        return found;
    }

    /** @return how many were not there before */
    int addInvited(List<Invited> people) {
        return insertNew(invited, people);
    }

    int addCandidates(List<Candidate> people) {
        return insertNew(candidates, people);
    }

    List<Candidate> candidates(String list) {
        return candidates.find(beginning(list)).into(new ArrayList<>());
    }

    long countCandidates(String list) {
        return candidates.countDocuments(beginning(list));
    }

    void removeCandidates(String list) {
        candidates.deleteMany(beginning(list));
    }

    void forgetNumbers(String list) {
        candidates.updateMany(beginning(list), FORGET);
    }

    private static final Bson FORGET = Updates.combine(Updates.unset("sealedPhone"), Updates.unset("sealedLookup"));

    // ---- draws

    Optional<Draw> draw(String id) {
        return Optional.ofNullable(draws.find(eq("_id", id)).first());
    }

    List<Draw> draws(String campaignId) {
        return draws.find(CredentialStore.ofCampaign(campaignId))
                .sort(Sorts.ascending("day", "_id"))
                .into(new ArrayList<>());
    }

    List<Draw> unfinishedDraws() {
        return draws.find(eq("finished", false)).into(new ArrayList<>());
    }

    void add(Draw draw) {
        draws.insertOne(draw);
    }

    void finished(Draw draw) {
        draws.updateOne(eq("_id", draw.id()), Updates.set("finished", true));
    }

    // ---- messages

    /** Asks for messages to all of a campaign in a state, or of one category. @return how many */
    long queue(String campaignId, @Nullable String category, State from) {
        return invited.updateMany(
                        and(
                                CredentialStore.ofCampaign(campaignId),
                                category == null ? Filters.empty() : eq("category", category),
                                eq("state", from.name()),
                                exists("sealedPhone")),
                        Updates.combine(Updates.set("state", State.DUE.name()), Updates.inc("attempt", 1)))
                .getModifiedCount();
    }

    /** The same for these, as a reminder, unless they had one. */
    long queueReminders(List<String> ids) {
        var queued = 0L;
        for (var chunk : chunks(ids)) {
            queued += invited.updateMany(
                            and(in("_id", chunk), eq("state", State.SENT.name()), eq("reminded", false)),
                            Updates.combine(
                                    Updates.set("state", State.DUE.name()),
                                    Updates.set("reminded", true),
                                    Updates.inc("attempt", 1)))
                    .getModifiedCount();
        }
        return queued;
    }

    List<Invited> inState(State state, String after, int limit) {
        return invited.find(and(eq("state", state.name()), gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    void move(Collection<String> ids, State from, State to) {
        invited.updateMany(and(in("_id", ids), eq("state", from.name())), Updates.set("state", to.name()));
    }

    /** @param keepNumber when a reminder may follow */
    void sent(Collection<String> ids, State from, String day, boolean keepNumber) {
        var moved = Updates.combine(Updates.set("state", State.SENT.name()), Updates.set("sentOn", day));
        invited.updateMany(
                and(in("_id", ids), eq("state", from.name())),
                keepNumber ? moved : Updates.combine(moved, Updates.unset("sealedPhone")));
    }

    /** No message is needed any more. */
    void spare(Collection<String> ids) {
        invited.updateMany(
                and(in("_id", ids), eq("state", State.DUE.name())),
                Updates.combine(Updates.set("state", State.UNNEEDED.name()), Updates.unset("sealedPhone")));
    }

    // ---- contacts

    int addContacts(List<Contact> reported) {
        return insertNew(contacts, reported);
    }

    /** All who had a matter handled in these days, for a draw; nobody is shown them. */
    void eachContact(String from, String to, @Nullable Kind kind, Consumer<Contact> take) {
        contacts.find(and(gte("day", from), lte("day", to), kind == null ? Filters.empty() : eq("kind", kind.name())))
                .forEach(take);
    }

    /** By unit and kind: a department sees its own. */
    List<ContactCount> contactCounts(Caller caller) {
        var key = new Document("unit", "$unitId").append("kind", "$kind");
        return contacts.aggregate(
                        List.of(
                                Aggregates.match(
                                        caller.isOffice()
                                                ? ne("unitId", "")
                                                : eq("unitId", String.valueOf(caller.unitId()))),
                                Aggregates.group(
                                        key,
                                        Accumulators.sum("count", 1),
                                        Accumulators.min("first", "$day"),
                                        Accumulators.max("last", "$day")),
                                Aggregates.sort(Sorts.ascending("_id.unit", "_id.kind"))),
                        Document.class)
                .map(row -> new ContactCount(
                        row.get("_id", Document.class).getString("unit"),
                        Kind.valueOf(row.get("_id", Document.class).getString("kind")),
                        row.get("count", Number.class).longValue(),
                        row.getString("first"),
                        row.getString("last")))
                .into(new ArrayList<>());
    }

    /** @param first, last ISO dates */
    record ContactCount(String unitId, Kind kind, long count, String first, String last) {}

    void removeContactsBefore(String day) {
        contacts.deleteMany(lt("day", day));
    }

    // ---- recusal

    int addCadres(List<Cadre> people) {
        return insertNew(cadres, people);
    }

    List<String> unitsOf(String phoneLookup) {
        return cadres.find(beginning(phoneLookup + "|")).map(Cadre::unitId).into(new ArrayList<>());
    }

    Map<String, Long> cadreCounts() {
        var counts = new HashMap<String, Long>();
        cadres.aggregate(List.of(Aggregates.group("$unitId", Accumulators.sum("count", 1))), Document.class)
                .forEach(row -> counts.put(
                        row.getString("_id"), row.get("count", Number.class).longValue()));
        return counts;
    }

    void removeCadres(String unitId) {
        cadres.deleteMany(eq("unitId", unitId));
    }

    // ---- forgetting

    /** After the last day no message follows: all numbers go, and lists of which nobody was drawn. */
    void forgetNumbers(String campaignId, List<String> categories) {
        invited.updateMany(
                and(CredentialStore.ofCampaign(campaignId), exists("sealedPhone")), Updates.unset("sealedPhone"));
        categories.forEach(category -> removeCandidates(Candidate.imported(campaignId, category)));
        candidates.updateMany(and(CredentialStore.ofCampaign(campaignId), exists("sealedPhone")), FORGET);
    }

    /** With the key of the marks goes what could still be looked up. */
    void forgetMarks(String campaignId) {
        invited.updateMany(
                and(CredentialStore.ofCampaign(campaignId), exists("sealedLookup")), Updates.unset("sealedLookup"));
        candidates.deleteMany(CredentialStore.ofCampaign(campaignId));
    }

    private static Bson beginning(String prefix) {
        // All ids are ASCII.
        return and(gte("_id", prefix), lt("_id", prefix + "\u007f"));
    }

    private static <T> List<List<T>> chunks(List<T> all) {
        var chunks = new ArrayList<List<T>>();
        for (var at = 0; at < all.size(); at += AT_A_TIME) {
            chunks.add(all.subList(at, Math.min(all.size(), at + AT_A_TIME)));
        }
        return chunks;
    }

    private static <T> int insertNew(MongoCollection<T> into, List<T> documents) {
        var inserted = 0;
        for (var chunk : chunks(documents)) {
            inserted += insertChunk(into, chunk);
        }
        return inserted;
    }

    private static <T> int insertChunk(MongoCollection<T> into, List<T> chunk) {
        try {
            into.insertMany(chunk, new InsertManyOptions().ordered(false));
            return chunk.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(each -> each.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            return chunk.size() - e.getWriteErrors().size();
        }
    }
}
