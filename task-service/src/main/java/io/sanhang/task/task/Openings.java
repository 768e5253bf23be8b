package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import java.time.LocalDate;

/** What must be known of a task before it is opened by hand. */
final class Openings {

    private Openings() {}

    /**
     * @throws Refusal {@code due-before-start}, {@code due-required} for a rectification (A119), {@code
     *     level-required} for a supervised matter (A081), {@code legacy-required} or {@code since-in-future} for a
     *     legacy matter (A022)
     */
    static void check(Duty duty, Schedule schedule, LocalDate today) {
        var due = duty.dueOn();
        if (due != null && due.isBefore(today)) {
            throw Refusal.invalid("due-before-start").at("/dueOn");
        }
        if (duty.kind() == TaskKind.RECTIFICATION && due == null && schedule.term() == null) {
            throw Refusal.invalid("due-required").at("/dueOn");
        }
        if (duty.kind() == TaskKind.SUPERVISED && duty.particulars().level() == null) {
            throw Refusal.invalid("level-required").at("/level");
        }
        var legacy = duty.particulars().legacy();
        if (duty.kind() == TaskKind.LEGACY_MATTER && legacy == null) {
            throw Refusal.invalid("legacy-required").at("/legacy");
        }
        if (legacy != null && legacy.since().isAfter(today)) {
            throw Refusal.invalid("since-in-future").at("/legacy/since");
        }
    }
}
