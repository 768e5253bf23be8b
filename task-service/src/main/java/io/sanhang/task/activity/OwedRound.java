package io.sanhang.task.activity;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks through the records that are owed in this period and the one before, and tells their units shortly before the
 * end and after they missed it (A029, A036). What was said is written down with the outgoing event in one document.
 */
@Component
class OwedRound {

    private static final Logger LOG = LoggerFactory.getLogger(OwedRound.class);
    private static final Caller CLOCK = new Caller("clock", "系统", Set.of("OFFICE"), null, Set.of());

    private final Owing owing;
    private final ActivityTypes types;
    private final WorkingCalendar calendar;
    private final ActivityProperties settings;
    private final Clock clock;
    private final OutboxCollection<OwedNotice> notices;

    OwedRound(
            Owing owing,
            ActivityTypes types,
            WorkingCalendar calendar,
            ActivityProperties settings,
            Clock clock,
            Outboxes outboxes) {
        this.owing = owing;
        this.types = types;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
        notices = new OutboxCollection<>(outboxes, "owed_notices", OwedNotice.class);
    }

    @Scheduled(
            initialDelayString = "${sanhang.task.reminders.first-after}",
            fixedDelayString = "${sanhang.task.reminders.every}")
    @SchedulerLock(name = "owed-records")
    void go() {
        types.all().stream()
                .filter(type -> type.owed() != null && type.owed().remind())
                .forEach(this::look);
    }

    private void look(ActivityType type) {
        var now = owing.period(type, null);
        try {
            var said = Stream.of(now.before(), now)
                    .flatMap(period -> owing.of(type.code(), period, CLOCK).stream())
                    .filter(owed -> say(type, owed))
                    .count();
            if (said > 0) {
                LOG.info("Reminded of {} records of type {}", said, type.code());
            }
        } catch (Refusal refusal) {
            LOG.info("Owed records of type {} are looked through in the next round: {}", type.code(), refusal.slug());
        }
    }

    private boolean say(ActivityType type, OwedRecord owed) {
        var kind = OwedNotice.Kind.of(owed, LocalDate.now(clock), settings.remindAhead(), calendar::workdaysBetween);
        return kind.isPresent()
                && notices.insertNew(
                        OwedNotice.of(owed, kind.get(), clock.instant()), OwedNotice.event(owed, type, kind.get()));
    }
}
