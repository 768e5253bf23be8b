package io.sanhang.task.neighbours;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for identity-service over real HTTP, so that the client, its token and its time limit are tested too. */
public final class IdentityStandIn {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The demo county, and two units of which one has nobody at its head. */
    private static final Map<String, String> UNITS =
            with(table("/demo/names.properties"), Map.of("u-ov1", "县甲局", "u-ov2", "县乙局"));

    private static final Map<String, List<String>> NAMES = names();

    private static Map<String, List<String>> names() {
        var names = new HashMap<String, List<String>>();
        table("/demo/units.properties").forEach((name, ids) -> names.put(name, List.of(ids.split(","))));
        names.put("各乡（镇）政府", List.of("u-t1", "u-t2"));
        names.put("各乡（镇）人民政府", List.of("u-t1", "u-t2"));
        names.put("县政府各部门", List.of("u-edu", "u-health", "u-market", "u-env"));
        names.put("县甲局", List.of("u-ov1"));
        names.put("县乙局", List.of("u-ov2"));
        return names;
    }

    private static final Map<String, String> GROUPS =
            with(table("/demo/groups.properties"), Map.of("开发区推进组", "g-park", "检验推进组", "g-test"));

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> table(String resource) {
        try (var in = Objects.requireNonNull(IdentityStandIn.class.getResourceAsStream(resource), resource)) {
            var table = new Properties();
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return table.stringPropertyNames().stream()
                    .sorted()
                    .collect(
                            Collectors.toMap(name -> name, table::getProperty, (one, same) -> one, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final HttpServer server;
    private final AtomicInteger resolutions = new AtomicInteger();
    private volatile boolean down;
    /** No more in the directory; empty for nobody. */
    private volatile String gone = "";

    public IdentityStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/identity/units", exchange -> answer(exchange, Map.of("items", units())));
        server.createContext("/api/identity/groups", exchange -> answer(exchange, Map.of("items", groups())));
        server.createContext("/api/identity/posts", exchange -> answer(exchange, Map.of("items", posts())));
        server.createContext("/api/identity/internal/unit-resolutions", exchange -> {
            resolutions.incrementAndGet();
            answer(exchange, Map.of("items", resolved(exchange)));
        });
        server.createContext(
                "/api/identity/internal/duty-routes", exchange -> answer(exchange, Map.of("items", routes(exchange))));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void goDown() {
        down = true;
    }

    /** This unit was merged into another. */
    public void withoutUnit(String id) {
        gone = id;
    }

    public void comeBack() {
        down = false;
        gone = "";
    }

    /** How many times names were asked for. */
    public int resolutions() {
        return resolutions.get();
    }

    private List<Map<String, String>> units() {
        return UNITS.entrySet().stream()
                .filter(unit -> !unit.getKey().equals(gone))
                .map(unit ->
                        Map.of("id", unit.getKey(), "name", unit.getValue(), "headPostId", headPost(unit.getKey())))
                .toList();
    }

    private static String headPost(String unitId) {
        return "p-" + unitId.substring(2) + "-head";
    }

    private static List<Map<String, Object>> groups() {
        var leader = Map.of("id", "p-vice-ov", "title", "副县长（分管检验）", "role", "leader", "holder", "测试领导");
        var deputy = Map.of("id", "p-ov2-head", "title", "县乙局局长", "role", "deputy");
        return GROUPS.entrySet().stream()
                .<Map<String, Object>>map(group ->
                        Map.of("id", group.getValue(), "name", group.getKey(), "posts", List.of(leader, deputy)))
                .toList();
    }

    private static List<Map<String, Object>> posts() {
        var posts = new ArrayList<Map<String, Object>>();
        UNITS.forEach((id, name) -> {
            var post = new HashMap<String, Object>(Map.of("id", headPost(id), "title", name + "局长", "unitId", id));
            if (!id.equals("u-ov2")) {
                post.put(
                        "holder",
                        Map.of("name", "甲长", "accountId", "a-" + id.substring(2) + "-head", "since", "2026-01-01"));
            }
            posts.add(post);
        });
        posts.add(Map.of(
                "id",
                "p-vice-ov",
                "title",
                "副县长（分管检验）",
                "holder",
                Map.of("name", "测试领导", "accountId", "a-leader", "since", "2026-01-01"),
                "spans",
                List.of(Map.of("field", "检验", "unitIds", List.of("u-ov1", "u-ov2")))));
        posts.add(Map.of(
                "id",
                "p-other",
                "title",
                "副县长（分管别的）",
                "spans",
                List.of(Map.of("field", "别的", "unitIds", List.of("u-edu")))));
        posts.add(Map.of("id", "p-vice-social", "title", "副县长（分管社会民生）"));
        posts.add(Map.of("id", "p-vice-agri", "title", "副县长（分管农业农村）"));
        return posts;
    }

    private static List<Map<String, Object>> resolved(HttpExchange exchange) throws IOException {
        var names = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("names");
        return names.values().stream().map(name -> resolution(name.asString())).toList();
    }

    /** In every unit the head handles what says 取暖收费; anything else is nobody's duty. */
    private static List<Map<String, Object>> routes(HttpExchange exchange) throws IOException {
        var questions = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("items");
        return questions.values().stream()
                .map(each -> each.get("text").asString().contains("取暖收费")
                        ? Map.<String, Object>of(
                                "postId", headPost(each.get("unitId").asString()), "postTitle", "收费岗", "what", "收费管理")
                        : Map.<String, Object>of())
                .toList();
    }

    private static Map<String, Object> resolution(String name) {
        var ids = NAMES.getOrDefault(name, List.of());
        return Map.of("name", name, "unitIds", ids, "collective", ids.size() > 1, "related", name.contains("有关"));
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
