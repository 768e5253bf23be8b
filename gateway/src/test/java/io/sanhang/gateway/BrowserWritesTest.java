package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserWritesTest extends GatewayTest {

    @Test
    void a_write_needs_the_token_of_its_page() {
        var path = "/api/feedback/" + unique();
        var browser = browser();
        var token = browser.csrf();

        assertThat(browser.post(path, "{}").body()).contains("\"code\":\"page-expired\"");
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", "guessed").statusCode())
                .isEqualTo(403);
        assertThat(browser().post(path, "{}", "X-XSRF-TOKEN", token).statusCode())
                .isEqualTo(403);
        assertThat(SERVICES.seen(path)).isEmpty();
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_form_field_is_no_token_and_a_form_arrives_whole() {
        var path = "/api/task/" + unique();
        var browser = browser();
        var token = browser.csrf();
        var form = "_csrf=" + token;

        assertThat(browser.send(browser.to(path)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)))
                        .statusCode())
                .isEqualTo(403);
        browser.send(browser.to(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", token)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)));
        assertThat(new String(SERVICES.only(path).body())).isEqualTo(form);
    }

    @Test
    void a_write_from_another_site_is_refused_even_with_a_token() {
        var path = "/api/task/" + unique();
        var browser = browser();
        var token = browser.csrf();

        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Sec-Fetch-Site", "cross-site")
                        .body())
                .contains("\"code\":\"foreign-page\"");
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Sec-Fetch-Site", "same-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
        assertThat(SERVICES.seen(path)).isEmpty();
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Origin", "http://127.0.0.1:8080")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.post(path, "{}", "X-XSRF-TOKEN", token, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_token_is_readable_by_the_page_and_stays() {
        var browser = browser();

        var first = browser.get("/api/session");
        var second = browser.get("/api/session");

        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("XSRF-TOKEN=")
                .contains("Path=/", "SameSite=Lax")
                .doesNotContain("HttpOnly", "Secure");
        assertThat(second.headers().allValues("Set-Cookie")).isEmpty();
    }
}
