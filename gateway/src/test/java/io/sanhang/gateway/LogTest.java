package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What goes wrong is logged without saying whose request it was. */
@ExtendWith(OutputCaptureExtension.class)
class LogTest extends GatewayTest {

    @Test
    void no_address_and_no_query_is_ever_written_down(CapturedOutput output) throws IOException {
        var browser = browser();
        raw("GET / HTTP/1.1\r\nHost: x\r\nBad\rHeader: 1\r\n\r\n");
        raw("GET /api/task/x?phone=13800000001 HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(17000) + "\r\n\r\n");
        browser.post(
                "/api/evaluation/campaigns/c/ballots?drop=/drop&phone=13800000001", Browser.chunked(2 * 1024 * 1024));
        browser.get("/api/evaluation/drop?phone=13800000001");
        browser.get("/api/evaluation/never?phone=13800000001");

        assertThat(output.getAll()).doesNotContain("13800000001", "R:/", "/127.0.0.1:", browser.address());
    }
}
