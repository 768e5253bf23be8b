package io.sanhang.support.demo;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/**
 * Loads the demo county after the start, beside it: a neighbour may still be starting, so a share that fails is tried
 * again for a few minutes.
 */
@AutoConfiguration
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DemoAutoConfiguration.class);
    private static final int TRIES = 90;

    private volatile Status status = Status.OUT_OF_SERVICE;

    /** Out of service while loading, for whoever waits for the demo county; readiness does not depend on it. */
    @Bean
    HealthIndicator demoHealthIndicator() {
        return () -> Health.status(status).build();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> demoLoader(List<DemoCounty> shares) {
        return ready -> {
            var loader = new Thread(() -> load(shares), "demo-loader");
            loader.setDaemon(true);
            loader.start();
        };
    }

    private void load(List<DemoCounty> shares) {
        var loaded = true;
        for (var share : shares) {
            loaded &= load(share);
        }
        status = loaded ? Status.UP : Status.UNKNOWN;
    }

    private static boolean load(DemoCounty share) {
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            try {
                if (share.isEmpty()) {
                    share.load();
                    LOG.info("{} loaded", share.getClass().getSimpleName());
                }
                return true;
            } catch (RuntimeException e) {
                LOG.info("{} not loaded yet: {}", share.getClass().getSimpleName(), e.toString());
                pause();
            }
        }
        LOG.error("{} could not be loaded", share.getClass().getSimpleName());
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
