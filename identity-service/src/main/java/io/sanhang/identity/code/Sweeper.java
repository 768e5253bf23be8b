package io.sanhang.identity.code;

import java.time.Clock;
import java.util.List;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what is over, on one replica at a time. */
@Component
class Sweeper {

    private final List<Expiring> owners;
    private final Clock clock;

    Sweeper(List<Expiring> owners, Clock clock) {
        this.owners = owners;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    @SchedulerLock(name = "identity-sweep")
    void sweep() {
        owners.forEach(owner -> owner.sweep(clock.instant()));
    }
}
