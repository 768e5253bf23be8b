package io.sanhang.feedback.suggestion;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes promises from today, the settings and the working days. */
@Component
class Promises {

    private final SuggestionProperties settings;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Promises(SuggestionProperties settings, WorkingCalendar calendar, Clock clock) {
        this.settings = settings;
        this.calendar = calendar;
        this.clock = clock;
    }

    Promise onReception() {
        return Promise.onReception(LocalDate.now(clock), settings.decideWithin(), settings.answerWithin(), calendar);
    }

    Promise recounted(Promise given, Instant at) {
        return given.recounted(calendar, at);
    }

    /**
     * @param dueOn the day the office names, or null for the usual one
     * @throws Refusal {@code due-in-the-past}
     */
    Promise onAcceptance(@Nullable LocalDate dueOn) {
        var today = LocalDate.now(clock);
        if (dueOn == null) {
            return Promise.onAcceptance(today, settings.answerWithin(), calendar);
        }
        if (dueOn.isBefore(today)) {
            throw Refusal.invalid("due-in-the-past").at("/dueOn");
        }
        return Promise.set(dueOn, today);
    }
}
