package io.sanhang.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Every token is too old to be believed unasked, and ends much later. */
@TestPropertySource(properties = "sanhang.gateway.sessions.token-age=0s")
class TokenAgeTest extends GatewayTest {

    @Test
    void what_a_token_says_is_asked_anew_long_before_it_ends() {
        var browser = browser();
        browser.signIn();
        var before = SERVICES.refreshes.get();

        assertThat(browser.get("/api/task/" + unique()).statusCode()).isEqualTo(200);
        assertThat(browser.get("/api/task/" + unique()).statusCode()).isEqualTo(200);

        assertThat(SERVICES.refreshes.get() - before).isEqualTo(2);
    }

    @Test
    void a_closed_account_is_out_at_once() {
        var browser = browser();
        browser.signIn();
        SERVICES.refreshRefused = true;

        assertThat(browser.get("/api/session").body()).isEqualTo("{\"signedIn\":false}");
    }

    @Test
    void while_identity_is_away_the_token_at_hand_is_used_and_identity_not_asked_each_time() {
        var browser = browser();
        browser.signIn();
        SERVICES.refreshAway = true;
        var before = SERVICES.refreshes.get();
        var path = "/api/task/" + unique();

        for (var at = 0; at < 5; at++) {
            assertThat(browser.get(path).statusCode()).isEqualTo(200);
        }

        assertThat(SERVICES.refreshes.get() - before).isEqualTo(1);
        assertThat(SERVICES.seen(path)).hasSize(5).allMatch(seen -> seen.header("authorization") != null);
    }
}
