package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SessionTest extends GatewayTest {

    private static final String NOBODY = "{\"signedIn\":false}";

    @Test
    void signing_in_asks_identity_with_pkce_and_at_the_public_address() {
        var browser = browser();

        var asked = browser.beginSignIn();

        assertThat(browser.get("/oauth2/authorization/sanhang")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .startsWith("http://127.0.0.1:8080/oauth2/authorize?");
        assertThat(asked)
                .containsEntry("client_id", "gateway")
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid")
                .containsEntry("redirect_uri", "http://127.0.0.1:8080/login/oauth2/code/sanhang")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
    }

    @Test
    void after_signing_in_the_page_knows_who_it_is_and_the_cookie_is_new() {
        var browser = browser();
        assertThat(browser.get("/api/session").body()).isEqualTo(NOBODY);
        browser.beginSignIn();
        var before = browser.cookie("SANHANG_SESSION");

        var done = browser.signIn();

        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(done.headers().firstValue("Location")).contains("/desk/");
        assertThat(browser.cookie("SANHANG_SESSION")).isPresent().isNotEqualTo(before);
        assertThat(JsonMapper.shared().readTree(browser.get("/api/session").body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                                {"signedIn": true, "id": "a-edu", "name": "王敏", "roles": ["DEPARTMENT"],
                                 "unitId": "u-edu", "unitName": "县教育和体育局"}"""));
    }

    @Test
    void a_session_shows_its_token_to_the_services_and_its_cookie_to_nobody() {
        var path = "/api/task/" + unique();
        var browser = browser();
        browser.signIn();

        browser.get(path);

        var seen = SERVICES.only(path);
        assertThat(seen.header("authorization")).startsWith("Bearer ey");
        assertThat(seen.header("cookie")).isNull();
    }

    @Test
    void without_a_session_a_request_goes_on_without_a_name() {
        var path = "/api/feedback/" + unique();

        var answer = browser().get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SERVICES.only(path).header("authorization")).isNull();
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("SANHANG_SESSION"));
    }

    @Test
    void a_token_that_ends_is_refreshed_once_for_all_who_wait() {
        SERVICES.accessTokenSeconds = 5;
        var path = "/api/task/" + unique();
        var browser = browser();
        browser.signIn();
        var before = SERVICES.refreshes.get();

        var asked = IntStream.range(0, 8)
                .mapToObj(i -> browser.getLater(path + "/" + i))
                .toList();

        assertThat(asked)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        assertThat(SERVICES.refreshes.get() - before).isEqualTo(1);
        assertThat(SERVICES.seen(path)).hasSize(8).allMatch(seen -> seen.header("authorization") != null);
    }

    @Test
    void a_session_whose_token_cannot_be_refreshed_is_over() {
        SERVICES.accessTokenSeconds = 5;
        SERVICES.refreshRefused = true;
        var path = "/api/task/" + unique();
        var browser = browser();
        browser.signIn();

        var answer = browser.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SERVICES.only(path).header("authorization")).isNull();
        assertThat(browser.cookie("SANHANG_SESSION")).isEmpty();
        assertThat(browser.get("/api/session").body()).isEqualTo(NOBODY);
    }

    @Test
    void a_session_whose_token_a_service_refuses_is_over() {
        var browser = browser();
        browser.signIn();

        assertThat(browser.get("/api/task/token-refused").statusCode()).isEqualTo(401);

        assertThat(browser.cookie("SANHANG_SESSION")).isEmpty();
        assertThat(browser.get("/api/session").body()).isEqualTo(NOBODY);
    }

    @Test
    void an_answer_to_somebody_elses_sign_in_is_refused() {
        var victim = browser();
        var asked = browser().beginSignIn();

        var back = victim.get("/login/oauth2/code/sanhang?code=" + SERVICES.approve(asked) + "&state="
                + java.net.URLEncoder.encode(asked.get("state"), java.nio.charset.StandardCharsets.UTF_8));

        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).contains("/desk/sign-in?error=sign-in-failed");
        assertThat(victim.get("/api/session").body()).isEqualTo(NOBODY);
    }

    @Test
    void leaving_ends_the_session_here_and_the_cookie_of_identity() {
        var browser = browser();
        browser.signIn();
        var session = browser.cookie("SANHANG_SESSION").orElseThrow();
        assertThat(browser.post("/logout", "").statusCode()).isEqualTo(403);

        var left = browser.write("/logout", "");

        assertThat(left.statusCode()).isEqualTo(204);
        assertThat(left.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("SANHANG_ID=; Max-Age=0;") && cookie.contains("; Path=/oauth2;"));
        assertThat(SERVICES.seen("/oauth2/revoke"))
                .extracting(seen -> FakeServices.form(seen.body()))
                .contains(Map.of("token", "r-1", "token_type_hint", "refresh_token"));
        browser.setCookie("SANHANG_SESSION", session);
        assertThat(browser.get("/api/session").body()).isEqualTo(NOBODY);
        assertThat(browser.write("/logout", "").statusCode()).isEqualTo(204);
    }
}
