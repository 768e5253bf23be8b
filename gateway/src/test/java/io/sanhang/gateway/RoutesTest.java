package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest extends GatewayTest {

    @ParameterizedTest
    @EnumSource(Service.class)
    void each_service_has_its_route_with_path_and_query_as_they_were(Service service) {
        var path = "/api/" + service.code() + "/" + unique() + "?q=%E4%B8%89(%E4%BA%8C),%20b&page=2";

        var answer = browser().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SERVICES.only(path).uri()).isEqualTo(path);
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
    }

    @Test
    void a_write_arrives_whole_with_its_conditions() {
        var path = "/api/task/tasks/" + unique();
        var browser = browser();

        browser.post(
                path,
                "{\"text\":\"已签收\"}",
                "X-XSRF-TOKEN",
                browser.csrf(),
                "Idempotency-Key",
                "k-1",
                "If-Match",
                "\"3\"");

        var seen = SERVICES.only(path);
        assertThat(new String(seen.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"已签收\"}");
        assertThat(seen.header("idempotency-key")).isEqualTo("k-1");
        assertThat(seen.header("if-match")).isEqualTo("\"3\"");
        assertThat(seen.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void nothing_that_a_client_says_of_itself_reaches_a_service() {
        var path = "/api/task/" + unique();

        browser()
                .get(
                        path,
                        "X-User-Id",
                        "a-admin",
                        "x-roles",
                        "ADMIN",
                        "X_ROLES",
                        "ADMIN",
                        "X-Internal-Call",
                        "1",
                        "X_Internal_Call",
                        "1",
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Prefix",
                        "/evil",
                        "X_Forwarded_Host",
                        "evil.example",
                        "Forwarded",
                        "for=10.0.0.1;host=evil.example",
                        "X-Real-IP",
                        "10.0.0.1",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        "Authorization",
                        "Basic YTpi",
                        "Cookie",
                        "SANHANG_ID=login-1; SANHANG_SESSION=s-1; OTHER=1");

        var seen = SERVICES.only(path);
        assertThat(seen.headers().keySet())
                .containsOnly(
                        "host",
                        "user-agent",
                        "accept",
                        "content-length",
                        "x-forwarded-host",
                        "x-forwarded-port",
                        "x-forwarded-proto");
        assertThat(seen.header("x-forwarded-host")).isEqualTo("127.0.0.1:8080");
        assertThat(seen.header("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.header("user-agent")).startsWith("ReactorNetty");
    }

    @Test
    void a_token_of_the_callers_own_passes_untouched_even_beside_a_session() {
        var path = "/api/task/" + unique();
        var browser = browser();
        browser.signIn();

        browser.post(path, "{}", "Authorization", "Bearer from.outside.system");

        assertThat(SERVICES.only(path).header("authorization")).isEqualTo("Bearer from.outside.system");
    }

    @Test
    void only_identitys_cookie_reaches_identity_and_only_identity_sets_one() {
        var id = unique();
        var browser = browser();
        browser.setCookie("SANHANG_ID", "login-7");
        browser.setCookie("SANHANG_SESSION", "none");
        browser.setCookie("OTHER", "1");

        var fromIdentity = browser.write("/api/identity/login/" + id, "{}");
        var fromTask = browser.get("/api/task/" + id);
        browser().get("/oauth2/authorize?id=" + id, "Cookie", "OTHER=1; SANHANG_ID=login-8; SANHANG_SESSION=none");

        assertThat(SERVICES.only("/api/identity/login/" + id).header("cookie")).isEqualTo("SANHANG_ID=login-7");
        assertThat(SERVICES.only("/oauth2/authorize?id=" + id).header("cookie")).isEqualTo("SANHANG_ID=login-8");
        assertThat(SERVICES.only("/api/task/" + id).header("cookie")).isNull();
        assertThat(fromIdentity.headers().allValues("Set-Cookie"))
                .contains("SANHANG_ID=login-1; Path=/; HttpOnly")
                .noneMatch(cookie -> cookie.startsWith("TRACK"));
        assertThat(fromTask.headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("SANHANG_ID") || cookie.startsWith("TRACK"));
    }

    @Test
    void an_outside_system_gets_its_token_without_cookies_and_without_csrf() {
        var answer =
                browser().post("/oauth2/token", "grant_type=client_credentials", "Authorization", "Basic ZGVtbzpkZW1v");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SERVICES.seen("/oauth2/token"))
                .anyMatch(seen -> "Basic ZGVtbzpkZW1v".equals(seen.header("authorization")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ballots", "/replies"})
    void a_ballot_and_a_look_into_its_reply_box_arrive_with_nothing_that_tells_its_sender(String what) {
        var path = "/api/evaluation/campaigns/" + unique() + what;
        var browser = browser();
        browser.signIn();
        browser.csrf();

        var answer = browser.post(path, "{\"body\":\"x\"}", "Accept-Language", "zh-CN", "Idempotency-Key", "k");

        var seen = SERVICES.only(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(seen.headers().keySet())
                .containsOnly("host", "user-agent", "accept", "content-type", "content-length");
        assertThat(seen.headers().toString()).doesNotContain(browser.address());
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void the_answers_headers_are_the_gateways() {
        var headers = browser().get("/api/task/" + unique()).headers();

        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("Permissions-Policy")).isPresent();
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/task/internal",
                "/api/task/internal/tasks",
                "/api/identity/internal/recipients?unitId=u-edu",
                "/api/nobody/internal/x",
                "/api/nobody/x",
                "/api",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/oauth2/introspect"
            })
    void what_is_not_for_the_outside_is_not_there(String path) {
        var before = SERVICES.count();

        var answer = browser().get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
        assertThat(SERVICES.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/task/..;/internal/tasks",
                "/api/task/%69nternal/tasks",
                "/api/task%2finternal/tasks",
                "/api/task//internal/tasks",
                "/api//task/internal/tasks",
                "//api/task/internal/tasks",
                "/api/task/./internal/tasks",
                "/api/identity/../task/internal/tasks",
                "/api/task/x/%2e%2e/internal/tasks",
                "/api/task/internal;a=b/tasks",
                "/api/task/x\\..\\internal"
            })
    void no_spelling_of_an_internal_path_gets_through(String path) throws IOException {
        var before = SERVICES.count();

        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(SERVICES.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A length and chunks: the chunks win at both ends, and what follows is a request of its own.
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/task/internal/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /api/task/internal/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\nGET /api/task/internal/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcdGET /api/task/internal/smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
                "Content-Length: 0\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n"
            })
    void nobody_smuggles_a_second_request(String rest) throws IOException {
        raw("POST /api/task/" + unique() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n" + rest);

        assertThat(SERVICES.seen("/api/task/internal")).isEmpty();
    }
}
