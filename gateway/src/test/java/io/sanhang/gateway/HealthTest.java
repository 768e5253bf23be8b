package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

class HealthTest extends GatewayTest {

    @LocalManagementPort
    int managementPort;

    @Test
    void health_is_up_when_every_service_is_and_down_when_one_is_not() {
        var browser = browser();
        await().atMost(Duration.ofSeconds(3))
                .until(() -> browser.get("/api/health").statusCode() == 200);
        assertThat(browser.get("/api/health").body())
                .isEqualTo("{\"status\":\"up\",\"services\":{\"evaluation\":\"up\",\"feedback\":\"up\","
                        + "\"identity\":\"up\",\"notification\":\"up\",\"task\":\"up\"}}");

        SERVICES.ready = false;

        await().atMost(Duration.ofSeconds(3))
                .until(() -> browser.get("/api/health").statusCode() == 503);
    }

    @Test
    void many_who_ask_are_one_question_a_second() {
        var before = SERVICES.seen("/actuator/health/readiness").size();
        var browser = browser();

        for (var i = 0; i < 20; i++) {
            browser.get("/api/health");
        }

        assertThat(SERVICES.seen("/actuator/health/readiness").size() - before).isBetween(0, 10);
    }

    @Test
    void the_gateway_itself_is_alive_and_ready_on_a_port_of_its_own() {
        var inside = new Browser(managementPort);

        assertThat(inside.get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(inside.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(inside.get("/actuator/prometheus").body()).contains("resilience4j_circuitbreaker_state");
    }
}
