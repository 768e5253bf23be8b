package io.sanhang.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that calls the gateway: with the demo office's client, or as nobody with a page's cookies. */
final class Api {

    static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Answer(int status, HttpResponse<byte[]> response) {
        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError(
                        response.request().method() + " " + response.uri() + " gave " + status + ": " + text());
            }
            return response.body().length == 0 ? JSON.nullNode() : json();
        }
    }

    private final String url;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(PATIENCE)
            .build();
    private String token;

    private Api(String url) {
        this.url = url;
    }

    static Api nobody(String url) {
        return new Api(url);
    }

    /** The demo county's outside system, which may do what the supervising office may. */
    static Api office(String url) {
        var api = new Api(url);
        var basic = Base64.getEncoder().encodeToString("demo-office:demo-office".getBytes());
        api.token = api.send(HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .expect(200)
                .get("access_token")
                .asString();
        return api;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** An answer that is read as it comes. */
    InputStream open(String path) {
        try {
            var response = http.send(
                    request(path).timeout(Duration.ofMinutes(10)).GET().build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " gave " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer post(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, Object body, String idempotencyKey) {
        return send(writing(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** A file, as {@code curl -F file=@name} sends it. */
    Answer upload(String path, String name, byte[] content) {
        var boundary = UUID.randomUUID().toString();
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return send(writing(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))));
    }

    /** The one-time code that was last sent to a phone since then. */
    String code(String phone, Instant since) {
        return Await.value(PATIENCE, () -> {
            for (var message :
                    get("/api/notification/mailbox?phone=" + phone).expect(200).get("items")) {
                var code = CODE.matcher(message.get("text").asString());
                if (message.get("to").asString().equals(phone)
                        && !Instant.parse(message.get("at").asString()).isBefore(since)
                        && message.get("text").asString().contains("验证码")
                        && code.find()) {
                    return code.group();
                }
            }
            return null;
        });
    }

    private HttpRequest.Builder writing(String path) {
        var request = request(path);
        if (token == null) {
            request.header("X-XSRF-TOKEN", xsrf());
        }
        return request;
    }

    /** A page gets this cookie with its first question and sends it back with everything it writes. */
    private String xsrf() {
        for (var asked = false; ; asked = true) {
            for (var cookie : cookies.getCookieStore().getCookies()) {
                if (cookie.getName().equals("XSRF-TOKEN")) {
                    return cookie.getValue();
                }
            }
            if (asked) {
                throw new AssertionError("no XSRF-TOKEN cookie");
            }
            get("/api/session").expect(200);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
