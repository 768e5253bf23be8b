package io.sanhang.task.neighbours;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for identity-service over real HTTP, so that the client, its token and its time limit are tested too. */
public final class IdentityStandIn {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, String> UNITS = Map.of(
            "u-edu", "县教育和体育局",
            "u-health", "县卫生健康局",
            "u-market", "县市场监督管理局",
            "u-env", "县营商环境局",
            "u-t1", "柳河镇",
            "u-t2", "东岗镇");

    private static final Map<String, List<String>> NAMES = Map.of(
            "县教育和体育局", List.of("u-edu"),
            "县教体局", List.of("u-edu"),
            "县卫健局", List.of("u-health"),
            "县营商环境局", List.of("u-env"),
            "各乡（镇）政府", List.of("u-t1", "u-t2"));

    private final HttpServer server;
    private final AtomicInteger resolutions = new AtomicInteger();
    private volatile boolean down;

    public IdentityStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/identity/units", exchange -> answer(exchange, Map.of("items", units())));
        server.createContext(
                "/api/identity/groups",
                exchange -> answer(
                        exchange,
                        Map.of("items", List.of(Map.of("id", "g-park", "name", "开发区推进组", "posts", List.of())))));
        server.createContext("/api/identity/internal/unit-resolutions", exchange -> {
            resolutions.incrementAndGet();
            answer(exchange, Map.of("items", resolved(exchange)));
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    /** How many times names were asked for. */
    public int resolutions() {
        return resolutions.get();
    }

    private static List<Map<String, String>> units() {
        return UNITS.entrySet().stream()
                .map(unit -> Map.of("id", unit.getKey(), "name", unit.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> resolved(HttpExchange exchange) throws IOException {
        var names = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("names");
        return names.values().stream().map(name -> resolution(name.asString())).toList();
    }

    private static Map<String, Object> resolution(String name) {
        var ids = NAMES.getOrDefault(name, List.of());
        return Map.of("name", name, "unitIds", ids, "collective", name.startsWith("各"), "related", name.contains("有关"));
    }

    private void answer(HttpExchange exchange, Object body) throws IOException {
        try (exchange) {
            if (down || exchange.getRequestHeaders().getFirst("Authorization") == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
