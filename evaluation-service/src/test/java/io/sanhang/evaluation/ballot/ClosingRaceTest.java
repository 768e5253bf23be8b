package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Updates;
import io.sanhang.contracts.evaluation.CampaignClosed;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater.Posted;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.campaign.ScopeKeys;
import io.sanhang.evaluation.transparency.LogKey;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Outboxes;
import io.sanhang.testing.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A campaign is closed while ballots arrive: each is in the final list and acknowledged, or neither. */
class ClosingRaceTest extends EvaluationHttpTest {

    @Autowired
    CampaignRepository campaigns;

    @Autowired
    ScopeKeys keys;

    @Autowired
    LogKey logKey;

    @Autowired
    PersonalData seal;

    @Autowired
    Outboxes outboxes;

    @Test
    @Covers("A092")
    void what_is_acknowledged_is_published_and_nothing_else() throws Exception {
        var id = opened();
        var casts = new ConcurrentLinkedQueue<Posted>(
                IntStream.range(0, 240).mapToObj(i -> ballot(id)).toList());
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        var pool = Executors.newFixedThreadPool(6);
        for (var i = 0; i < 6; i++) {
            pool.submit(() -> {
                for (var next = casts.poll(); next != null; next = casts.poll()) {
                    var result = cast(id, next).exchange();
                    statuses.add(result.getResponse().getStatus());
                    if (result.getResponse().getStatus() == 202) {
                        acknowledged.add(read(result).get("leafHash").asString());
                    }
                }
            });
        }
        Awaitility.await().until(() -> acknowledged.size() > 60);
        var closed = step(id, "closing");
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(statuses).hasSize(240).containsOnly(202, 410).contains(410);
        var published = leaves(id);
        assertThat(published.subList(1, published.size())).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(closed.get("ballots").asInt()).isEqualTo(acknowledged.size());
        assertThat(stored(id)).hasSize(acknowledged.size());
        assertThat(events.ofType(CampaignClosed.class))
                .filteredOn(each -> each.campaignId().equals(id))
                .containsExactly(new CampaignClosed(id, "万人评作风", acknowledged.size()));
    }

    @Test
    void closed_between_check_and_store_it_is_refused_and_not_kept() {
        var id = opened();
        var box = box(new Hook() {
            @Override
            public void beforeInsert() {
                step(id, "closing");
            }
        });
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> box.accept(id, cast(ballot(id))))
                .satisfies(refusal -> assertThat(refusal.slug()).isEqualTo("campaign-closed"));
        assertThat(leaves(id)).hasSize(1);
        assertThat(stored(id)).isEmpty();
    }

    @Test
    void closed_between_store_and_answer_it_is_in() {
        var id = opened();
        var box = box(new Hook() {
            @Override
            public void afterInsert() {
                step(id, "closing");
            }
        });
        var receipt = box.accept(id, cast(ballot(id)));
        assertThat(leaves(id)).hasSize(2).contains(receipt.leafHash());
    }

    /** A double click at the last moment: the second was acknowledged, so the first must not take the ballot back. */
    @Test
    void a_ballot_that_was_acknowledged_to_a_second_click_is_not_withdrawn_by_the_first() {
        var id = opened();
        var ballot = ballot(id);
        var acknowledged = new ArrayList<String>();
        var box = box(new Hook() {
            @Override
            public void afterInsert() {
                acknowledged.add(accepted(id, ballot).get("leafHash").asString());
                closedElsewhere(id);
            }
        });
        var receipt = box.accept(id, cast(ballot));
        Awaitility.await()
                .until(() -> "closed".equals(ok(get("/" + id)).get("state").asString())
                        && !ok(get("/" + id)).get("root").isNull());
        assertThat(acknowledged).containsExactly(receipt.leafHash());
        assertThat(leaves(id)).hasSize(2).contains(receipt.leafHash());
    }

    /** This replica saw the campaign open a moment ago: it relies on that, and the final list waits for it. */
    @Test
    @Covers("A092")
    void kept_after_another_replica_closed_it_is_in_or_refused() {
        var id = opened();
        var late = cast(ballot(id));
        accepted(id, ballot(id));
        closedElsewhere(id);
        String receipt = null;
        try {
            receipt = box(new Hook() {}).accept(id, late).leafHash();
        } catch (Refusal tooLong) {
            assertThat(tooLong.slug()).isEqualTo("campaign-closed");
        }
        Awaitility.await().until(() -> !ok(get("/" + id)).get("root").isNull());
        assertThat(leaves(id)).hasSize(receipt == null ? 2 : 3);
        assertThat(stored(id)).hasSize(receipt == null ? 1 : 2);
    }

    private void closedElsewhere(String id) {
        database.getCollection("campaigns")
                .updateOne(
                        new Document("_id", id),
                        Updates.combine(Updates.set("state", "CLOSING"), Updates.inc("version", 1)));
    }

    /** What happens just then. */
    private interface Hook {
        default void beforeInsert() {}

        default void afterInsert() {}
    }

    private BallotBox box(Hook hook) {
        var hooked = new BallotRepository(outboxes) {
            @Override
            boolean insertNew(Ballot ballot) {
                hook.beforeInsert();
                var isNew = super.insertNew(ballot);
                hook.afterInsert();
                return isNew;
            }
        };
        return new BallotBox(campaigns, keys, hooked, logKey, seal, clock);
    }

    private static BallotBox.Cast cast(Posted ballot) {
        return new BallotBox.Cast(
                ballot.body(), ballot.inputMsg(), ballot.tokenSig(), ballot.ballotSig(), ballot.commentCommit(), null);
    }

    private List<Document> stored(String id) {
        return database.getCollection("ballots")
                .find(new Document("campaign", id))
                .into(new ArrayList<>());
    }
}
