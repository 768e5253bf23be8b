package io.sanhang.evaluation.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.support.store.Outboxes;
import io.sanhang.testing.Covers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Checks a signed tree head as an outsider does: by the text formats of C2SP and the key in the manifest. */
class CheckpointHttpTest extends EvaluationHttpTest {

    @Autowired
    PublicLog log;

    @Autowired
    Outboxes outboxes;

    @Autowired
    LogKey logKey;

    private record Note(String text, String name, byte[] keyId, byte[] signature) {}

    @Test
    void the_tree_head_is_signed_by_the_key_of_the_manifest() throws GeneralSecurityException {
        var id = opened();
        accepted(id, ballot(id));
        accepted(id, ballot(id));
        Awaitility.await().until(() -> leaves(id).size() == 3);
        var note = checkpoint(id);
        var origin = ok(get("/" + id + "/manifest")).get("log").get("origin").asString();
        var root = Merkle.root(leaves(id).stream().map(HexFormat.of()::parseHex).toList());
        assertThat(note.text).isEqualTo(origin + "\n3\n" + Base64.getEncoder().encodeToString(root) + "\n");
        assertThat(note.name).isEqualTo(origin).isEqualTo("sanhang/" + id);
        assertThat(note.keyId).isEqualTo(keyId(origin, logKey(id)));
        assertThat(holds(note, note.text, logKey(id))).isTrue();
        assertThat(holds(note, note.text.replace("\n3\n", "\n2\n"), logKey(id))).isFalse();
    }

    @Test
    void later_heads_only_add() {
        var id = opened();
        accepted(id, ballot(id));
        Awaitility.await().until(() -> leaves(id).size() == 2);
        var before = leaves(id);
        accepted(id, ballot(id));
        step(id, "closing");
        assertThat(leaves(id)).startsWith(before.toArray(String[]::new)).hasSize(3);
        assertThat(checkpoint(id).text).contains("\n3\n");
        refused(get("/no-such-campaign/checkpoint"), 404, "no-such-campaign");
        refused(get("/no-such-campaign/leaves"), 404, "no-such-campaign");
    }

    /** A phone on a slow network compares the manifest without downloading the whole list. */
    @Test
    @Covers("A093")
    void the_first_leaf_can_be_had_alone_and_the_manifest_is_kept() {
        var id = opened();
        accepted(id, ballot(id));
        Awaitility.await().until(() -> leaves(id).size() == 2);
        var first = get("/" + id + "/leaves").header("Range", "bytes=0-31").exchange();
        assertThat(first).hasStatus(206);
        var manifest = get("/" + id + "/manifest").exchange();
        assertThat(first.getResponse().getContentAsByteArray())
                .isEqualTo(Merkle.leaf(manifest.getResponse().getContentAsByteArray()));
        assertThat(manifest).hasHeader("Cache-Control", "max-age=86400, public");
        assertThat(get("/" + id + "/leaves").header("Range", "bytes=64-").exchange())
                .hasStatus(416);
    }

    /** Heads of every batch, that each begins with the one before, and a leaf's proof, as an outsider checks them. */
    @Test
    @Covers("A092")
    void every_head_that_was_public_stays_checkable() {
        var id = opened();
        for (var size = 2; size <= 4; size++) {
            accepted(id, ballot(id));
            var expected = size;
            Awaitility.await().until(() -> leaves(id).size() == expected);
        }
        var heads = ok(get("/" + id + "/checkpoints")).get("items");
        assertThat(heads).extracting(head -> head.get("size").asInt()).containsExactly(1, 2, 3, 4);
        assertThat(heads.get(0).get("date").asString()).hasSize(10);
        assertThat(text(get("/" + id + "/checkpoints/3").exchange())).startsWith("sanhang/" + id + "\n3\n");
        refused(get("/" + id + "/checkpoints/9"), 404, "no-such-record");
        assertThat(text(get("/" + id + "/consistency/2-4").exchange()).lines()).hasSize(1);
        refused(get("/" + id + "/consistency/4-2"), 404, "no-such-record");
        var proof = text(get("/" + id + "/proofs/2").exchange());
        assertThat(proof).startsWith("c2sp.org/tlog-proof@v1\nindex 2\n").contains("\n\nsanhang/" + id + "\n4\n");
        var path = proof.lines()
                .skip(2)
                .takeWhile(line -> !line.isEmpty())
                .map(Base64.getDecoder()::decode)
                .toList();
        var all = leaves(id).stream().map(HexFormat.of()::parseHex).toList();
        assertThat(Merkle.rootFrom(all.get(2), 2, 4, path)).isEqualTo(Merkle.root(all));
        refused(get("/" + id + "/proofs/4"), 404, "no-such-record");
        refused(get("/" + drafted() + "/checkpoints"), 404, "no-such-campaign");
    }

    /** Of two who append behind the same size one is told to do it again, and has changed nothing. */
    @Test
    void nobody_appends_behind_a_head_that_has_moved() {
        var id = opened();
        var leaf = "ab".repeat(32);
        assertThat(log.append(id, 1, List.of(leaf))).isTrue();
        var head = checkpoint(id).text;
        assertThat(log.append(id, 1, List.of("cd".repeat(32), "ce".repeat(32)))).isFalse();
        publicLeavesAre(id, leaf);
        assertThat(checkpoint(id).text).isEqualTo(head);
    }

    /** It took its turn, was held up, and goes on when another turn has been public for long. */
    @Test
    void who_was_held_up_in_the_middle_does_not_write_over_what_is_public() {
        var id = opened();
        var first = "ab".repeat(32);
        var second = "ac".repeat(32);
        assertThat(log.append(id, 1, List.of(first))).isTrue();
        assertThat(log.write(id, 1, 0, List.of("ee".repeat(32), "ef".repeat(32))))
                .isFalse();
        publicLeavesAre(id, first);
        // Its leaves behind the head give way to the next ones.
        assertThat(log.write(id, 2, 1, List.of("ef".repeat(32)))).isTrue();
        assertThat(log.append(id, 2, List.of(second))).isTrue();
        publicLeavesAre(id, first, second);
    }

    /** As a replica that starts now reads them. */
    private void publicLeavesAre(String id, String... expected) {
        var manifest = leaves(id).get(0);
        var fresh = new PublicLog(outboxes, logKey, clock);
        assertThat(fresh.leaves(id).stream().map(HexFormat.of()::formatHex))
                .hasSize(expected.length + 1)
                .startsWith(manifest)
                .endsWith(expected);
        assertThat(leaves(id)).hasSize(expected.length + 1).endsWith(expected);
    }

    private Note checkpoint(String id) {
        var result = get("/" + id + "/checkpoint").exchange();
        assertThat(result).hasStatusOk().hasContentType("text/plain;charset=UTF-8");
        var parts = text(result).split("\n\n");
        assertThat(parts).hasSize(2);
        assertThat(parts[1]).matches("\u2014 \\S+ [A-Za-z0-9+/]+=*\n");
        var signed = Base64.getDecoder().decode(parts[1].strip().split(" ")[2]);
        assertThat(signed).hasSize(68);
        return new Note(
                parts[0] + "\n",
                parts[1].split(" ")[1],
                Arrays.copyOf(signed, 4),
                Arrays.copyOfRange(signed, 4, signed.length));
    }

    private static byte[] keyId(String name, byte[] key) throws GeneralSecurityException {
        var text = (name + "\n").getBytes(StandardCharsets.UTF_8);
        var bytes =
                ByteBuffer.allocate(text.length + 33).put(text).put((byte) 1).put(key);
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes.array()), 4);
    }

    private static boolean holds(Note note, String text, byte[] key) throws GeneralSecurityException {
        var spki = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(note.signature);
    }
}
