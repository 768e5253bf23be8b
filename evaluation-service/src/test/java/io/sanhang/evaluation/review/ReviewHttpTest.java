package io.sanhang.evaluation.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.TestRater;
import io.sanhang.testing.Covers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** Forty equal sheets for one unit: found, decided, published with and without, and checkable by anybody. */
class ReviewHttpTest extends EvaluationHttpTest {

    private static final String FLAG = "identical~u01~c~1111";

    private String id = "";

    @BeforeEach
    void closed() {
        id = opened();
        for (var i = 0; i < 60; i++) {
            var answers = "q1=%d,q2=%d,q3=%d,q4=%d".formatted(3 + i % 3, 3 + i / 3 % 3, 3 + i / 5 % 3, 3 + i / 7 % 3);
            accepted(id, TestRater.rate(id, i % 3 == 0 ? "e" : "c", i % 2 == 0 ? "u01" : "u02", answers));
        }
        for (var i = 0; i < 40; i++) {
            accepted(id, TestRater.rate(id, "c", "u01", "q1=1,q2=1,q3=1,q4=1"));
        }
        refused(office("/flags"), 409, "illegal-campaign-step");
        step(id, "closing");
    }

    @Test
    @Covers({"A092", "A096"})
    void what_looks_unusual_is_decided_before_it_is_published() throws GeneralSecurityException {
        var flags = ok(office("/flags"));
        assertThat(flags.get("items")).hasSize(1);
        assertThat(flags.get("items").get(0).get("flag").get("id").asString()).isEqualTo(FLAG);
        assertThat(flags.get("closed").asBoolean()).isFalse();
        assertThat(refused(stepping(id, "publication"), 409, "flags-undecided")
                        .get("detail")
                        .asString())
                .contains("还有 1 处");
        refused(get("/" + id + "/result"), 404, "result-not-published");
        refused(get("/" + id + "/decisions.jsonl"), 404, "result-not-published");

        ok(decision("count", "先按正常计"));
        ok(decision("count", "先按正常计"));
        var decided = ok(decision("set-aside", "四十张票同一天由同一人代填，有走访记录"));
        assertThat(decided.get("items").get(0).get("decisions"))
                .extracting(each -> each.get("verdict").asString())
                .containsExactly("count", "set-aside");
        step(id, "publication");
        step(id, "publication");
        refused(decision("count", "想改回去"), 409, "review-closed");

        var result = ok(get("/" + id + "/result"));
        var review = result.get("review");
        assertThat(review.get("flags").get(0).get("setAside").asBoolean()).isTrue();
        assertThat(counted(result.get("units"), "id", "u01")).isEqualTo(30);
        assertThat(counted(review.get("all"), "unit", "u01")).isEqualTo(70);
        assertThat(counted(review.get("without"), "unit", "u01")).isEqualTo(30);
        assertThat(score(review.get("all"), "unit", "u01")).isLessThan(score(result.get("units"), "id", "u01"));
        // What does not count still stands in the list for everybody to see.
        assertThat(leaves(id)).hasSize(101);
        assertThat(text(get("/" + id + "/bodies.csv").exchange()).lines()).hasSizeGreaterThan(70);
        chainHolds(review.get("head").asString());
    }

    @Test
    void only_the_office_sees_and_decides() {
        assertThat(get("/" + id + "/flags").exchange()).hasStatus(401);
        refused(get("/" + id + "/flags").header("Authorization", tokens.department("u01")), 403, "not-allowed");
        refused(
                post("/" + id + "/flags/" + FLAG + "/decisions", Map.of("verdict", "count", "reason", "自己单位"))
                        .header("Authorization", tokens.department("u01")),
                403,
                "not-allowed");
    }

    @Test
    void a_decision_needs_a_flag_a_verdict_and_a_reason() {
        refused(
                post("/" + id + "/flags/burst~u01~2026-01-01/decisions", Map.of("verdict", "count", "reason", "没有"))
                        .header("Authorization", tokens.office()),
                404,
                "no-such-flag");
        refused(decision("closed", "冒充结束"), 422, "bad-decision", "/verdict");
        refused(decision("delete", "删票"), 400, "invalid-request");
        assertThat(decision("count", " ").exchange()).hasStatus(400);
        assertThat(decision("count", "字".repeat(501)).exchange()).hasStatus(400);
        assertThat(ok(office("/flags")).get("items").get(0).get("decisions")).isEmpty();
    }

    private MockMvcTester.MockMvcRequestBuilder office(String path) {
        return get("/" + id + path).header("Authorization", tokens.office());
    }

    private MockMvcTester.MockMvcRequestBuilder decision(String verdict, String reason) {
        return post("/" + id + "/flags/" + FLAG + "/decisions", Map.of("verdict", verdict, "reason", reason))
                .header("Authorization", tokens.office());
    }

    private static int counted(JsonNode units, String key, String unit) {
        return of(units, key, unit).get("counted").asInt();
    }

    private static double score(JsonNode units, String key, String unit) {
        return Double.parseDouble(of(units, key, unit).get("score").asString());
    }

    private static JsonNode of(JsonNode units, String key, String unit) {
        for (var each : units) {
            if (each.get(key).asString().equals(unit)) {
                return each;
            }
        }
        throw new AssertionError(unit);
    }

    /** Every line signed by the key of the manifest, each naming the one before, the last closing the review. */
    private void chainHolds(String head) throws GeneralSecurityException {
        var lines = text(get("/" + id + "/decisions.jsonl").exchange())
                .lines()
                .map(json::readTree)
                .toList();
        assertThat(lines).hasSize(3);
        var before = "0".repeat(64);
        var verdicts = new java.util.ArrayList<String>();
        for (var line : lines) {
            var text = line.get("entry").asString();
            var signed = ("zfpj-decision-v1\n" + text).getBytes(StandardCharsets.UTF_8);
            assertThat(holds(signed, line.get("sig").asString())).isTrue();
            signed[signed.length - 3] ^= 1;
            assertThat(holds(signed, line.get("sig").asString())).isFalse();
            var entry = json.readTree(text);
            assertThat(entry.get("prev").asString()).isEqualTo(before);
            assertThat(entry.get("cid").asString()).isEqualTo(id);
            verdicts.add(entry.get("verdict").asString());
            before = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(verdicts).isEqualTo(List.of("count", "set-aside", "closed"));
        assertThat(head).isEqualTo(before);
    }

    private boolean holds(byte[] signed, String signature) throws GeneralSecurityException {
        var spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(logKey(id)));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(signed);
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
