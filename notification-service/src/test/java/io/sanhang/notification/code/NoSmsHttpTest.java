package io.sanhang.notification.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ServiceTest
class NoSmsHttpTest {

    @Autowired
    MockMvcTester http;

    @Autowired
    Tokens tokens;

    @Test
    void where_nobody_said_how_to_send_it_a_code_is_refused_instead_of_lost() {
        var result = http.post()
                .uri("/api/notification/internal/one-time-codes")
                .header("Authorization", tokens.service())
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                        {"id":"c1","phone":"13800000021","code":"482913","purpose":"sign-in","validMinutes":5}
                        """)
                .exchange();
        assertThat(result).hasStatus(503).bodyText().contains("sms-not-configured");
    }
}
