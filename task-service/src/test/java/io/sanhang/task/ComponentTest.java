package io.sanhang.task;

import io.sanhang.task.neighbours.IdentityStandIn;
import io.sanhang.task.task.Commands;
import io.sanhang.testing.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service with its neighbour in reach. Subclasses share one context. */
@ServiceTest
@Import(ComponentTest.Listening.class)
public abstract class ComponentTest {

    static class Listening {
        @Bean
        MongoClientSettingsBuilderCustomizer commands() {
            return settings -> settings.addCommandListener(new Commands());
        }
    }

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
