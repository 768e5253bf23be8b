package io.sanhang.task.matter;

import io.sanhang.support.errors.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reminds on the day and when time is over, once each for a deadline: what went out is written down with the outgoing
 * event in one document.
 */
@Component
class MatterReminders {

    private final MatterRepository matters;
    private final Clock clock;

    MatterReminders(MatterRepository matters, Clock clock) {
        this.matters = matters;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${sanhang.task.reminders.first-after}",
            fixedDelayString = "${sanhang.task.reminders.every}")
    @SchedulerLock(name = "matter-reminders")
    void go() {
        var today = LocalDate.now(clock);
        matters.dueUntil(today).forEach(matter -> matter.reminder(today).ifPresent(words -> remind(matter, words)));
    }

    private void remind(Matter matter, String words) {
        try {
            matters.replace(matter.remind(words), MatterService.event(matter, false, words));
        } catch (Refusal refusal) {
            // Somebody has just changed it; the next round looks again.
            return;
        }
    }
}
