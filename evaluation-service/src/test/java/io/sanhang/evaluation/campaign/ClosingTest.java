package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.sanhang.evaluation.EvaluationHttpTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ClosingTest extends EvaluationHttpTest {

    @Autowired
    Closing closing;

    /** Two replicas finish one campaign: the second comes when the list is final already. */
    @Test
    void late_ballots_do_not_grow_a_list_that_is_final() {
        var id = opened();
        accepted(id, ballot(id));
        var closed = step(id, "closing");
        var ballots = database.getCollection("ballots");
        var late = Objects.requireNonNull(
                ballots.find(new Document("campaign", id)).first());
        late.remove("index");
        ballots.insertOne(
                late.append("_id", "late-" + id).append("leaf", "ab".repeat(32)).append("waiting", true));
        closing.finish(id);
        assertThat(leaves(id)).hasSize(2);
        assertThat(ok(get("/" + id)).get("root")).isEqualTo(closed.get("root"));
    }

    @Test
    void a_campaign_closes_by_itself_when_its_time_is_up() {
        var id = opened();
        accepted(id, ballot(id));
        clock.advance(Duration.ofDays(7));
        // What other tests left open is over as well, and closed one after the other.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ok(get("/" + id)).get("state").asString().equals("closed")
                        && !ok(get("/" + id)).get("root").isNull());
        assertThat(ok(get("/" + id)).get("closedAt"))
                .isEqualTo(ok(get("/" + id)).get("closes"));
        assertThat(leaves(id)).hasSize(2);
    }

    /** The replica that was asked to close died right after writing it down. */
    @Test
    void a_closing_that_was_cut_short_is_finished_by_the_next_run() {
        var id = opened();
        var receipt = accepted(id, ballot(id));
        database.getCollection("campaigns")
                .updateOne(
                        new Document("_id", id),
                        Updates.combine(Updates.set("state", "CLOSING"), Updates.inc("version", 1)));
        Awaitility.await().until(() -> !ok(get("/" + id)).get("root").isNull());
        assertThat(ok(get("/" + id)).get("state").asString()).isEqualTo("closed");
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isEqualTo(1);
        assertThat(leaves(id)).hasSize(2).contains(receipt.get("leafHash").asString());
    }

    /** Places and leaves were written, the head was not moved: nothing of it was public, so it may be done again. */
    @Test
    void a_sealing_that_was_cut_short_before_the_head_moved_is_done_again() {
        var id = opened();
        var first = accepted(id, ballot(id)).get("leafHash").asString();
        Awaitility.await().until(() -> leaves(id).size() == 2);
        var other = "ff".repeat(32);
        database.getCollection("log_leaves")
                .insertOne(new Document("_id", id + ":2").append("turn", 1).append("hashes", List.of(other, other)));
        assertThat(leaves(id)).hasSize(2);
        var second = accepted(id, ballot(id)).get("leafHash").asString();
        step(id, "closing");
        assertThat(leaves(id).subList(1, 3)).isEqualTo(List.of(first, second));
        assertThat(leaves(id)).hasSize(3);
    }

    /** The head was moved, the ballots still said that they wait: they must not be listed twice. */
    @Test
    void a_sealing_that_was_cut_short_after_the_head_moved_lists_nothing_twice() {
        var id = opened();
        accepted(id, ballot(id));
        accepted(id, ballot(id));
        Awaitility.await().until(() -> leaves(id).size() == 3);
        var last = leaves(id).get(2);
        database.getCollection("ballots")
                .updateMany(
                        new Document("campaign", id).append("leaf", last),
                        Updates.combine(Updates.set("waiting", true), Updates.unset("index")));
        assertThat(step(id, "closing").get("ballots").asInt()).isEqualTo(2);
        assertThat(leaves(id)).hasSize(3).doesNotHaveDuplicates();
        assertThat(database.getCollection("ballots")
                        .countDocuments(new Document("campaign", id).append("waiting", true)))
                .isZero();
    }

    @Test
    void the_list_says_nothing_of_the_order_of_arrival() {
        var id = opened();
        // One batch: nothing is sealed while the campaign is a draft.
        database.getCollection("campaigns").updateOne(new Document("_id", id), Updates.set("state", "DRAFT"));
        var waiting = new java.util.ArrayList<String>();
        var ballots = database.getCollection("ballots");
        for (var leaf : List.of("cc", "aa", "ee", "bb", "dd")) {
            waiting.add(leaf.repeat(32));
            ballots.insertOne(new Document("_id", leaf + id)
                    .append("version", 1L)
                    .append("campaign", id)
                    .append("category", "c")
                    .append("unit", "u01")
                    .append("body", "zfpj1|" + id + "|u01|q1=5,q2=4,q3=3,q4=5")
                    .append("inputMsg", "")
                    .append("tokenSig", "")
                    .append("ballotSig", "")
                    .append("commentCommit", "")
                    .append("leaf", leaf.repeat(32))
                    .append("waiting", true));
        }
        database.getCollection("campaigns").updateOne(new Document("_id", id), Updates.set("state", "OPEN"));
        step(id, "closing");
        assertThat(leaves(id).subList(1, 6))
                .isSorted()
                .isNotEqualTo(waiting)
                .containsExactlyInAnyOrderElementsOf(waiting);
    }
}
