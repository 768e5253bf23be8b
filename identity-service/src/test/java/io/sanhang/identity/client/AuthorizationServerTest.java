package io.sanhang.identity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.sanhang.identity.IdentityHttpTest;
import io.sanhang.support.security.ServiceToken;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

class AuthorizationServerTest extends IdentityHttpTest {

    private static final String CALLBACK = Tokens.ISSUER + "/login/oauth2/code/sanhang";
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";

    @Autowired
    MongoDatabase database;

    @Autowired
    StoredAuthorizations authorizations;

    @Autowired
    @Qualifier("jwtDecoder")
    JwtDecoder ownDecoder;

    @Autowired
    @Qualifier("serviceToken")
    ServiceToken ownToken;

    private Cookie signIn(String username, String phone) {
        return signIn(username, username, phone);
    }

    private Cookie signIn(String username, String password, String phone) {
        var challenge = ok(post("/api/identity/login/password", """
                {"username":"%s","password":"%s"}""".formatted(username, password)));
        var answer = post("/api/identity/login/code", """
                {"challenge":"%s","code":"%s"}""".formatted(
                        challenge.get("challenge").asString(), PHONES.codeFor(phone)));
        var header = answer.getResponse().getHeader("Set-Cookie");
        assertThat(header).isNotNull();
        return new Cookie("SANHANG_ID", header.substring(header.indexOf('=') + 1, header.indexOf(';')));
    }

    private static String challengeOf(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private MvcTestResult authorize(@Nullable Cookie ticket, String redirect) throws Exception {
        var request = http.get()
                .uri(UriComponentsBuilder.fromPath("/oauth2/authorize")
                        .queryParam("response_type", "code")
                        .queryParam("client_id", "gateway")
                        .queryParam("scope", "openid profile")
                        .queryParam("state", "s1")
                        .queryParam("nonce", "n1")
                        .queryParam("redirect_uri", redirect)
                        .queryParam("code_challenge", challengeOf(VERIFIER))
                        .queryParam("code_challenge_method", "S256")
                        .encode()
                        .build()
                        .toUri())
                .header("Accept", "text/html");
        if (ticket != null) {
            request.cookie(ticket);
        }
        return request.exchange();
    }

    private String codeFor(Cookie ticket) throws Exception {
        var answer = authorize(ticket, CALLBACK);
        assertThat(answer).hasStatus(302);
        var location = URI.create(answer.getResponse().getHeader("Location"));
        assertThat(location.toString()).startsWith(CALLBACK + "?");
        var parameters = UriComponentsBuilder.fromUri(location).build().getQueryParams();
        assertThat(parameters.getFirst("state")).isEqualTo("s1");
        return parameters.getFirst("code");
    }

    private MvcTestResult token(String client, String secret, Map<String, String> form) {
        var request = http.method(HttpMethod.POST)
                .uri("/oauth2/token")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((client + ":" + secret).getBytes(StandardCharsets.US_ASCII)));
        form.forEach(request::formField);
        return request.exchange();
    }

    private MvcTestResult redeem(String code, String verifier) {
        return token(
                "gateway",
                "test",
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", CALLBACK,
                        "code_verifier", verifier));
    }

    private MvcTestResult refresh(String refreshToken) {
        return token("gateway", "test", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private void oauthRefused(MvcTestResult answer, int status, String error) {
        assertThat(answer).as("%s", body(answer)).hasStatus(status);
        assertThat(body(answer).get("error").asString()).isEqualTo(error);
    }

    /** Verified with the key that the service publishes. */
    private JWTClaimsSet verified(String token) throws Exception {
        var keys = JWKSet.parse(ok(http.get().uri("/oauth2/jwks").exchange()).toString());
        var jwt = SignedJWT.parse(token);
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        return jwt.getJWTClaimsSet();
    }

    private JsonNode tokensOf(String username, String phone) throws Exception {
        return ok(redeem(codeFor(signIn(username, phone)), VERIFIER));
    }

    @Test
    void a_department_clerk_gets_a_token_that_says_unit_roles_and_posts() throws Exception {
        var answer = tokensOf("edu", "13900000003");

        var claims = verified(answer.get("access_token").asString());
        assertThat(claims.getSubject()).isEqualTo("a-edu");
        assertThat(claims.getIssuer()).isEqualTo(Tokens.ISSUER);
        assertThat(claims.getAudience()).containsExactly("sanhang");
        assertThat(claims.getStringClaim("name")).isEqualTo("王敏");
        assertThat(claims.getStringListClaim("roles")).containsExactly("DEPARTMENT");
        assertThat(claims.getStringClaim("unit")).isEqualTo("u-edu");
        assertThat(claims.getStringListClaim("posts")).containsExactly("p-edu-head");
        assertThat(claims.getStringListClaim("led_units")).isEmpty();
        assertThat(claims.getStringListClaim("groups")).contains("g-people").doesNotContain("g-business");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(10));
        var person = verified(answer.get("id_token").asString());
        assertThat(person.getAudience()).containsExactly("gateway");
        assertThat(person.getStringClaim("nonce")).isEqualTo("n1");
        assertThat(person.getStringClaim("name")).isEqualTo("王敏");
    }

    @Test
    @Covers("A100")
    void a_leader_gets_the_units_that_the_posts_lead() throws Exception {
        var claims =
                verified(tokensOf("leader", "13900000009").get("access_token").asString());

        assertThat(claims.getStringListClaim("led_units")).containsExactly("u-edu", "u-health", "u-hr");
        assertThat(claims.getStringListClaim("groups")).contains("g-people").doesNotContain("g-business");
        assertThat(claims.getClaim("unit")).isNull();
    }

    @Test
    void who_is_not_signed_in_is_sent_to_the_sign_in_page_and_no_session_is_made() throws Exception {
        var answer = authorize(null, CALLBACK);

        assertThat(answer).hasStatus(302);
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/desk/sign-in");
        assertThat(answer.getRequest().getSession(false)).isNull();
    }

    @Test
    void a_ticket_is_taken_back_when_it_is_used_and_leaves_no_session() throws Exception {
        var answer = authorize(signIn("office", "13900000001"), CALLBACK);

        assertThat(answer.getResponse().getHeaders("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("SANHANG_ID=;")
                .contains("Max-Age=0");
        assertThat(answer.getRequest().getSession(false)).isNull();
    }

    @Test
    void a_forged_or_old_ticket_opens_nothing() throws Exception {
        var good = signIn("office", "13900000001").getValue();
        for (var bad : List.of(
                "x",
                "a.b",
                "..",
                good.replace("a-office", "a-admin"),
                good.replaceFirst("^\\d", "9"),
                good.substring(0, good.length() - 2))) {
            assertThat(authorize(new Cookie("SANHANG_ID", bad), CALLBACK)
                            .getResponse()
                            .getHeader("Location"))
                    .as(bad)
                    .isEqualTo("/desk/sign-in");
        }
        clock.advance(Duration.ofMinutes(10));
        assertThat(authorize(new Cookie("SANHANG_ID", good), CALLBACK)
                        .getResponse()
                        .getHeader("Location"))
                .isEqualTo("/desk/sign-in");
    }

    @Test
    void the_loopback_address_is_a_callback_on_any_port_and_no_other_host_is() throws Exception {
        var ticket = signIn("office", "13900000001");

        assertThat(authorize(ticket, "http://127.0.0.1:18080/login/oauth2/code/sanhang")
                        .getResponse()
                        .getHeader("Location"))
                .startsWith("http://127.0.0.1:18080/login/oauth2/code/sanhang?code=");
        assertThat(authorize(ticket, "http://evil.example/login/oauth2/code/sanhang"))
                .hasStatus(400);
    }

    @Test
    void a_code_is_redeemed_once_and_its_second_use_ends_what_it_gave() throws Exception {
        var code = codeFor(signIn("office", "13900000001"));
        var first = ok(redeem(code, VERIFIER));

        oauthRefused(redeem(code, VERIFIER), 400, "invalid_grant");
        oauthRefused(refresh(first.get("refresh_token").asString()), 400, "invalid_grant");
    }

    @Test
    void of_parallel_redemptions_of_one_code_one_succeeds() throws Exception {
        var code = codeFor(signIn("office", "13900000001"));
        var pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> attempt =
                    () -> redeem(code, VERIFIER).getResponse().getStatus();
            var answers = pool.invokeAll(Collections.nCopies(4, attempt));
            var succeeded = 0;
            for (var answer : answers) {
                succeeded += answer.get() == 200 ? 1 : 0;
            }
            assertThat(succeeded).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void without_the_verifier_a_stolen_code_is_worth_nothing() throws Exception {
        var code = codeFor(signIn("office", "13900000001"));

        oauthRefused(redeem(code, VERIFIER + "x"), 400, "invalid_grant");
    }

    @Test
    void a_refresh_shows_what_has_changed_and_may_be_repeated() throws Exception {
        var refreshToken =
                tokensOf("health", "13900000004").get("refresh_token").asString();
        database.getCollection("accounts")
                .updateOne(new Document("_id", "a-health"), new Document("$set", new Document("name", "刘芳芳")));

        var claims = verified(ok(refresh(refreshToken)).get("access_token").asString());
        assertThat(claims.getStringClaim("name")).isEqualTo("刘芳芳");
        ok(refresh(refreshToken));
    }

    @Test
    void with_the_initial_password_nothing_is_open_but_changing_it() throws Exception {
        var made = ok(call(HttpMethod.POST, "/api/identity/accounts", tokens.admin(), """
                {"username":"fresh","name":"新人","phone":"13700000055","role":"OFFICE"}"""));
        assertThat(made.get("account").get("initialPassword").asBoolean()).isTrue();
        var password = made.get("password").asString();
        var first = ok(redeem(codeFor(signIn("fresh", password, "13700000055")), VERIFIER));
        var access = first.get("access_token").asString();
        assertThat(verified(access).getStringListClaim("roles")).containsExactly("PASSWORD_DUE");
        // The tests' services trust the tests' key alone.
        var due = tokens.staff("a-fresh", "PASSWORD_DUE", null);
        refused(call(HttpMethod.GET, "/api/identity/posts", due, null), 403, "not-allowed");
        ok(call(HttpMethod.GET, "/api/identity/me", due, null));
        var change = "{\"old\":\"%s\",\"password\":\"%s\"}";
        refused(
                call(HttpMethod.PUT, "/api/identity/me/password", due, change.formatted(password, password)),
                422,
                "weak-password");
        assertThat(call(
                        HttpMethod.PUT,
                        "/api/identity/me/password",
                        due,
                        change.formatted(password, "a-better-one-2026")))
                .hasStatus(204);

        var later = ok(refresh(first.get("refresh_token").asString()));
        assertThat(verified(later.get("access_token").asString()).getStringListClaim("roles"))
                .containsExactly("OFFICE");
    }

    @Test
    void a_closed_account_gets_no_more_tokens() throws Exception {
        var refreshToken = tokensOf("town1", "13900000008").get("refresh_token").asString();
        database.getCollection("accounts")
                .updateOne(new Document("_id", "a-town1"), new Document("$set", new Document("enabled", false)));

        oauthRefused(refresh(refreshToken), 400, "invalid_grant");
    }

    @Test
    void services_and_the_demo_office_get_tokens_of_their_own() throws Exception {
        var service = verified(ok(token("task-service", "test", Map.of("grant_type", "client_credentials")))
                .get("access_token")
                .asString());
        assertThat(service.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(service.getAudience()).containsExactly("sanhang");

        var office = verified(ok(token("demo-office", "demo-office", Map.of("grant_type", "client_credentials")))
                .get("access_token")
                .asString());
        assertThat(office.getSubject()).isEqualTo("demo-office");
        assertThat(office.getStringListClaim("roles")).containsExactly("OFFICE");
        assertThat(office.getStringClaim("unit")).isEqualTo("u-office");
    }

    @Test
    void a_wrong_secret_or_an_unknown_client_gets_nothing() {
        oauthRefused(token("task-service", "wrong", Map.of("grant_type", "client_credentials")), 401, "invalid_client");
        oauthRefused(token("nobody", "test", Map.of("grant_type", "client_credentials")), 401, "invalid_client");
        oauthRefused(token("gateway", "test", Map.of("grant_type", "client_credentials")), 400, "unauthorized_client");
    }

    @Test
    void this_service_checks_tokens_by_its_own_key_and_takes_only_access_tokens() throws Exception {
        var answer = tokensOf("office", "13900000001");

        assertThat(ownDecoder.decode(answer.get("access_token").asString()).getSubject())
                .isEqualTo("a-office");
        assertThatThrownBy(() -> ownDecoder.decode(answer.get("id_token").asString()))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("aud");
        assertThatThrownBy(() -> ownDecoder.decode(tokens.office().substring("Bearer ".length())))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void tokens_under_another_algorithm_are_refused() throws Exception {
        var real =
                tokensOf("office", "13900000001").get("access_token").asString().split("\\.");
        var keys = JWKSet.parse(ok(http.get().uri("/oauth2/jwks").exchange()).toString());
        var published = keys.getKeys().get(0).toRSAKey().toRSAPublicKey().getEncoded();
        var claims = SignedJWT.parse(String.join(".", real)).getJWTClaimsSet();
        var byPublicKey = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        byPublicKey.sign(new MACSigner(published));

        for (var forged : List.of(
                new PlainJWT(claims).serialize(),
                byPublicKey.serialize(),
                real[0] + "." + real[1] + ".",
                real[0] + "." + real[1].substring(1) + "." + real[2])) {
            assertThatThrownBy(() -> ownDecoder.decode(forged)).isInstanceOf(JwtException.class);
        }
    }

    @Test
    void its_own_token_for_its_neighbours_needs_no_request() throws Exception {
        var claims = verified(ownToken.value());

        assertThat(claims.getSubject()).isEqualTo("identity-service");
        assertThat(claims.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(claims.getAudience()).containsExactly("sanhang");
        assertThat(ownToken.value()).isEqualTo(ownToken.value());
    }

    @Test
    void a_ticket_does_not_open_the_api() throws Exception {
        refused(
                http.get()
                        .uri("/api/identity/me")
                        .cookie(signIn("office", "13900000001"))
                        .exchange(),
                401,
                "sign-in-required");
    }

    @Test
    void the_metadata_name_the_public_address() {
        var metadata = ok(http.get().uri("/.well-known/openid-configuration").exchange());

        assertThat(metadata.get("issuer").asString()).isEqualTo(Tokens.ISSUER);
        assertThat(metadata.get("token_endpoint").asString()).isEqualTo(Tokens.ISSUER + "/oauth2/token");
    }

    @Test
    void stored_authorizations_show_no_token_and_are_swept() throws Exception {
        var refreshToken =
                tokensOf("office", "13900000001").get("refresh_token").asString();
        var count = database.getCollection("authorizations").countDocuments();

        for (var name : List.of("authorizations", "authorization_tokens")) {
            for (var document : database.getCollection(name).find()) {
                assertThat(document.toJson()).doesNotContain(refreshToken);
            }
        }
        authorizations.sweep(Instant.now());
        assertThat(database.getCollection("authorizations").countDocuments()).isEqualTo(count);
        ok(refresh(refreshToken));

        authorizations.sweep(Instant.now().plus(Duration.ofHours(9)));
        assertThat(database.getCollection("authorizations").countDocuments()).isZero();
        assertThat(database.getCollection("authorization_tokens").countDocuments())
                .isZero();
        oauthRefused(refresh(refreshToken), 400, "invalid_grant");
    }
}
