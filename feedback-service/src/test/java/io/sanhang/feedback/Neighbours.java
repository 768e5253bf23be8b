package io.sanhang.feedback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** identity-service and task-service as far as this service asks them, over real HTTP; task-service can be down. */
public final class Neighbours implements AutoCloseable {

    private static final String UNITS = """
            {"items":[{"id":"u-edu","name":"县教育和体育局","kind":"department"},{"id":"u-health","name":"县卫生健康局"}]}
            """;

    private final HttpServer server;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    public volatile int taskStatus = 200;

    public Neighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/identity/units", exchange -> answer(exchange, 200, UNITS));
        server.createContext("/api/task/internal/tasks", exchange -> {
            opened.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, taskStatus, taskStatus == 200 ? "{\"id\":\"task-1\"}" : "{\"code\":\"x\"}");
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The bodies with which tasks were asked for. */
    public List<String> opened() {
        return opened;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
