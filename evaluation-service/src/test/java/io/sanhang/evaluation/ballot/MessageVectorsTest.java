package io.sanhang.evaluation.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.Vectors;
import io.sanhang.evaluation.transparency.Merkle;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Ballots made by another program, octet for octet. */
class MessageVectorsTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> ITEMS = List.of("q1", "q2", "q3", "q4");

    static List<JsonNode> ballots() {
        return Vectors.ballots();
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void what_the_registrar_signed_says_campaign_scope_and_one_time_key(JsonNode vector) {
        var token = Token.parse(hex(vector, "input_msg"));
        assertThat(token.campaignId()).isEqualTo("zf-2026h2");
        assertThat(token.scope()).isEqualTo(text(vector, "scope"));
        assertThat(token.category() + "/" + token.unit()).isEqualTo(text(vector, "scope"));
        assertThat(token.publicKey()).asHexString().isEqualToIgnoringCase(text(vector, "ed25519_public"));
        assertThat(token.nullifier()).asHexString().isEqualToIgnoringCase(text(vector, "nullifier"));
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void the_body_names_campaign_unit_and_one_level_an_item(JsonNode vector) {
        var body = BallotBody.parse(text(vector, "body"), ITEMS);
        assertThat(body.campaignId()).isEqualTo("zf-2026h2");
        assertThat(text(vector, "scope")).endsWith("/" + body.unitId());
        assertThat(text(vector, "body"))
                .endsWith("q1=%d,q2=%d,q3=%d,q4=%d".formatted(body.levels().toArray()));
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void both_signatures_hold(JsonNode vector) throws GeneralSecurityException {
        assertThat(Signatures.tokenHolds(registrar(), hex(vector, "input_msg"), hex(vector, "token_sig")))
                .isTrue();
        assertThat(Signatures.ballotHolds(hex(vector, "ed25519_public"), signedText(vector), hex(vector, "ballot_sig")))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void one_altered_octet_breaks_the_token(JsonNode vector) throws GeneralSecurityException {
        var message = hex(vector, "input_msg");
        var signature = hex(vector, "token_sig");
        for (var at = 0; at < message.length; at++) {
            assertThat(Signatures.tokenHolds(registrar(), altered(message, at), signature))
                    .as("message octet %d", at)
                    .isFalse();
        }
        for (var at : List.of(0, 1, 127, 254, 255)) {
            assertThat(Signatures.tokenHolds(registrar(), message, altered(signature, at)))
                    .as("signature octet %d", at)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void one_altered_octet_breaks_the_ballots_signature(JsonNode vector) {
        var key = hex(vector, "ed25519_public");
        var text = signedText(vector);
        var signature = hex(vector, "ballot_sig");
        for (var at = 0; at < text.length; at++) {
            assertThat(Signatures.ballotHolds(key, altered(text, at), signature))
                    .as("text octet %d", at)
                    .isFalse();
        }
        for (var at = 0; at < signature.length; at++) {
            assertThat(Signatures.ballotHolds(key, text, altered(signature, at)))
                    .as("signature octet %d", at)
                    .isFalse();
        }
    }

    @Test
    void a_signature_of_the_wrong_length_or_of_another_scheme_does_not_hold() throws GeneralSecurityException {
        var vector = Vectors.ballots().get(0);
        var message = hex(vector, "input_msg");
        for (var signature :
                List.of(new byte[0], new byte[1], new byte[256], new byte[257], hex(vector, "blind_sig"))) {
            assertThat(Signatures.tokenHolds(registrar(), message, signature)).isFalse();
        }
        for (var signature : List.of(new byte[0], new byte[63], new byte[64], new byte[65])) {
            assertThat(Signatures.ballotHolds(hex(vector, "ed25519_public"), signedText(vector), signature))
                    .isFalse();
        }
    }

    @Test
    void a_key_that_is_no_point_signs_nothing() {
        var vector = Vectors.ballots().get(0);
        var noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xFF);
        var tooShort = new byte[31];
        for (var key : List.of(noPoint, tooShort, new byte[0])) {
            assertThat(Signatures.ballotHolds(key, signedText(vector), hex(vector, "ballot_sig")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void the_comments_commitment_is_the_one_of_the_vector(JsonNode vector) {
        var comment = vector.get("comment");
        if (comment.isNull()) {
            assertThat(hex(vector, "comment_commit")).containsOnly(0).hasSize(32);
        } else {
            assertThat(Ballot.commit(hex(comment, "salt"), text(comment, "text")))
                    .asHexString()
                    .isEqualToIgnoringCase(text(vector, "comment_commit"));
        }
    }

    @ParameterizedTest
    @MethodSource("ballots")
    void the_leaf_is_the_one_of_the_vector(JsonNode vector) {
        var auth = Ballot.authHash(hex(vector, "input_msg"), hex(vector, "token_sig"), hex(vector, "ballot_sig"));
        var data = Ballot.leafData(text(vector, "body"), auth, hex(vector, "comment_commit"));
        assertThat(data).asHexString().isEqualToIgnoringCase(text(vector, "leaf_data"));
        assertThat(Merkle.leaf(data)).asHexString().isEqualToIgnoringCase(text(vector, "leaf_hash"));
    }

    @Test
    void the_tree_of_manifest_and_ballots_is_the_one_of_the_vector() {
        var manifest = Vectors.messages().get("leaf0");
        var first = Merkle.leaf(text(manifest, "data").getBytes(StandardCharsets.UTF_8));
        assertThat(first).asHexString().isEqualToIgnoringCase(text(manifest, "hash"));
        var leaves = new ArrayList<>(Vectors.ballots().stream()
                .map(ballot -> text(ballot, "leaf_hash"))
                .map(HEX::parseHex)
                .toList());
        leaves.add(0, first);
        var tree = Vectors.messages().get("tree");
        assertThat(leaves).hasSize(tree.get("size").asInt());
        assertThat(Merkle.root(leaves)).asHexString().isEqualToIgnoringCase(text(tree, "root"));
        assertThat(Merkle.inclusion(2, leaves).stream().map(HEX::formatHex)).containsExactly(inclusion(tree));
    }

    private static String[] inclusion(JsonNode tree) {
        var path = tree.get("inclusion_of_leaf_2");
        return new String[] {path.get(0).asString(), path.get(1).asString()};
    }

    private static byte[] signedText(JsonNode vector) {
        return Ballot.signedText(text(vector, "body"), hex(vector, "comment_commit"), hex(vector, "nullifier"));
    }

    private static PublicKey registrar() throws GeneralSecurityException {
        var key = Vectors.messages().get("key");
        return KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(new BigInteger(text(key, "n"), 16), new BigInteger(text(key, "e"), 16)));
    }

    private static byte[] altered(byte[] bytes, int at) {
        var copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static byte[] hex(JsonNode node, String field) {
        return HEX.parseHex(text(node, field));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }
}
