package io.sanhang.identity;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** notification-service as far as this service asks it, over real HTTP: it takes codes, and can be down. */
public final class Phones {

    private final HttpServer server;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    public Phones() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/notification/internal/one-time-codes", exchange -> {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (!down) {
                received.add(body);
                authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            exchange.sendResponseHeaders(down ? 503 : 202, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    public int count() {
        return received.size();
    }

    public JsonNode last() {
        return received.get(received.size() - 1);
    }

    public String lastAuthorization() {
        return authorizations.get(authorizations.size() - 1);
    }

    /** The newest code that was sent to a phone. */
    public String codeFor(String phone) {
        return newestFirst().stream()
                .filter(message -> message.get("phone").asString().equals(phone))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing was sent to " + phone))
                .get("code")
                .asString();
    }

    private List<JsonNode> newestFirst() {
        var messages = new ArrayList<>(received);
        Collections.reverse(messages);
        return messages;
    }
}
