package io.sanhang.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BlindSignatureTest {

    private static final HexFormat HEX = HexFormat.of();

    /** One map for each of the four variants of RFC 9474, appendix A. */
    static List<Map<String, String>> rfc9474() throws IOException {
        var vectors = new ArrayList<Map<String, String>>();
        for (var block : resource("/rfc9474-vectors.txt").split("(?m)^--\\R")) {
            var vector = new HashMap<String, String>();
            block.lines()
                    .filter(line -> line.contains("="))
                    .forEach(line ->
                            vector.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            if (!vector.isEmpty()) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private static String resource(String name) throws IOException {
        try (var in = BlindSignatureTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RSAPrivateCrtKey rfcKey(Map<String, String> vector) throws GeneralSecurityException {
        return Keys.of(
                Keys.hex(vector.get("n")),
                Keys.hex(vector.get("e")),
                Keys.hex(vector.get("d")),
                Keys.hex(vector.get("p")),
                Keys.hex(vector.get("q")));
    }

    private static JsonNode messages() throws IOException {
        return JsonMapper.shared().readTree(resource("/message-vectors.json"));
    }

    private static RSAPrivateCrtKey messageKey() throws Exception {
        var key = messages().get("key");
        return Keys.of(number(key, "n"), number(key, "e"), number(key, "d"), number(key, "p"), number(key, "q"));
    }

    private static BigInteger number(JsonNode key, String name) {
        return Keys.hex(key.get(name).asString());
    }

    @Test
    void all_four_variants_of_the_rfc_are_there() throws IOException {
        assertThat(rfc9474()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("rfc9474")
    void signs_as_the_rfc_does(Map<String, String> vector) throws GeneralSecurityException {
        var signature = BlindSignature.sign(rfcKey(vector), HEX.parseHex(vector.get("blinded_msg")));

        assertThat(HEX.formatHex(signature)).isEqualTo(vector.get("blind_sig"));
    }

    @Test
    void signs_the_blinded_tokens_of_the_protocols_vectors() throws Exception {
        var key = messageKey();
        var ballots = messages().get("ballots");

        assertThat(ballots.size()).isPositive();
        for (var ballot : ballots) {
            var signature = BlindSignature.sign(
                    key, HEX.parseHex(ballot.get("blinded_msg").asString()));
            assertThat(HEX.formatHex(signature))
                    .isEqualTo(ballot.get("blind_sig").asString());
        }
    }

    @Test
    void refuses_what_is_no_blinded_message() throws Exception {
        var key = messageKey();
        var n = key.getModulus();

        for (var bad : List.of(BigInteger.ZERO, BigInteger.ONE, n, n.add(BigInteger.ONE))) {
            refused(key, padded(bad));
        }
        refused(key, new byte[0]);
        refused(key, Arrays.copyOf(padded(BigInteger.TWO), 255));
        refused(key, Arrays.copyOf(padded(BigInteger.TWO), 257));
        assertThat(BlindSignature.sign(key, padded(BigInteger.TWO))).hasSize(256);
        assertThat(BlindSignature.sign(key, padded(n.subtract(BigInteger.TWO)))).hasSize(256);
    }

    private static void refused(RSAPrivateCrtKey key, byte[] z) {
        assertThatThrownBy(() -> BlindSignature.sign(key, z))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("bad-blinded-message"));
    }

    private static byte[] padded(BigInteger number) {
        var bytes = number.toByteArray();
        var all = new byte[256];
        var from = Math.max(0, bytes.length - 256);
        System.arraycopy(bytes, from, all, 256 - (bytes.length - from), bytes.length - from);
        return all;
    }

    @Test
    void with_a_faulty_key_no_signature_leaves() throws Exception {
        var faulty = Keys.faulty(messageKey());
        var z = HEX.parseHex(messages().get("ballots").get(0).get("blinded_msg").asString());

        assertThatThrownBy(() -> BlindSignature.sign(faulty, z)).isInstanceOf(IllegalStateException.class);
    }
}
