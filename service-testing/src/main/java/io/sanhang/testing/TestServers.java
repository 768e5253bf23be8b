package io.sanhang.testing;

import io.sanhang.standalone.broker.EmbeddedBroker;
import io.sanhang.standalone.store.EmbeddedStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One store and one broker for all tests of a JVM; a database and an exchange of its own for each context. */
public final class TestServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Thirty-two zero bytes: tests protect nobody's data. */
    private static final String TEST_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    private static final class Store {
        static final String URI = start();

        private static String start() {
            return EmbeddedStore.inMemory().uri();
        }
    }

    private static final class Broker {
        static final String URI = start();

        /** A real RabbitMQ where one is given, else the embedded broker. */
        private static String start() {
            var given = System.getenv("SANHANG_TEST_RABBITMQ_URI");
            return given == null || given.isBlank() ? EmbeddedBroker.inMemory().uri() : given;
        }
    }

    public static String storeUri() {
        return Store.URI;
    }

    public static String brokerUri() {
        return Broker.URI;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var number = ProcessHandle.current().pid() + "-" + CONTEXTS.incrementAndGet();
        TestPropertyValues.of(
                        "spring.mongodb.uri=" + storeUri(),
                        "spring.rabbitmq.addresses=" + brokerUri(),
                        "sanhang.store.database=test-" + number,
                        "sanhang.events.exchange=test-" + number,
                        "sanhang.events.sweep-every=1s",
                        "sanhang.security.issuer=" + Tokens.ISSUER,
                        "sanhang.security.service-secret=test",
                        "sanhang.crypto.key=" + TEST_KEY,
                        "springdoc.writer-with-order-by-keys=true",
                        "springdoc.default-produces-media-type=application/json",
                        "springdoc.default-flat-param-object=true",
                        "management.server.port=")
                .applyTo(context);
    }
}
