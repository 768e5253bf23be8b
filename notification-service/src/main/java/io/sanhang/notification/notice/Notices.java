package io.sanhang.notification.notice;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import io.sanhang.notification.message.DeliveryProperties;
import io.sanhang.notification.notice.Notice.Audience;
import io.sanhang.notification.template.Words;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * First the notice is stored, then the delivery is acknowledged, then people are told: whatever is down meanwhile,
 * nothing is lost. Whoever claims a notice has a lease for one attempt; what an attempt did is not done again by the
 * next, because the messages' ids come from the notice.
 */
@Service
class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int AT_A_TIME = 200;

    private final NoticeRepository notices;
    private final Telling telling;
    private final DeliveryProperties settings;
    private final Clock clock;
    private final TaskExecutor soon;

    Notices(
            NoticeRepository notices,
            Telling telling,
            DeliveryProperties settings,
            Clock clock,
            @Qualifier("applicationTaskExecutor") TaskExecutor soon) {
        this.notices = notices;
        this.telling = telling;
        this.settings = settings;
        this.clock = clock;
        this.soon = soon;
    }

    <E extends DomainEvent> void tell(Delivery<E> delivery, Collection<Audience> audiences) {
        var name = Objects.requireNonNull(delivery.event().getClass().getAnnotation(EventName.class))
                .value();
        var notice = Notice.of(
                Ids.derived("notice", delivery.id()),
                name,
                List.copyOf(audiences),
                Words.of(delivery.event()),
                delivery.occurredAt(),
                clock.instant());
        if (notices.insertNew(notice)) {
            soon.execute(() -> attempt(notice.id()));
        }
    }

    /** What was not told at once, here or by a replica that is gone. */
    @Scheduled(fixedDelayString = "${sanhang.notification.delivery.sweep-every:5s}")
    void sweep() {
        for (var n = 0; n < AT_A_TIME; n++) {
            var due = notices.claimDue(clock.instant(), leaseEnd());
            if (due.isEmpty()) {
                return;
            }
            attempt(due.get());
        }
    }

    private void attempt(String id) {
        notices.claim(id, clock.instant(), leaseEnd()).ifPresent(this::attempt);
    }

    private void attempt(Notice notice) {
        try {
            notices.settle(outcome(notice));
        } catch (Refusal lostLease) {
            LOG.warn("Notice {} was settled by another replica", notice.id());
        }
    }

    private Notice outcome(Notice notice) {
        try {
            telling.tell(notice);
            return notice.told();
        } catch (RuntimeException e) {
            var why = e instanceof Refusal no ? no.slug() : e.toString();
            var next = notice.failed(why, settings.expansion().after(notice.attempts()), clock.instant());
            if (next.state() == Notice.State.GIVEN_UP) {
                LOG.error(
                        "Notice {} of {} given up after {} attempts: {}",
                        notice.id(),
                        notice.event(),
                        notice.attempts(),
                        why);
            }
            return next;
        }
    }

    private Instant leaseEnd() {
        return clock.instant().plus(settings.lease());
    }
}
