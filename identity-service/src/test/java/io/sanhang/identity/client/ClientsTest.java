package io.sanhang.identity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.identity.client.ClientProperties.OutsideSystem;
import io.sanhang.support.security.SecurityProperties;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClientsTest {

    private static final SecurityProperties SECURITY =
            new SecurityProperties("https://sanhang.example", "http://identity", "a-long-random-secret");
    private static final ClientProperties NOBODY_OUTSIDE = new ClientProperties(List.of());

    @Test
    void without_a_secret_for_the_services_nothing_starts() {
        var without = new SecurityProperties("https://sanhang.example", "http://identity", " ");

        assertThatThrownBy(() -> new Clients(without, NOBODY_OUTSIDE, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SANHANG_SERVICE_SECRET");
    }

    @Test
    void the_demo_client_is_there_in_a_demo_only() {
        assertThat(new Clients(SECURITY, NOBODY_OUTSIDE, true).findByClientId("demo-office"))
                .isNotNull();
        assertThat(new Clients(SECURITY, NOBODY_OUTSIDE, false).findByClientId("demo-office"))
                .isNull();
    }

    @Test
    void an_outside_system_is_known_by_the_hash_of_its_secret() {
        var hash = ClientSecrets.ENCODER.encode("theirs");
        var city = new OutsideSystem("city-platform", "市督查平台", Objects.requireNonNull(hash), List.of("OFFICE"), "");
        var client = new Clients(SECURITY, new ClientProperties(List.of(city)), false).findByClientId("city-platform");

        assertThat(client).isNotNull();
        assertThat(Clients.roles(client)).containsExactly("OFFICE");
        assertThat(ClientSecrets.ENCODER.matches("theirs", client.getClientSecret()))
                .isTrue();
        assertThat(ClientSecrets.ENCODER.matches("other", client.getClientSecret()))
                .isFalse();
        assertThat(ClientSecrets.ENCODER.matches(null, client.getClientSecret()))
                .isFalse();
    }

    @Test
    void the_secret_itself_is_kept_nowhere() {
        var gateway = new Clients(SECURITY, NOBODY_OUTSIDE, false).findByClientId("gateway");

        assertThat(gateway).isNotNull();
        assertThat(gateway.getClientSecret()).doesNotContain("a-long-random-secret");
        assertThat(gateway.getRedirectUris()).contains("https://sanhang.example/login/oauth2/code/sanhang");
        assertThat(gateway.getClientSettings().isRequireProofKey()).isTrue();
    }
}
