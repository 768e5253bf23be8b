package io.sanhang.evaluation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** identity-service as far as this service asks it, over real HTTP. It can be told to answer otherwise. */
public final class FakeRegistrar implements AutoCloseable {

    /** One request as it came. */
    public record Asked(String method, String path, String authorization, JsonNode body) {
        public String campaign() {
            return path.split("/")[5];
        }
    }

    /** Does something before the answer; returns the status to answer with. */
    public interface Mood {
        int beforeAnswering(Asked asked) throws InterruptedException;
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Mood GOOD = asked -> 200;

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Mood mood = GOOD;
    private volatile Function<Asked, String> words = FakeRegistrar::usual;

    /** The usual keys are made beforehand: on a busy machine they take longer than a caller waits. */
    public FakeRegistrar() {
        Stream.of("shared", "c/u01", "c/u02", "c/u03", "e/u01", "e/u02", "e/u03")
                .forEach(TestRater::key);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "fake-registrar");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/identity/internal/campaigns/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void mood(Mood next) {
        mood = next;
    }

    /** Says this, as if all were well. */
    public void answer(Function<Asked, String> next) {
        words = next;
    }

    public void recover() {
        mood = GOOD;
        words = FakeRegistrar::usual;
    }

    public List<Asked> askedFor(String campaign) {
        return asked.stream().filter(each -> each.campaign().equals(campaign)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            asked.add(request);
            var status = mood.beforeAnswering(request);
            var text = status == 200 ? words.apply(request) : "{\"code\":\"x\"}";
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String usual(Asked asked) {
        return asked.method().equals("PUT")
                ? keys(asked)
                : JSON.writeValueAsString(Map.of(
                        "items",
                        List.of(
                                Map.of("category", "c", "day", "2026-09-14", "count", 60),
                                Map.of("category", "e", "day", "2026-09-15", "count", 30))));
    }

    private static String keys(Asked asked) {
        var keys = new ArrayList<Map<String, String>>();
        for (var category : asked.body().get("categories")) {
            if (category.path("entry").asString("").equals("paper")) {
                continue;
            }
            for (var unit : asked.body().get("units")) {
                var scope = category.get("id").asString() + "/" + unit.asString();
                // Keys take long to make; units that nobody rates in these tests share one.
                var pair = TestRater.key(unit.asString().matches("u0\\d") ? scope : "shared");
                keys.add(Map.of("scope", scope, "kid", TestRater.kid(pair), "spki", TestRater.spki(pair)));
            }
        }
        return JSON.writeValueAsString(Map.of("keys", keys));
    }
}
