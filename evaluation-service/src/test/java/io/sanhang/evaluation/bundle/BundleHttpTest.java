package io.sanhang.evaluation.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sanhang.evaluation.EvaluationHttpTest;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.testing.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The gateway's list of scripts gets into the manifest, and what changes afterwards is announced. */
@Covers("A092")
class BundleHttpTest extends EvaluationHttpTest {

    private static final String USUAL = list('a');
    private static volatile String served = USUAL;
    private static final HttpServer GATEWAY = gateway();

    @Autowired
    BundleNotices notices;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        properties.add(
                "sanhang.evaluation.bundle.address",
                () -> "http://127.0.0.1:" + GATEWAY.getAddress().getPort() + "/bundle.txt");
    }

    private static HttpServer gateway() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/bundle.txt", exchange -> {
                var bytes = served.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(served.isEmpty() ? 404 : 200, served.isEmpty() ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String list(char digit) {
        return String.valueOf(digit).repeat(64) + "  assets/index-1.js\n" + "0".repeat(64) + "  index.html\n";
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Merkle.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    @BeforeEach
    void usual() {
        served = USUAL;
    }

    @Test
    void the_manifest_names_the_scripts_and_stays_when_they_change() {
        var id = opened();
        var before = text(get("/" + id + "/manifest").exchange());
        assertThat(json.readTree(before).get("bundle").get("sha256").asString()).isEqualTo(hash(USUAL));
        notices.look();
        assertThat(lines(id)).isEmpty();

        for (var digit : List.of('b', 'b', 'c', 'a', 'b')) {
            served = list(digit);
            notices.look();
        }
        assertThat(text(get("/" + id + "/manifest").exchange())).isEqualTo(before);
        var lines = lines(id);
        // Each once; the first are those of the manifest.
        assertThat(lines)
                .extracting(each -> entry(each).get("sha256").asString())
                .containsExactly(hash(list('b')), hash(list('c')));
        for (var at = 0; at < lines.size(); at++) {
            var entry = entry(lines.get(at));
            assertThat(entry.get("cid").asString()).isEqualTo(id);
            assertThat(entry.get("seq").asInt()).isEqualTo(at + 1);
            assertThat(entry.get("day").asString()).isEqualTo("2026-09-14");
            assertThat(entry.get("size").asInt()).isEqualTo(1);
            var signed = ("zfpj-bundle-v1\n" + lines.get(at).get("entry").asString()).getBytes(StandardCharsets.UTF_8);
            var signature = Base64.getDecoder().decode(lines.get(at).get("sig").asString());
            assertThat(Ed25519.verify(signature, 0, logKey(id), 0, signed, 0, signed.length))
                    .isTrue();
        }

        step(id, "closing");
        served = list('d');
        notices.look();
        assertThat(lines(id)).hasSize(2);
    }

    @Test
    void without_a_list_there_is_no_campaign_and_nothing_is_announced() {
        var running = opened();
        for (var nothing : List.of("", "<!doctype html><title>三航</title>", "not a list\n")) {
            served = nothing;
            refused(post("", wanted(newId())).header("Authorization", tokens.office()), 503, "page-scripts-unknown");
            notices.look();
            assertThat(lines(running)).isEmpty();
        }
    }

    @Test
    void of_a_draft_nothing_is_told() {
        refused(get("/" + drafted() + "/bundles.jsonl"), 404, "no-such-campaign");
    }

    private List<JsonNode> lines(String id) {
        return text(get("/" + id + "/bundles.jsonl").exchange())
                .lines()
                .map(each -> (JsonNode) json.readTree(each))
                .toList();
    }

    private JsonNode entry(JsonNode line) {
        return json.readTree(line.get("entry").asString());
    }
}
