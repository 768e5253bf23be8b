package io.sanhang.gateway;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway before {@link FakeServices}. */
abstract class GatewayTest extends RunningGateway {

    static final FakeServices SERVICES = FakeServices.INSTANCE;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        for (var service : Service.values()) {
            var key = "sanhang.gateway.services." + service.code();
            registry.add(key + ".url", SERVICES::url);
            registry.add(key + ".management-url", SERVICES::url);
        }
    }

    @BeforeEach
    void servicesAreWell() {
        SERVICES.accessTokenSeconds = 300;
        SERVICES.refreshRefused = false;
        SERVICES.refreshAway = false;
        SERVICES.ready = true;
    }
}
