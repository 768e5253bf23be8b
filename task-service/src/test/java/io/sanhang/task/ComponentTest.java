package io.sanhang.task;

import io.sanhang.task.neighbours.IdentityStandIn;
import io.sanhang.testing.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service with its neighbour in reach. Subclasses share one context. */
@ServiceTest
public abstract class ComponentTest {

    protected static final IdentityStandIn IDENTITY = new IdentityStandIn();

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry settings) {
        settings.add("sanhang.neighbours.identity", IDENTITY::url);
        settings.add("sanhang.task.sheets.step", () -> 10);
    }

    @AfterEach
    void identity_is_back() {
        IDENTITY.comeBack();
    }
}
