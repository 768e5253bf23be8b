package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When the clock reminds of a task: three working days before it is due, on the day, the day after, and three working
 * days after, then the office too. Each once for a due date; of several that were missed, the latest.
 */
enum Reminding {
    BEFORE("即将到期"),
    DUE("今天到期"),
    OVERDUE("已经逾期"),
    ESCALATED("逾期三个工作日仍未办结");

    static final String BY_HAND = "by-hand";

    /** Whose deadline units still work towards. */
    static final Set<State> STATES = Set.of(State.ASSIGNED, State.SIGNED_FOR, State.IN_PROGRESS, State.RETURNED);

    private final String words;

    Reminding(String words) {
        this.words = words;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    /** What is due now and has not gone out for this due date. */
    static Optional<Reminding> of(Task task, LocalDate today, Predicate<LocalDate> workday) {
        var dueOn = task.duty().dueOn();
        if (dueOn == null || !STATES.contains(task.state())) {
            return Optional.empty();
        }
        return stage(dueOn, today, workday).filter(stage -> !task.course().hasReminder(stage.code(), dueOn));
    }

    private static Optional<Reminding> stage(LocalDate dueOn, LocalDate today, Predicate<LocalDate> workday) {
        if (dueOn.isAfter(today)) {
            return Light.workdays(today, dueOn, workday) <= Light.WARN_WORKDAYS
                    ? Optional.of(BEFORE)
                    : Optional.empty();
        }
        if (dueOn.isEqual(today)) {
            return Optional.of(DUE);
        }
        var late = Light.workdays(dueOn, today, workday);
        return Optional.of(late >= Light.WARN_WORKDAYS ? ESCALATED : OVERDUE);
    }
}
