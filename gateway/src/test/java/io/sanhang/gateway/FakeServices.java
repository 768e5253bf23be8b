package io.sanhang.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** All five services and the authorization server in one small HTTP server that remembers what reached it. */
final class FakeServices {

    static final FakeServices INSTANCE = new FakeServices();

    /** One request as a service saw it; header names in lower case. */
    record Seen(String method, String uri, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            var values = headers.get(name);
            return values == null ? null : String.join(", ", values);
        }
    }

    final AtomicInteger refreshes = new AtomicInteger();
    volatile int accessTokenSeconds = 300;
    volatile boolean refreshRefused;
    volatile boolean refreshAway;
    volatile boolean ready = true;

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final RSAKey key = newKey();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .httpRequestDecoder(spec -> spec.maxHeaderSize(65536))
            .handle(this::answer)
            .bindNow();

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    List<Seen> seen(String path) {
        return seen.stream().filter(each -> each.uri().startsWith(path)).toList();
    }

    Seen only(String path) {
        var found = seen(path);
        if (found.size() != 1) {
            throw new AssertionError(path + " was asked " + found.size() + " times");
        }
        return found.get(0);
    }

    int count() {
        return seen.size();
    }

    /** What the person's approval at {@code /oauth2/authorize} gives. */
    String approve(Map<String, String> authorizationRequest) {
        var code = "code-" + codes.size();
        codes.put(code, authorizationRequest);
        return code;
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        var uri = request.uri();
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .doOnNext(body -> seen.add(new Seen(request.method().name(), uri, headers(request), body)))
                .flatMap(body -> Mono.from(answer(uri, request, response, body)));
    }

    private Publisher<Void> answer(String uri, HttpServerRequest request, HttpServerResponse response, byte[] body) {
        if (uri.equals("/oauth2/token") && "gateway".equals(basicUser(request))) {
            return token(response, form(body));
        }
        if (uri.equals("/oauth2/jwks")) {
            return json(response, new JWKSet(key.toPublicJWK()).toString());
        }
        if (uri.equals("/actuator/health/readiness")) {
            return response.status(ready ? 200 : 503).send();
        }
        if (uri.contains("/never")) {
            return Mono.never();
        }
        if (uri.contains("/drop")) {
            request.withConnection(connection -> connection.channel().close());
            return Mono.never();
        }
        if (uri.contains("/broken")) {
            return response.status(500).sendString(Mono.just("{\"code\":\"internal-error\"}"));
        }
        if (uri.contains("/token-refused")) {
            return response.status(HttpResponseStatus.UNAUTHORIZED)
                    .header("WWW-Authenticate", "Bearer")
                    .send();
        }
        if (uri.contains("?says=")) {
            return saysHowLong(response, query(uri.substring(uri.indexOf('?') + 1)));
        }
        return json(
                response.header("Server", "Apache-Coyote")
                        .header("X-Frame-Options", "SAMEORIGIN")
                        .header("ETag", "\"7\"")
                        .addHeader("Set-Cookie", "SANHANG_ID=login-1; Path=/; HttpOnly")
                        .addHeader("Set-Cookie", "TRACK=1"),
                "{\"asked\":\"" + uri + "\"}");
    }

    /** An answer with that {@code Cache-Control}, of that size and status. */
    private Publisher<Void> saysHowLong(HttpServerResponse response, Map<String, String> asked) {
        return json(
                response.status(Integer.parseInt(asked.getOrDefault("status", "200")))
                        .header("Cache-Control", asked.get("says"))
                        .header("ETag", "\"" + seen.size() + "\""),
                "x".repeat(Integer.parseInt(asked.getOrDefault("size", "5000"))));
    }

    private Publisher<Void> token(HttpServerResponse response, Map<String, String> form) {
        if (form.get("grant_type").equals("refresh_token")) {
            refreshes.incrementAndGet();
            if (refreshAway) {
                return json(response.status(503), "{}");
            }
            if (refreshRefused) {
                return json(response.status(400), "{\"error\":\"invalid_grant\"}");
            }
            return json(response, tokens(null, 300));
        }
        var asked = codes.remove(form.get("code"));
        if (asked == null || !sha256(form.get("code_verifier")).equals(asked.get("code_challenge"))) {
            return json(response.status(400), "{\"error\":\"invalid_grant\"}");
        }
        return json(response, tokens(asked.get("nonce"), accessTokenSeconds));
    }

    private String tokens(String nonce, int seconds) {
        var access = jwt(Map.of(
                "aud", "sanhang",
                "name", "王敏",
                "roles", List.of("DEPARTMENT"),
                "unit", "u-edu",
                "unit_name", "县教育和体育局"));
        var idToken = nonce == null ? "" : ",\"id_token\":\"" + jwt(Map.of("aud", "gateway", "nonce", nonce)) + '"';
        return "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + access
                + "\",\"refresh_token\":\"r-1\",\"scope\":\"openid\"" + idToken + "}";
    }

    private String jwt(Map<String, Object> claims) {
        var set = new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8080")
                .subject("a-edu")
                .jwtID("t-" + System.nanoTime())
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        claims.forEach(set::claim);
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header("Content-Type", "application/json").sendString(Mono.just(body));
    }

    private static String basicUser(HttpServerRequest request) {
        var authorization = request.requestHeaders().get("Authorization", "");
        if (!authorization.startsWith("Basic ")) {
            return "";
        }
        var pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
        return pair.equals("gateway:test-secret") ? "gateway" : pair;
    }

    static Map<String, String> form(byte[] body) {
        return query(new String(body, StandardCharsets.UTF_8));
    }

    static Map<String, String> query(String query) {
        var values = new HashMap<String, String>();
        for (var pair : query.split("&")) {
            var at = pair.indexOf('=');
            values.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        var headers = new TreeMap<String, List<String>>();
        request.requestHeaders()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT), request.requestHeaders().getAll(name)));
        return headers;
    }

    private static String sha256(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
