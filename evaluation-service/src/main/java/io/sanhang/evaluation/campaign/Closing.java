package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.ballot.Sealing;
import io.sanhang.evaluation.paper.Commitments;
import io.sanhang.evaluation.transparency.PublicLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Seals what waits, ends campaigns whose time is up, and finishes those that are being closed. One replica at a time; whatever one leaves half done,
 * the next run finishes.
 */
@Component
public class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** Extended while the work lasts; after a crash others wait no longer than this. */
    private static final Duration LOCKED_AT_MOST = Duration.ofSeconds(30);

    private static final int TRIES = 40;

    private final CampaignRepository campaigns;
    private final Sealing sealing;
    private final Commitments sheets;
    private final PublicLog log;
    private final Clock clock;
    private final LockingTaskExecutor locks;

    Closing(
            CampaignRepository campaigns,
            Sealing sealing,
            Commitments sheets,
            PublicLog log,
            LockProvider locks,
            Clock clock) {
        this.campaigns = campaigns;
        this.sealing = sealing;
        this.sheets = sheets;
        this.log = log;
        this.clock = clock;
        this.locks = new DefaultLockingTaskExecutor(locks);
    }

    @Scheduled(fixedDelayString = "${sanhang.evaluation.sealing.every}")
    void sealWhatWaits() {
        locked(() -> {
            sheets.waiting().forEach(id -> campaigns.find(id).ifPresent(this::work));
            campaigns.underWay().forEach(this::work);
        });
    }

    /** Does now what waits of a campaign, if the lock can be had within seconds; else the next run does it. */
    public void finish(String campaignId) {
        for (var i = 0; i < TRIES; i++) {
            if (locked(() -> campaigns.find(campaignId).ifPresent(this::work))) {
                return;
            }
            pause(Duration.ofMillis(250));
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean locked(Runnable work) {
        try {
            return locks.executeWithLock(
                            () -> {
                                work.run();
                                return true;
                            },
                            new LockConfiguration(Instant.now(), "sealing", LOCKED_AT_MOST, Duration.ZERO))
                    .wasExecuted();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void work(Campaign campaign) {
        sheets.list(campaign.id(), campaign.takesSheets(clock.instant()));
        if (campaign.state() != Campaign.State.OPEN && campaign.state() != Campaign.State.CLOSING) {
            // Somebody else was faster; the list is final and what still waits came too late.
            return;
        }
        if (campaign.isOver(clock.instant())) {
            var closing = campaign.closing(clock.instant());
            campaigns.replace(closing);
            complete(closing);
        } else if (campaign.isOpen()) {
            sealing.sealIfRipe(campaign.id());
        } else {
            complete(campaign);
        }
    }

    private void complete(Campaign campaign) {
        // Until then some replica may still take it as open.
        pause(CampaignRepository.TAKEN_AS_OPEN.multipliedBy(2));
        var ballots = sealing.seal(campaign.id());
        var closed = campaign.closed(ballots, HexFormat.of().formatHex(log.root(campaign.id())));
        campaigns.replace(closed, closed.closedEvent());
        LOG.info("Campaign {} closed with {} ballots", campaign.id(), ballots);
    }
}
