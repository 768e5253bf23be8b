package io.sanhang.identity;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** notification-service as far as this service asks it, over real HTTP: it takes codes and invitations, and can be down. */
public final class Phones {

    private final HttpServer server;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<JsonNode> invitations = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile Predicate<String> unreachable = phone -> false;

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
        server.createContext("/api/notification/internal/invitations", exchange -> {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (!down) {
                body.get("items").forEach(invitations::add);
            }
            exchange.sendResponseHeaders(down ? 503 : 202, -1);
            exchange.close();
        });
        server.createContext("/api/notification/internal/invitation-states", exchange -> {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            var answer = JsonMapper.shared().writeValueAsBytes(Map.of("items", states(body.get("ids"))));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : answer.length);
            if (!down) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    private List<Map<String, String>> states(JsonNode ids) {
        var states = new ArrayList<Map<String, String>>();
        for (var id : ids) {
            invitations.stream()
                    .filter(each -> each.get("id").equals(id))
                    .findFirst()
                    .map(each -> unreachable.test(each.get("phone").asString()) ? "FAILED" : "SENT")
                    .ifPresent(state -> states.add(Map.of("id", id.asString(), "state", state)));
        }
        return states;
    }

    /** Text messages to these numbers fail for good. */
    public void unreachable(Predicate<String> numbers) {
        unreachable = numbers;
    }

    /** All that were handed over to be sent, also the same twice. */
    public List<JsonNode> invitations() {
        return List.copyOf(invitations);
    }

    /** Those to a phone. */
    public List<JsonNode> invitationsTo(String phone) {
        return invitations.stream()
                .filter(each -> each.get("phone").asString().equals(phone))
                .toList();
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
