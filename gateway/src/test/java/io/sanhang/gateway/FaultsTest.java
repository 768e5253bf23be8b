package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A context of its own: breakers that were opened here must not meet other tests. */
@DirtiesContext
@TestPropertySource(properties = "sanhang.gateway.limits.address.requests=1000")
class FaultsTest extends GatewayTest {

    @Test
    void a_service_that_does_not_answer_in_time_is_not_waited_for() {
        var path = "/api/evaluation/never/" + unique();
        var begun = Instant.now();

        var read = browser().get(path);
        var write = browser().write(path, "{}");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
        assertStated(read, "evaluation-unavailable");
        assertStated(write, "answer-overdue");
        assertThat(SERVICES.seen(path)).hasSize(2);
    }

    @Test
    void a_connection_cut_before_the_answer_is_not_tried_again() {
        var path = "/api/identity/drop/" + unique();

        var write = browser().write(path, "{}");

        assertStated(write, "answer-overdue");
        assertThat(SERVICES.seen(path)).hasSize(1);
    }

    @Test
    void a_breaker_opens_answers_at_once_and_closes_again() {
        var path = "/api/notification/drop/" + unique();
        var browser = browser();
        for (var i = 0; i < 10; i++) {
            assertStated(browser.write(path, "{}"), "answer-overdue");
        }
        assertThat(SERVICES.seen(path)).hasSize(10);

        var refused = browser.write(path, "{}");

        assertStated(refused, "notification-unavailable");
        assertThat(SERVICES.seen(path)).hasSize(10);
        assertThat(browser().get("/api/task/" + unique()).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> browser.get("/api/notification/well").statusCode() == 200);
    }

    @Test
    void a_services_own_error_is_an_answer_and_opens_nothing() {
        var path = "/api/feedback/broken/" + unique();
        for (var i = 0; i < 15; i++) {
            assertThat(browser().get(path).statusCode()).isEqualTo(500);
        }

        assertThat(browser().get("/api/feedback/" + unique()).statusCode()).isEqualTo(200);
        assertThat(SERVICES.seen(path)).hasSize(15);
    }

    @Test
    void clients_that_send_too_much_or_go_away_open_nothing() throws Exception {
        for (var i = 0; i < 12; i++) {
            assertThat(browser()
                            .post("/api/task/x", Browser.chunked(3 * 1024 * 1024), "Authorization", "Bearer t")
                            .statusCode())
                    .isEqualTo(413);
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(
                                "POST /api/task/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Length: 9\r\n\r\nab"
                                        .getBytes());
                socket.getOutputStream().flush();
            }
        }

        assertThat(browser().get("/api/task/" + unique()).statusCode()).isEqualTo(200);
    }

    private static void assertStated(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
