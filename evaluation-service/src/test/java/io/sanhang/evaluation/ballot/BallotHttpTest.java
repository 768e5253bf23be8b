package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.evaluation.TestRater.Posted;
import io.sanhang.testing.Covers;
import io.sanhang.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class BallotHttpTest extends EvaluationHttpTest {

    @Test
    @Covers({"A092", "A095"})
    void a_ballot_is_taken_without_an_account_and_its_receipt_is_signed() throws GeneralSecurityException {
        var id = opened();
        var receipt = accepted(id, ballot(id));
        assertThat(receipt.get("sealBy").asString()).isEqualTo("2026-09-15");
        assertThat(signed(id, receipt)).isTrue();
        Awaitility.await().until(() -> leaves(id).size() == 2);
        assertThat(leaves(id).get(1)).isEqualTo(receipt.get("leafHash").asString());
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isEqualTo(1);
    }

    @Test
    void the_same_ballot_again_gets_the_same_receipt_and_counts_once() {
        var id = opened();
        var ballot = ballot(id);
        var receipt = accepted(id, ballot);
        assertThat(accepted(id, ballot)).isEqualTo(receipt);
        Awaitility.await().until(() -> leaves(id).size() == 2);
        assertThat(accepted(id, ballot)).isEqualTo(receipt);
        assertThat(stored(id)).hasSize(1);
        step(id, "closing");
        assertThat(leaves(id)).hasSize(2);
    }

    @Test
    @Covers("A092")
    void one_token_is_one_ballot_whatever_else_it_is_sent_with() {
        var id = opened();
        var comment = Map.of("salt", "00112233445566778899aabbccddeeff", "text", "谢谢");
        var one = TestRater.rater(id, "c/u01");
        var first = accepted(id, one.rate("zfpj1|" + id + "|u01|q1=5,q2=5,q3=5,q4=5", Map.of()));
        for (var other : List.of(
                one.rate("zfpj1|" + id + "|u01|q1=1,q2=1,q3=1,q4=1", Map.of()),
                one.rate("zfpj1|" + id + "|u01|q1=5,q2=5,q3=5,q4=5", comment))) {
            var problem = refused(cast(id, other), 409, "token-used");
            assertThat(problem.get("leafHash")).isEqualTo(first.get("leafHash"));
        }
        step(id, "closing");
        assertThat(leaves(id)).hasSize(2).contains(first.get("leafHash").asString());
    }

    @Test
    @Covers("A092")
    void a_hundred_of_one_ballot_at_once_are_one() throws Exception {
        var id = opened();
        var ballot = ballot(id);
        var receipts = new HashSet<JsonNode>();
        for (var receipt : all(100, i -> accepted(id, ballot))) {
            receipts.add(receipt);
        }
        assertThat(receipts).hasSize(1);
        assertThat(stored(id)).hasSize(1);
        step(id, "closing");
        assertThat(leaves(id)).hasSize(2);
        assertThat(ok(get("/" + id)).get("ballots").asInt()).isEqualTo(1);
    }

    @Test
    void of_many_different_ballots_of_one_token_at_once_one_wins() throws Exception {
        var id = opened();
        var one = TestRater.rater(id, "c/u01");
        var statuses = all(
                20,
                i -> cast(id, one.rate("zfpj1|" + id + "|u01|q1=" + (i % 5 + 1) + ",q2=4,q3=4,q4=4", Map.of()))
                        .exchange()
                        .getResponse()
                        .getStatus());
        // Four of the twenty have the winner's answers and are the same ballot again.
        assertThat(statuses).filteredOn(status -> status == 202).hasSize(4);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(16);
        assertThat(stored(id)).hasSize(1);
    }

    @Test
    void an_altered_ballot_is_refused() {
        var id = opened();
        var ballot = ballot(id);
        refused(cast(id, ballot.with("zfpj1|" + id + "|u01|q1=1,q2=1,q3=1,q4=1")), 403, "bad-ballot-signature");
        refused(cast(id, altered(ballot, "ballotSig")), 403, "bad-ballot-signature");
        refused(cast(id, altered(ballot, "commentCommit")), 403, "bad-ballot-signature");
        refused(cast(id, altered(ballot, "tokenSig")), 403, "bad-token");
        // Another one-time key than the one that was signed.
        refused(cast(id, altered(ballot, "inputMsg")), 403, "bad-token");
        assertThat(stored(id)).isEmpty();
        accepted(id, ballot);
    }

    @Test
    void a_token_is_good_for_its_campaign_unit_and_category_only() {
        var id = opened();
        var other = opened();
        var ballot = ballot(id);
        refused(cast(other, ballot), 400, "scope-mismatch");
        refused(cast(other, ballot.with("zfpj1|" + other + "|u01|q1=5,q2=4,q3=3,q4=5")), 400, "scope-mismatch");
        refused(cast(id, ballot.with("zfpj1|" + id + "|u02|q1=5,q2=4,q3=3,q4=5")), 400, "scope-mismatch");
        var answers = "|q1=5,q2=4,q3=3,q4=5";
        var citizenKey = TestRater.key("c/u01");
        refused(cast(id, TestRater.rate(id, "c/u09", citizenKey, "zfpj1|" + id + "|u09" + answers)), 403, "bad-token");
        refused(cast(id, TestRater.rate(id, "e/u01", citizenKey, "zfpj1|" + id + "|u01" + answers)), 403, "bad-token");
        refused(cast(id, TestRater.rate(id, "c/u02", citizenKey, "zfpj1|" + id + "|u02" + answers)), 403, "bad-token");
        refused(cast(id, TestRater.rate(id, "u01", citizenKey, "zfpj1|" + id + "|u01" + answers)), 403, "bad-token");
        refused(
                cast(id, TestRater.rate(id, "c/u01", TestRater.rsa(), "zfpj1|" + id + "|u01" + answers)),
                403,
                "bad-token");
        assertThat(stored(id)).isEmpty();
        assertThat(stored(other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "inputMsg, zz, /inputMsg",
        "inputMsg, AQID+/==, /inputMsg",
        "inputMsg, 00, /inputMsg",
        "tokenSig, 0, /tokenSig",
        "ballotSig, 00, /ballotSig",
        "ballotSig, xyz, /ballotSig",
        "commentCommit, 00, /commentCommit",
        "commentCommit, '中文', /commentCommit",
        "body, 'zfpj1|x|u01|q1=9', /body",
        "body, 'q1=5', /body"
    })
    void what_cannot_be_read_is_refused_with_the_field_that_is_to_blame(String field, String value, String pointer) {
        var id = opened();
        var body = ballot(id).json();
        body.put(field, value);
        refused(post("/" + id + "/ballots", body), 400, "bad-ballot", pointer);
        assertThat(stored(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "inputMsg", "tokenSig", "ballotSig", "commentCommit"})
    void what_is_missing_or_far_too_long_is_refused(String field) {
        var id = opened();
        var body = ballot(id).json();
        for (var value : List.of("", "f".repeat(2000), "f".repeat(3_000_000))) {
            body.put(field, value);
            var problem = refused(post("/" + id + "/ballots", body), 400, "invalid-request", "/" + field);
            assertThat(problem.toString()).hasSizeLessThan(1000);
        }
        body.put(field, Map.of("$ne", ""));
        refused(post("/" + id + "/ballots", body), 400, "invalid-request");
        body.remove(field);
        refused(post("/" + id + "/ballots", body), 400, "invalid-request", "/" + field);
        refused(post("/" + id + "/ballots", "{\"body\":"), 400, "invalid-request");
        refused(post("/" + id + "/ballots", ""), 400, "invalid-request");
        refused(
                http.post()
                        .uri(PATH + "/" + id + "/ballots")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("x"),
                415,
                "media-type-not-supported");
    }

    @Test
    void a_comment_must_be_the_one_that_was_committed_to() {
        var id = opened();
        var comment = Map.of("salt", "00112233445566778899aabbccddeeff", "text", "窗口态度好");
        var ballot = TestRater.rate(
                id, "c/u01", TestRater.key("c/u01"), "zfpj1|" + id + "|u01|q1=5,q2=4,q3=3,q4=5", comment);
        var other = ballot.json();
        other.put("comment", Map.of("salt", comment.get("salt"), "text", "窗口态度差"));
        refused(post("/" + id + "/ballots", other), 400, "bad-ballot", "/commentCommit");
        other.put("comment", Map.of("salt", "xx", "text", "窗口态度好"));
        refused(post("/" + id + "/ballots", other), 400, "bad-ballot", "/comment/salt");
        other.put("comment", Map.of("salt", comment.get("salt"), "text", "好".repeat(501)));
        refused(post("/" + id + "/ballots", other), 422, "comment-too-long", "/comment/text");
        accepted(id, ballot);
        assertThat(stored(id).get(0).toJson()).doesNotContain("态度");
    }

    @Test
    @Covers("A092")
    void a_ballot_counts_between_opening_and_closing_only() {
        var id = drafted();
        refused(cast(id, ballot(id)), 409, "campaign-not-open");
        step(id, "opening");
        clock.setTo(TestClock.START.minusSeconds(1));
        refused(cast(id, ballot(id)), 409, "campaign-not-open");
        clock.setTo(TestClock.START.plus(Duration.ofDays(7)).minusSeconds(1));
        accepted(id, ballot(id));
        clock.setTo(TestClock.START.plus(Duration.ofDays(7)));
        refused(cast(id, ballot(id)), 410, "campaign-closed");
        clock.setTo(TestClock.START);
        accepted(id, ballot(id));
        step(id, "closing");
        refused(cast(id, ballot(id)), 410, "campaign-closed");
        step(id, "publication");
        refused(cast(id, ballot(id)), 410, "campaign-closed");
        assertThat(leaves(id)).hasSize(3);
        refused(cast("no-such-campaign", ballot(id)), 404, "no-such-campaign");
    }

    /** The answer got lost and the campaign was closed meanwhile: "not handed in" would be untrue. */
    @Test
    void who_asks_again_after_the_close_is_told_that_the_ballot_is_in() throws GeneralSecurityException {
        var id = opened();
        var ballot = ballot(id);
        var receipt = accepted(id, ballot);
        step(id, "closing");
        var again = accepted(id, ballot);
        assertThat(again.get("leafHash")).isEqualTo(receipt.get("leafHash"));
        assertThat(signed(id, again)).isTrue();
        assertThat(leaves(id)).hasSize(2);
    }

    private boolean signed(String id, JsonNode receipt) throws GeneralSecurityException {
        var spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(logKey(id)));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(
                ("zfpj-receipt-v1\n" + id + "\n" + receipt.get("leafHash").asString() + "\n"
                                + receipt.get("sealBy").asString() + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(HexFormat.of().parseHex(receipt.get("receiptSig").asString()));
    }

    private List<Document> stored(String id) {
        return database.getCollection("ballots")
                .find(new Document("campaign", id))
                .into(new ArrayList<>());
    }

    private Posted altered(Posted ballot, String field) {
        var json = ballot.json();
        var text = (String) json.get(field);
        json.put(field, text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0"));
        return new Posted(
                (String) json.get("body"),
                (String) json.get("inputMsg"),
                (String) json.get("tokenSig"),
                (String) json.get("ballotSig"),
                (String) json.get("commentCommit"),
                Map.of());
    }

    private interface Call<T> {
        T at(int i) throws Exception;
    }

    private static <T> List<T> all(int times, Call<T> call) throws Exception {
        var pool = Executors.newFixedThreadPool(times);
        var calls = new ArrayList<Callable<T>>();
        for (var i = 0; i < times; i++) {
            var at = i;
            calls.add(() -> call.at(at));
        }
        var answers = new ArrayList<T>();
        for (var answer : pool.invokeAll(calls)) {
            answers.add(answer.get());
        }
        pool.shutdown();
        return answers;
    }
}
