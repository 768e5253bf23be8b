package io.sanhang.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A browser with its cookies, or with none, at an address of its own. Follows no redirects. */
final class Browser {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String base;
    private final String address;

    Browser(int port) {
        base = "http://127.0.0.1:" + port;
        var number = ADDRESSES.incrementAndGet();
        address = "203.0." + number / 250 + "." + (1 + number % 250);
    }

    String address() {
        return address;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Forwarded-For", address);
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = to(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> post(String path, BodyPublisher body, String... headers) {
        var request = to(path).POST(body).header("Content-Type", "application/json");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** As the portal writes: with the token from the cookie in the header. */
    HttpResponse<String> write(String path, String body) {
        return post(path, body, "X-XSRF-TOKEN", csrf());
    }

    String csrf() {
        if (cookie("XSRF-TOKEN").isEmpty()) {
            get("/api/session");
        }
        return cookie("XSRF-TOKEN").orElseThrow();
    }

    static BodyPublisher chunked(int bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(to(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        return client.send(to(path).headers(headers).GET().build(), BodyHandlers.ofByteArray());
    }

    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    void setCookie(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base + "/"), cookie);
    }

    /** Where the gateway sends a person who wants to sign in: the parameters of {@code /oauth2/authorize}. */
    Map<String, String> beginSignIn() {
        var start = get("/oauth2/authorization/sanhang");
        return FakeServices.query(
                URI.create(start.headers().firstValue("Location").orElseThrow()).getRawQuery());
    }

    HttpResponse<String> signIn() {
        var asked = beginSignIn();
        return get("/login/oauth2/code/sanhang?code=" + FakeServices.INSTANCE.approve(asked) + "&state="
                + java.net.URLEncoder.encode(asked.get("state"), java.nio.charset.StandardCharsets.UTF_8));
    }
}
