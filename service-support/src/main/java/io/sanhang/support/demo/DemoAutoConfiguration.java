package io.sanhang.support.demo;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
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

    @Bean
    ApplicationListener<ApplicationReadyEvent> demoLoader(List<DemoCounty> shares) {
        return ready -> {
            var loader = new Thread(() -> shares.forEach(DemoAutoConfiguration::load), "demo-loader");
            loader.setDaemon(true);
            loader.start();
        };
    }

    private static void load(DemoCounty share) {
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            try {
                if (share.isEmpty()) {
                    share.load();
                    LOG.info("{} loaded", share.getClass().getSimpleName());
                }
                return;
            } catch (RuntimeException e) {
                LOG.info("{} not loaded yet: {}", share.getClass().getSimpleName(), e.toString());
                pause();
            }
        }
        LOG.error("{} could not be loaded", share.getClass().getSimpleName());
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
