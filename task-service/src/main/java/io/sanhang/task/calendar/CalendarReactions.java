package io.sanhang.task.calendar;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.time.CalendarYears;
import io.sanhang.task.task.ScheduleService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An imported year is remembered; lights and reminders are computed when read, so they follow by
 * themselves; due dates in working days are counted anew. */
@Configuration(proxyBeanMethods = false)
class CalendarReactions {

    @Bean
    EventHandlers whenCalendarsChange(CalendarYears years, ScheduleService schedules) {
        return new EventHandlers().on(CalendarChanged.class, changed -> {
            years.on(changed);
            schedules.on(changed);
        });
    }
}
