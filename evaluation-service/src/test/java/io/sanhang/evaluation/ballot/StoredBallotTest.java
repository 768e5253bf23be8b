package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.evaluation.TestRater.Posted;
import io.sanhang.testing.Covers;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Nothing that is kept, logged or told leads from a ballot to who cast it, whence and when. */
@ExtendWith(OutputCaptureExtension.class)
class StoredBallotTest extends EvaluationHttpTest {

    private static final String ADDRESS = "203.0.113.77";
    private static final String AGENT = "TestBrowser/77 (secret)";
    private static final String SESSION = "session-7f3a";

    @Test
    @Covers("A092")
    void a_stored_ballot_has_these_fields_and_no_other() {
        var id = opened();
        send(id, commented(id));
        var waiting = stored(id);
        assertThat(waiting.keySet())
                .isSubsetOf(
                        "_id",
                        "version",
                        "campaign",
                        "category",
                        "unit",
                        "body",
                        "inputMsg",
                        "tokenSig",
                        "ballotSig",
                        "commentCommit",
                        "comment",
                        "commentSalt",
                        "leaf",
                        "index",
                        "waiting");
        Awaitility.await().until(() -> !stored(id).containsKey("waiting"));
        assertThat(stored(id).keySet())
                .containsExactlyInAnyOrder(
                        "_id",
                        "version",
                        "campaign",
                        "category",
                        "unit",
                        "body",
                        "inputMsg",
                        "tokenSig",
                        "ballotSig",
                        "commentCommit",
                        "comment",
                        "commentSalt",
                        "leaf",
                        "index");
        // No time hides in a value either: not as a date, nor in an id that the driver makes.
        assertThat(stored(id).values()).noneMatch(value -> value instanceof Date || value instanceof ObjectId);
        assertThat(stored(id).get("version")).isEqualTo(1L);
        assertThat(stored(id).getString("_id")).hasSize(64);
    }

    @Test
    void neither_address_nor_browser_nor_session_is_in_any_collection() {
        var id = opened();
        send(id, commented(id));
        step(id, "closing");
        step(id, "publication");
        for (var name : database.listCollectionNames()) {
            for (var document : database.getCollection(name).find()) {
                assertThat(document.toJson()).as(name).doesNotContain(ADDRESS, AGENT, SESSION, "窗口态度好");
            }
        }
    }

    @Test
    void the_log_names_neither_token_nor_answers_nor_sender(CapturedOutput output) {
        var id = opened();
        var ballot = commented(id);
        send(id, ballot);
        send(id, ballot);
        var other = ballot.with("zfpj1|" + id + "|u01|q1=1,q2=1,q3=1,q4=1");
        refused(cast(id, other), 403, "bad-ballot-signature");
        step(id, "closing");
        assertThat(output).contains("Campaign " + id + " closed with 1 ballots");
        var logged = output.getAll()
                .lines()
                .filter(line -> line.contains("evaluation-service"))
                .toList();
        assertThat(logged)
                .isNotEmpty()
                .noneMatch(line -> line.contains(stored(id).getString("_id"))
                        || line.contains(ballot.inputMsg())
                        || line.contains("zfpj1|")
                        || line.contains(ADDRESS)
                        || line.contains(AGENT));
    }

    @Test
    void before_the_close_only_hashes_of_ballots_are_public() {
        var id = opened();
        var ballot = commented(id);
        send(id, ballot);
        Awaitility.await().until(() -> leaves(id).size() == 2);
        for (var path : List.of("", "/manifest", "/leaves", "/checkpoint")) {
            assertThat(text(get("/" + id + path).exchange())).as(path).doesNotContain("zfpj1|", ballot.inputMsg());
        }
        assertThat(events.ofType(CampaignOpened.class)).isNotEmpty();
        assertThat(events.names())
                .allMatch(name ->
                        name.startsWith("evaluation.campaign-") || name.equals("evaluation.rectification-ordered.v1"));
        assertThat(ok(get("/" + id)).propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "title",
                        "state",
                        "issueOpens",
                        "issueCloses",
                        "opens",
                        "closes",
                        "units",
                        "items",
                        "categories",
                        "ballots",
                        "turnout",
                        "root",
                        "closedAt",
                        "publishedAt",
                        "manifestHash",
                        "purpose",
                        "target");
    }

    private void send(String id, Posted ballot) {
        assertThat(cast(id, ballot)
                        .header("X-Forwarded-For", ADDRESS)
                        .header("User-Agent", AGENT)
                        .header("Cookie", "SESSION=" + SESSION)
                        .with(request -> {
                            request.setRemoteAddr(ADDRESS);
                            return request;
                        })
                        .exchange())
                .hasStatus(202);
    }

    private static Posted commented(String id) {
        return TestRater.rate(
                id,
                "c/u01",
                TestRater.key("c/u01"),
                "zfpj1|" + id + "|u01|q1=5,q2=4,q3=3,q4=5",
                Map.of("salt", "00112233445566778899aabbccddeeff", "text", "窗口态度好"));
    }

    private Document stored(String id) {
        return Objects.requireNonNull(database.getCollection("ballots")
                .find(new Document("campaign", id))
                .into(new ArrayList<>())
                .get(0));
    }
}
