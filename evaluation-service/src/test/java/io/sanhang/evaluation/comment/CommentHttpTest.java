package io.sanhang.evaluation.comment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.evaluation.TestRater.Holder;
import io.sanhang.evaluation.TestRater.Posted;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.testing.Covers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What raters wrote: moderated, read by the unit, answered, and read by the rater with her ballot's key. */
class CommentHttpTest extends EvaluationHttpTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String TODAY = "2026-09-14";

    private String id = "";
    private final List<Holder> raters = new ArrayList<>();
    private final List<Posted> posted = new ArrayList<>();

    /** Ten comments about the first unit, nine about the second, one ballot without. */
    @BeforeEach
    void rated() {
        id = opened();
        for (var at = 0; at < 10; at++) {
            rate("u01", "窗口态度好，电话13800138000，第" + at + "条");
        }
        for (var at = 0; at < 9; at++) {
            rate("u02", "第" + at + "条");
        }
        rate("u01", null);
    }

    private void rate(String unit, @Nullable String words) {
        var rater = TestRater.rater(id, "c/" + unit);
        var comment = words == null
                ? Map.<String, String>of()
                : Map.of("salt", "00112233445566778899aabbccddeeff", "text", words);
        var ballot = rater.rate("zfpj1|" + id + "|" + unit + "|q1=5,q2=4,q3=3,q4=5", comment);
        accepted(id, ballot);
        raters.add(rater);
        posted.add(ballot);
    }

    @Test
    @Covers("A095")
    void the_office_decides_which_comments_may_be_read_and_can_only_blacken() {
        refused(reading("/moderation", tokens.office()), 409, "comments-not-open");
        step(id, "closing");
        var all = ok(reading("/moderation?size=200", tokens.office()));
        assertThat(all.get("total").asInt()).isEqualTo(19);
        assertThat(all.get("items"))
                .allSatisfy(one -> assertThat(one.get("month").asString()).isEqualTo("2026-09"));
        assertThat(all.get("items").get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "unit", "month", "text", "state", "reason", "thread", "version");
        assertThat(all.get("items")).extracting(one -> one.get("id").asString()).isSorted();
        var one = of("u01").get(0);
        var text = one.get("text").asString();
        var black = text.replace("13800138000", "█".repeat(11));
        refused(deciding(one, true, text.replace("好", "差"), null), 422, "words-changed", "/text");
        refused(deciding(one, true, text + "█", null), 422, "words-changed", "/text");
        refused(deciding(one, false, null, " "), 422, "reason-missing", "/reason");
        var decided = ok(deciding(one, true, black, null));
        assertThat(decided.get("state").asString()).isEqualTo("shown");
        refused(deciding(one, false, null, "另一个人同时改"), 412, "changed-meanwhile");
        assertThat(ok(reading("/moderation?undecided=true&size=200", tokens.office()))
                        .get("total")
                        .asInt())
                .isEqualTo(18);
        assertThat(deciding(tokens.department("u01"), one, true, black, null).exchange())
                .hasStatus(403);
        assertThat(get("/" + id + "/moderation").exchange()).hasStatus(401);
        assertThat(ofUnit("u01", tokens.department("u01"))
                        .get("items")
                        .get(0)
                        .get("text")
                        .asString())
                .isEqualTo(black);
    }

    @Test
    @Covers({"A095", "A096"})
    void a_unit_reads_its_own_shown_comments_when_there_are_enough_and_nobody_elses() {
        refused(reading("/units/u01/comments", tokens.department("u01")), 409, "comments-not-open");
        step(id, "closing");
        showAll();
        var hidden = of("u01").get(3);
        ok(deciding(hidden, false, null, "骂人的话"));
        var own = ofUnit("u01", tokens.department("u01"));
        assertThat(own.get("total").asInt()).isEqualTo(9);
        assertThat(own.get("items").get(0).propertyNames()).containsExactlyInAnyOrder("id", "month", "text", "thread");
        refused(reading("/units/u01/comments", tokens.department("u02")), 403, "not-your-unit");
        assertThat(get("/" + id + "/units/u01/comments").exchange()).hasStatus(401);
        assertThat(reading("/units/u01/comments", tokens.citizen()).exchange()).hasStatus(403);
        assertThat(ofUnit("u01", tokens.leader("u01")).get("total").asInt()).isEqualTo(9);
        // Of nine the unit would know whose they are.
        var few = ofUnit("u02", tokens.department("u02"));
        assertThat(few.get("withheld").asBoolean()).isTrue();
        assertThat(few.get("items")).isEmpty();
        refused(get("/" + id + "/comments?unit=u01"), 404, "result-not-published");
        publish(id);
        var open = ok(get("/" + id + "/comments?unit=u01"));
        assertThat(open.get("total").asInt()).isEqualTo(9);
        assertThat(open.get("items").get(0).propertyNames()).containsExactlyInAnyOrder("month", "text", "answers");
        assertThat(ok(get("/" + id + "/comments?unit=u02")).get("withheld").asBoolean())
                .isTrue();
    }

    @Test
    @Covers("A095")
    void the_unit_answers_and_the_rater_reads_and_writes_back_with_her_ballots_key() {
        assertThat(ok(asking(0, TODAY, null)).get("state").asString()).isEqualTo("waiting");
        step(id, "closing");
        assertThat(ok(asking(0, TODAY, null)).get("state").asString()).isEqualTo("waiting");
        assertThat(ok(asking(10, TODAY, null)).get("state").asString()).isEqualTo("few");
        assertThat(ok(asking(19, TODAY, null)).get("state").asString()).isEqualTo("none");
        showAll();
        var comment = of("u01").get(0);
        var mine = mine(comment);
        refused(asking(mine, TODAY, "你们还没说话"), 409, "not-answered-yet");
        refused(answering(comment, tokens.department("u02"), "k1", "谢谢"), 404, "no-such-comment");
        assertThat(answering(comment, tokens.leader("u01"), "k1", "谢谢").exchange())
                .hasStatus(403);
        refused(answering(of("u02").get(0), tokens.department("u02"), "k1", "谢谢"), 409, "comment-not-shown");
        created(answering(comment, tokens.department("u01"), "k1", "已经培训"));
        created(answering(comment, tokens.department("u01"), "k1", "已经培训"));
        var read = ok(asking(mine, TODAY, null));
        assertThat(read.get("state").asString()).isEqualTo("shown");
        assertThat(read.get("messages").toString())
                .isEqualTo("[{\"from\":\"unit\",\"text\":\"已经培训\",\"day\":\"2026-09-14\"}]");
        ok(asking(mine, TODAY, "好多了"));
        assertThat(ok(asking(mine, TODAY, "好多了")).get("messages")).hasSize(2);
        var thread = ofUnit("u01", tokens.department("u01")).get("items").get(0).get("thread");
        assertThat(thread.get(1).toString()).isEqualTo("{\"from\":\"rater\",\"text\":\"好多了\",\"day\":null}");
        publish(id);
        assertThat(ok(get("/" + id + "/comments?unit=u01")).toString())
                .doesNotContain("好多了")
                .contains("已经培训");
        ok(deciding(of("u01").get(0), false, null, "有人身攻击"));
        var hidden = ok(asking(mine, TODAY, null));
        assertThat(hidden.get("state").asString()).isEqualTo("hidden");
        assertThat(hidden.get("reason").asString()).isEqualTo("有人身攻击");
        refused(asking(mine, TODAY, "再说一句"), 409, "comment-not-shown");
    }

    @Test
    @Covers("A095")
    void without_the_ballots_key_or_a_fresh_date_nothing_is_told() {
        step(id, "closing");
        var nullifier = nullifier(0);
        refused(asking(nullifier, TODAY, null, sign(raters.get(1), nullifier, TODAY, "")), 403, "reply-refused");
        refused(
                asking("ab".repeat(32), TODAY, null, sign(raters.get(0), "ab".repeat(32), TODAY, "")),
                403,
                "reply-refused");
        // A signature over a reading is none over a writing, and none over another day.
        var reading = sign(raters.get(0), nullifier, TODAY, "");
        refused(asking(nullifier, TODAY, "冒名", reading), 403, "reply-refused");
        refused(asking(nullifier, "2026-09-15", null, reading), 403, "reply-refused");
        ok(asking(nullifier, TODAY, null, reading));
        clock.advance(Duration.ofDays(2));
        refused(asking(nullifier, TODAY, null, reading), 403, "reply-expired");
        // Nor is the ballot's own signature good for anything here.
        refused(asking(nullifier, "2026-09-16", null, posted.get(0).ballotSig()), 403, "reply-refused");
        var other = opened();
        var there = id;
        id = other;
        refused(
                asking(nullifier, "2026-09-16", null, sign(raters.get(0), nullifier, "2026-09-16", "")),
                403,
                "reply-refused");
        id = there;
        assertThat(post("/" + id + "/replies", Map.of("nullifier", "x")).exchange())
                .hasStatus(400);
    }

    @Test
    void what_is_kept_of_a_comment_leads_to_no_ballot_person_or_time() {
        step(id, "closing");
        showAll();
        created(answering(of("u01").get(0), tokens.department("u01"), "k1", "已经培训"));
        ok(asking(mine(of("u01").get(0)), TODAY, "好多了"));
        var before = stored();
        for (var comment : before) {
            assertThat(comment.keySet())
                    .isSubsetOf(
                            "_id",
                            "version",
                            "campaign",
                            "unit",
                            "month",
                            "words",
                            "state",
                            "shown",
                            "reason",
                            "thread");
            assertThat(comment.values()).noneMatch(value -> value instanceof Date || value instanceof ObjectId);
            var json = comment.toJson();
            assertThat(json).doesNotContain("窗口态度好", "13800138000", "好多了", "a-u01");
            posted.forEach(ballot -> assertThat(json).doesNotContain(ballot.commentCommit(), ballot.inputMsg()));
            raters.forEach(rater -> assertThat(json).doesNotContain(HEX.formatHex(nullifierOf(rater))));
        }
        for (var ballot : database.getCollection("ballots").find(new Document("campaign", id))) {
            assertThat(before).noneMatch(comment -> comment.get("words").equals(ballot.get("comment")));
        }
        // Reading leaves no trace.
        ok(asking(0, TODAY, null));
        assertThat(stored()).isEqualTo(before);
    }

    private List<Document> stored() {
        return database.getCollection("comments")
                .find(new Document("campaign", id))
                .into(new ArrayList<>());
    }

    private void showAll() {
        for (var one : ok(reading("/moderation?size=200", tokens.office())).get("items")) {
            ok(deciding(one, true, one.get("text").asString(), null));
        }
    }

    private List<JsonNode> of(String unit) {
        var found = new ArrayList<JsonNode>();
        for (var one : ok(reading("/moderation?size=200", tokens.office())).get("items")) {
            if (one.get("unit").asString().equals(unit)) {
                found.add(one);
            }
        }
        return found;
    }

    private JsonNode ofUnit(String unit, String who) {
        return ok(reading("/units/" + unit + "/comments", who));
    }

    /** Whose comment that is; only this test knows. */
    private int mine(JsonNode comment) {
        for (var at = 0; at < posted.size(); at++) {
            if (comment.get("text").asString().equals(posted.get(at).comment().get("text"))) {
                return at;
            }
        }
        throw new AssertionError();
    }

    private MockMvcRequestBuilder reading(String path, String who) {
        return get("/" + id + path).header("Authorization", who);
    }

    private MockMvcRequestBuilder deciding(
            JsonNode one, boolean shown, @Nullable String text, @Nullable String reason) {
        return deciding(tokens.office(), one, shown, text, reason);
    }

    private MockMvcRequestBuilder deciding(
            String who, JsonNode one, boolean shown, @Nullable String text, @Nullable String reason) {
        var body = new HashMap<String, Object>();
        body.put("shown", shown);
        body.put("text", text);
        body.put("reason", reason);
        return http.put()
                .uri(PATH + "/" + id + "/moderation/" + one.get("id").asString())
                .contentType("application/json")
                .content(json.writeValueAsString(body))
                .header("If-Match", "\"" + one.get("version").asInt() + "\"")
                .header("Authorization", who);
    }

    private MockMvcRequestBuilder answering(JsonNode comment, String who, String key, String text) {
        return post("/" + id + "/comments/" + comment.get("id").asString() + "/answers", Map.of("text", text))
                .header("Authorization", who)
                .header("Idempotency-Key", key);
    }

    private MockMvcRequestBuilder asking(int rater, String date, @Nullable String text) {
        var hash = text == null ? "" : HEX.formatHex(Merkle.sha256(text.getBytes(StandardCharsets.UTF_8)));
        return asking(nullifier(rater), date, text, sign(raters.get(rater), nullifier(rater), date, hash));
    }

    private MockMvcRequestBuilder asking(String nullifier, String date, @Nullable String text, String signature) {
        var body = new HashMap<String, String>(Map.of("nullifier", nullifier, "date", date, "signature", signature));
        if (text != null) {
            body.put("text", text);
        }
        return post("/" + id + "/replies", body);
    }

    private String nullifier(int rater) {
        return HEX.formatHex(nullifierOf(raters.get(rater)));
    }

    private static byte[] nullifierOf(Holder rater) {
        return Merkle.sha256(new byte[] {2}, rater.inputMsg());
    }

    private String sign(Holder rater, String nullifier, String date, String hash) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(rater.one().getPrivate());
            signer.update(("zfpj-reply-v1\n" + id + "\n" + nullifier + "\n" + date + "\n" + hash + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
