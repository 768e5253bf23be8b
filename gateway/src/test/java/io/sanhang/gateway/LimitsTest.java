package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class LimitsTest extends GatewayTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void a_body_of_one_megabyte_passes_and_one_byte_more_does_not() {
        var path = "/api/task/tasks/" + unique();

        var exact = browser().post(path, BodyPublishers.ofByteArray(new byte[MEGABYTE]), "Authorization", "Bearer t");
        var more =
                browser().post(path, BodyPublishers.ofByteArray(new byte[MEGABYTE + 1]), "Authorization", "Bearer t");

        assertThat(exact.statusCode()).isEqualTo(200);
        assertThat(more.statusCode()).isEqualTo(413);
        assertThat(more.body()).contains("\"code\":\"body-too-large\"");
        assertThat(SERVICES.only(path).body()).hasSize(MEGABYTE);
    }

    @Test
    void a_chunked_body_is_counted_as_it_passes() {
        var path = "/api/task/tasks/" + unique();

        var small = browser().post(path + "/small", Browser.chunked(MEGABYTE), "Authorization", "Bearer t");
        var large = browser().post(path + "/large", Browser.chunked(8 * MEGABYTE), "Authorization", "Bearer t");

        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(SERVICES.only(path + "/small").body()).hasSize(MEGABYTE);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(SERVICES.seen(path + "/large")).isEmpty();
    }

    @Test
    void an_upload_may_be_twenty_one_megabytes() {
        var upload = browser()
                .post(
                        "/api/task/files",
                        BodyPublishers.ofByteArray(new byte[21 * MEGABYTE]),
                        "Authorization",
                        "Bearer t");
        var larger = browser()
                .post(
                        "/api/task/plan-imports",
                        BodyPublishers.ofByteArray(new byte[21 * MEGABYTE + 1]),
                        "Authorization",
                        "Bearer t");

        var sheet = browser()
                .post(
                        "/api/task/sheets/imports",
                        BodyPublishers.ofByteArray(new byte[2 * MEGABYTE]),
                        "Authorization",
                        "Bearer t");

        assertThat(upload.statusCode()).isEqualTo(200);
        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(sheet.statusCode()).isEqualTo(200);
    }

    @Test
    void headers_beyond_sixteen_kilobytes_are_refused() throws IOException {
        var answer =
                raw("GET /api/task/" + unique() + " HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(17 * 1024) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @Test
    void codes_are_limited_for_each_address_with_a_time_to_wait() {
        var browser = browser();
        for (var i = 0; i < 5; i++) {
            assertThat(browser.write("/api/identity/rater-codes", "{}").statusCode())
                    .isEqualTo(200);
        }

        var refused = browser.write("/api/identity/login/password", "{}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"too-many-requests\"");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 13);
        assertThat(browser().write("/api/identity/rater-codes", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void suggestions_and_look_ups_are_limited_apart() {
        var browser = browser();
        for (var i = 0; i < 3; i++) {
            assertThat(browser.write("/api/feedback/suggestions", "{}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(browser.write("/api/feedback/suggestions", "{}").statusCode())
                .isEqualTo(429);

        for (var i = 0; i < 2; i++) {
            assertThat(browser.write("/api/feedback/suggestion-queries", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(browser.write("/api/feedback/suggestions/s-1/rating", "{}")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(browser.write("/api/feedback/suggestion-queries", "{}").statusCode())
                .isEqualTo(429);
        assertThat(browser.post("/api/evaluation/campaigns/c/replies", "{}").statusCode())
                .isEqualTo(429);
        assertThat(browser.post("/api/evaluation/campaigns/c/ballots", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void everything_else_is_limited_by_address_or_by_session() {
        var anonymous = browser();
        var signedIn = browser();
        signedIn.signIn();

        // While one asks, slowly on a busy machine, some of it comes back.
        assertThat(refusedAfter(anonymous, 80)).isBetween(60, 75);
        assertThat(refusedAfter(signedIn, 80)).isBetween(40, 59);
    }

    @Test
    void an_invented_session_cookie_does_not_help() {
        var browser = browser();
        var asked = 0;
        for (; asked < 80; asked++) {
            browser.setCookie("SANHANG_SESSION", "invented-" + asked);
            if (browser.get("/api/task/x").statusCode() == 429) {
                break;
            }
        }

        assertThat(asked).isBetween(60, 75);
    }

    private static int refusedAfter(Browser browser, int most) {
        for (var i = 0; i < most; i++) {
            if (browser.get("/api/task/x").statusCode() == 429) {
                return i;
            }
        }
        return most;
    }
}
