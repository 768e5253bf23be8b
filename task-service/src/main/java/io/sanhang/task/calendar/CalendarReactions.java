package io.sanhang.task.calendar;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.time.CalendarYears;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An imported year is remembered; lights and reminders are computed when read, so they follow by themselves. */
@Configuration(proxyBeanMethods = false)
class CalendarReactions {

    @Bean
    EventHandlers whenCalendarsChange(CalendarYears years) {
        return new EventHandlers().on(CalendarChanged.class, years::on);
    }
}
