package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Nothing is there but the gateway, and the public address is https. */
@TestPropertySource(properties = "sanhang.gateway.public-url=https://sanhang.example")
class DownTest extends RunningGateway {

    @DynamicPropertySource
    static void nobodyIsThere(DynamicPropertyRegistry registry) {
        var nobody = closedPort();
        for (var service : Service.values()) {
            registry.add("sanhang.gateway.services." + service.code() + ".url", () -> nobody);
            registry.add("sanhang.gateway.services." + service.code() + ".management-url", () -> nobody);
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void each_service_that_is_away_has_its_stated_answer(Service service) {
        var browser = browser();

        var read = browser.get("/api/" + service.code() + "/x");
        var write = browser.post("/api/" + service.code() + "/x", "{}", "Authorization", "Bearer t");

        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(write.statusCode()).isEqualTo(503);
        assertThat(read.headers().firstValue("Retry-After")).isPresent();
        assertThat(read.body()).contains("\"code\":\"" + service.code() + "-unavailable\"");
        assertThat(write.body()).isEqualTo(read.body());
    }

    @Test
    void health_names_who_is_away() {
        var answer = browser().get("/api/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"down\",\"services\":{\"evaluation\":\"down\",\"feedback\":\"down\","
                        + "\"identity\":\"down\",\"notification\":\"down\",\"task\":\"down\"}}");
    }

    @Test
    void a_sign_in_that_cannot_be_finished_ends_at_the_sign_in_page() {
        var browser = browser();
        var asked = browser.beginSignIn();

        var back = browser.get("/login/oauth2/code/sanhang?code=x&state="
                + java.net.URLEncoder.encode(asked.get("state"), java.nio.charset.StandardCharsets.UTF_8));

        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).contains("/desk/sign-in?error=sign-in-failed");
    }

    @Test
    void with_https_cookies_are_secure_and_the_browser_is_told_to_stay() {
        var session = browser().get("/api/session");
        var start = browser().get("/oauth2/authorization/sanhang");

        assertThat(session.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(session.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("XSRF-TOKEN=")
                .contains("; Secure", "SameSite=Lax");
        assertThat(start.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("SANHANG_SESSION=")
                .contains("; Secure", "SameSite=Lax", "Path=/")
                .containsIgnoringCase("; HttpOnly");
    }
}
