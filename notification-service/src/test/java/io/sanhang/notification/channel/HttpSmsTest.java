package io.sanhang.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sanhang.notification.channel.SmsProperties.Format;
import io.sanhang.notification.channel.SmsProvider.NotSent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HttpSmsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_789_000_000), ZoneOffset.UTC);

    private HttpServer gateway;
    private volatile int status = 200;
    private volatile String answer = "{\"code\":\"OK\"}";
    private final Map<String, String> seen = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/send", exchange -> {
            seen.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            for (var header : new String[] {"X-Account", "X-Signature", "X-Timestamp", "Content-Type"}) {
                seen.put(header, exchange.getRequestHeaders().getFirst(header));
            }
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void one_signed_post_with_the_gateway_s_own_field_names() throws Exception {
        sms(Format.JSON, "\"OK\"").send("m1", "13800000001", "验证码：{phone}\"引号\"");
        var body = seen.get("body");
        assertThat(JsonMapper.shared().readTree(body).get("mobile").asString()).isEqualTo("+8613800000001");
        assertThat(JsonMapper.shared().readTree(body).get("content").asString()).isEqualTo("验证码：{phone}\"引号\"");
        assertThat(JsonMapper.shared().readTree(body).get("msgId").asString()).isEqualTo("m1");
        assertThat(seen).containsEntry("X-Account", "qinghe").containsEntry("X-Timestamp", "1789000000");
        assertThat(seen.get("X-Signature")).isEqualTo(hmac("secret", "1789000000\n" + body));
    }

    @Test
    void or_a_form() throws Exception {
        sms(Format.FORM, null).send("m1", "13800000001", "a&b=c 中文");
        assertThat(seen.get("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(URLDecoder.decode(seen.get("body").split("content=")[1].split("&")[0], StandardCharsets.UTF_8))
                .isEqualTo("a&b=c 中文");
    }

    @Test
    void only_what_the_gateway_took_counts_as_sent() {
        answer = "{\"code\":\"NO_BALANCE\"}";
        refused("gateway-said-no", false);
        status = 503;
        refused("gateway-status-503", false);
        status = 302;
        refused("gateway-status-302", false);
        status = 400;
        refused("gateway-refused-400", true);
        gateway.stop(0);
        refused("gateway-unreachable", false);
    }

    private void refused(String why, boolean forGood) {
        assertThatThrownBy(() -> sms(Format.JSON, "\"OK\"").send("m1", "13800000001", "正文"))
                .isInstanceOfSatisfying(NotSent.class, no -> {
                    assertThat(no.getMessage()).isEqualTo(why);
                    assertThat(no.forGood()).isEqualTo(forGood);
                });
    }

    private HttpSms sms(Format format, @Nullable String success) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("mobile", "+86{phone}");
        fields.put("content", "{text}");
        fields.put("msgId", "{id}");
        return new HttpSms(
                new SmsProperties.Http(
                        URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/send"),
                        format,
                        fields,
                        Map.of("X-Account", "qinghe"),
                        "X-Signature",
                        "X-Timestamp",
                        "secret",
                        success,
                        Duration.ofSeconds(5)),
                JsonMapper.shared(),
                CLOCK);
    }

    /** Counted by another implementation than the one under test: RFC 2104 by hand. */
    private static String hmac(String key, String text) throws Exception {
        var sha = java.security.MessageDigest.getInstance("SHA-256");
        var inner = new byte[64];
        var outer = new byte[64];
        var bytes = java.util.Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), 64);
        for (var i = 0; i < 64; i++) {
            inner[i] = (byte) (bytes[i] ^ 0x36);
            outer[i] = (byte) (bytes[i] ^ 0x5c);
        }
        sha.update(inner);
        var first = sha.digest(text.getBytes(StandardCharsets.UTF_8));
        sha.update(outer);
        return java.util.HexFormat.of().formatHex(sha.digest(first));
    }
}
