package io.sanhang.support.store;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.sanhang.support.events.OutboxRelay;
import java.time.Duration;
import java.util.concurrent.Executors;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.mongo.MongoLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service's own database, its outboxes, and the lock that scheduled work takes. */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "1m")
public class StoreAutoConfiguration {

    /** Acknowledged means stored: majority and journaled. */
    @Bean
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoClient client, @Value("${sanhang.store.database}") String name) {
        return client.getDatabase(name)
                .withWriteConcern(WriteConcern.MAJORITY
                        .withJournal(true)
                        .withWTimeout(Duration.ofSeconds(10).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    @Bean
    Outboxes outboxes(MongoDatabase database, OutboxRelay relay) {
        return new Outboxes(database, relay);
    }

    /** A lock is extended as long as its holder lives, so it can be short: others take over soon after a crash. */
    @Bean
    @ConditionalOnMissingBean
    LockProvider lockProvider(MongoDatabase database) {
        var extender = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "lock-extender");
            thread.setDaemon(true);
            return thread;
        });
        return new KeepAliveLockProvider(new MongoLockProvider(database), extender);
    }

    /** Boot's own check sends {@code hello}, which the embedded store does not have. */
    @Bean
    HealthIndicator storeHealthIndicator(MongoDatabase database) {
        return () -> {
            database.runCommand(new Document("ping", 1));
            return Health.up().build();
        };
    }
}
