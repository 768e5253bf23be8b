package io.sanhang.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** identity-service and feedback-service as far as this service asks them, over real HTTP; both can be down. */
public final class Neighbours {

    private final HttpServer server;

    /** Query of the recipients route, and who is answered. */
    private final Map<String, String> people = new ConcurrentHashMap<>();

    private final Map<String, String> contacts = new ConcurrentHashMap<>();
    public volatile boolean down;

    public Neighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/identity/internal/recipients", exchange -> {
            var items = people.getOrDefault(exchange.getRequestURI().getQuery(), "");
            answer(exchange, 200, "{\"items\":[" + items + "]}");
        });
        server.createContext("/api/feedback/internal/suggestions/", exchange -> {
            var phone = contacts.get(exchange.getRequestURI().getPath().split("/")[5]);
            answer(
                    exchange,
                    phone == null ? 404 : 200,
                    phone == null ? "{\"code\":\"no-contact\"}" : "{\"phone\":\"" + phone + "\"}");
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void person(String query, String accountId, String phone) {
        people.merge(
                query,
                "{\"accountId\":\"%s\",\"name\":\"某人\",\"phone\":\"%s\"}".formatted(accountId, phone),
                (some, more) -> some + "," + more);
    }

    public void contact(String suggestionId, String phone) {
        contacts.put(suggestionId, phone);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
