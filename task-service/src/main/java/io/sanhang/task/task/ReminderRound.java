package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks through the tasks that are due soon or overdue and reminds of each as {@link Reminding} says. What went out is
 * written down with the outgoing event in one document, so a restart or a second replica sends nothing twice.
 */
@Component
class ReminderRound {

    private static final Logger LOG = LoggerFactory.getLogger(ReminderRound.class);

    /** Longer than three working days with the longest holidays around them. */
    private static final int DAYS_AHEAD = 14;

    private final TaskRepository tasks;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ReminderRound(TaskRepository tasks, WorkingCalendar calendar, Clock clock) {
        this.tasks = tasks;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${sanhang.task.reminders.first-after}",
            fixedDelayString = "${sanhang.task.reminders.every}")
    @SchedulerLock(name = "task-reminders")
    void go() {
        var today = LocalDate.now(clock);
        var sent = tasks.dueUntil(today.plusDays(DAYS_AHEAD)).stream()
                .filter(id -> remind(id, today))
                .count();
        if (sent > 0) {
            LOG.info("Reminded of {} tasks", sent);
        }
    }

    private boolean remind(String id, LocalDate today) {
        var task = tasks.find(id).orElseThrow();
        var reminding = Reminding.of(task, today, calendar::isWorkday);
        if (reminding.isEmpty()) {
            return false;
        }
        var kind = reminding.get();
        try {
            tasks.replace(task.reminded(kind, clock.instant()), TaskEvents.reminded(task, kind.code(), kind.words()));
            return true;
        } catch (Refusal refusal) {
            // Somebody has just changed it; the next round looks again.
            return false;
        }
    }
}
