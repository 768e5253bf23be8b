package io.sanhang.feedback.suggestion;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.time.CalendarYears;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this service does about what happened elsewhere. */
@Configuration
class SuggestionReactions {

    @Bean
    EventHandlers reactions(SuggestionIntake suggestions, CalendarYears years) {
        return new EventHandlers()
                .on(TaskClosed.class, suggestions::onTaskClosed)
                .on(CalendarChanged.class, changed -> {
                    years.on(changed);
                    suggestions.onCalendarChanged(changed);
                });
    }
}
