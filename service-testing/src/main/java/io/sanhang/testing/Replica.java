package io.sanhang.testing;

import com.mongodb.client.MongoDatabase;
import io.sanhang.support.security.ServiceToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.test.autoconfigure.SpringBootMockMvcBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * A second instance of the service under test: a context of its own, with its own caches, schedulers and relay, on the
 * same database and broker and by the same clock. What two instances must not do twice can so be raced for.
 */
public final class Replica implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final ConfigurableApplicationContext context;
    private final MongoDatabase database;
    private final MockMvcTester http;

    private Replica(ConfigurableApplicationContext context, MongoDatabase database) {
        this.context = context;
        this.database = database;
        http = MockMvcTester.from((WebApplicationContext) context, builder -> {
            new SpringBootMockMvcBuilderCustomizer((WebApplicationContext) context).customize(builder);
            return builder.build();
        });
    }

    /** Starts one beside the context of a {@link ServiceTest}. */
    public static Replica of(ApplicationContext first) {
        var application = ClassUtils.getUserClass(first.getBeansWithAnnotation(SpringBootConfiguration.class)
                .values()
                .iterator()
                .next());
        return new Replica(
                new SpringApplicationBuilder(application)
                        .web(WebApplicationType.SERVLET)
                        .initializers(context -> {
                            inherit(
                                    ((ConfigurableEnvironment) first.getEnvironment()).getPropertySources(),
                                    context.getEnvironment().getPropertySources());
                            replace((GenericApplicationContext) context, first);
                        })
                        .run(),
                first.getBean(MongoDatabase.class));
    }

    /** What the test has set, such as the database's name. */
    private static void inherit(MutablePropertySources from, MutablePropertySources to) {
        from.stream().filter(source -> !to.contains(source.getName())).forEach(to::addFirst);
        to.addFirst(new MapPropertySource(
                "replica", Map.of("server.port", "0", "management.server.port", "", "spring.jmx.enabled", "false")));
    }

    /** As the kit does in the first one, and with the same clock. */
    private static void replace(GenericApplicationContext context, ApplicationContext first) {
        context.registerBean(
                "testClock", TestClock.class, () -> first.getBean(TestClock.class), each -> each.setPrimary(true));
        context.registerBean("testJwtDecoder", JwtDecoder.class, Tokens::decoder, each -> each.setPrimary(true));
        context.registerBean(
                "testServiceToken",
                ServiceToken.class,
                () -> first.getBean(ServiceToken.class),
                each -> each.setPrimary(true));
    }

    public MockMvcTester http() {
        return http;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Does all of it at the same moment, each on a thread of its own; what came of each, in the same order. */
    public static <T> List<T> race(List<? extends Callable<T>> runners) throws Exception {
        var start = new CyclicBarrier(runners.size());
        var pool = Executors.newFixedThreadPool(runners.size());
        try {
            var running = new ArrayList<Future<T>>();
            for (var each : runners) {
                running.add(pool.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return each.call();
                }));
            }
            var done = new ArrayList<T>();
            for (var each : running) {
                done.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return done;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            // Not interrupted: a lock that somebody holds would be kept until it runs out.
            pool.shutdown();
        }
    }

    /**
     * What it held in the middle of a job would be kept from the first one until the lock runs out, and what the broker
     * still tells it about its last events fails on a thread that no test started.
     */
    @Override
    public void close() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        context.close();
        database.getCollection("shedLock").deleteMany(new Document());
    }
}
