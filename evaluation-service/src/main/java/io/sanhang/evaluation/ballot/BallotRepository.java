package io.sanhang.evaluation.ballot;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import io.sanhang.support.store.Outboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Repository;

/** Ballots. The unique key, the nullifier, decides every race for a token. */
@Repository
public class BallotRepository {

    private final MongoCollection<Ballot> ballots;

    BallotRepository(Outboxes outboxes) {
        ballots = outboxes.database().getCollection("ballots", Ballot.class);
        outboxes.byId(outboxes.database(), "ballots");
        outboxes.index("ballots", Indexes.ascending("waiting"), new IndexOptions().sparse(true));
        outboxes.index("ballots", Indexes.ascending("campaign", "index"), new IndexOptions());
    }

    /** False when the token is spent. */
    boolean insertNew(Ballot ballot) {
        try {
            ballots.insertOne(ballot);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    Optional<Ballot> find(String nullifier) {
        return Optional.ofNullable(ballots.find(eq("_id", nullifier)).first());
    }

    /** Is it in the public list for good? */
    boolean isListed(String nullifier) {
        return find(nullifier).filter(ballot -> ballot.waiting() == null).isPresent();
    }

    /** Takes back a ballot that still waits although its campaign is closed. */
    void withdraw(String nullifier) {
        ballots.deleteOne(and(eq("_id", nullifier), eq("waiting", true)));
    }

    List<Ballot> waiting(String campaign) {
        return ballots.find(and(eq("waiting", true), eq("campaign", campaign))).into(new ArrayList<>());
    }

    long countWaiting(String campaign) {
        return ballots.countDocuments(and(eq("waiting", true), eq("campaign", campaign)));
    }

    /** They stand in the public list, each at its place. */
    void sealed(Map<Ballot, Integer> places) {
        if (!places.isEmpty()) {
            ballots.bulkWrite(places.entrySet().stream()
                    .map(each -> new UpdateOneModel<Ballot>(
                            eq("_id", each.getKey().id()),
                            Updates.combine(Updates.set("index", each.getValue()), Updates.unset("waiting"))))
                    .toList());
        }
    }

    /** One after the other, in the order of the public list: a county's ballots need not fit into memory. */
    public void eachInOrder(String campaign, Consumer<Ballot> take) {
        ballots.find(and(eq("campaign", campaign), eq("waiting", null)))
                .sort(Sorts.ascending("index"))
                .forEach(take);
    }
}
