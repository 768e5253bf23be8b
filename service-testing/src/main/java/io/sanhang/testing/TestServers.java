package io.sanhang.testing;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
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
            var address = new MongoServer(new MemoryBackend()).bind();
            return "mongodb://" + address.getHostString() + ":" + address.getPort();
        }
    }

    private static final class Broker {
        static final String URI = start();

        /** A real RabbitMQ where one is given, else the embedded broker. */
        private static String start() {
            var given = System.getenv("SANHANG_TEST_RABBITMQ_URI");
            return given == null || given.isBlank() ? "amqp://guest:guest@127.0.0.1:5672" : given;
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
                        "springdoc.api-docs.enabled=true",
                        "management.server.port=")
                .applyTo(context);
    }
}
