package io.sanhang.support.time;

import com.mongodb.client.MongoDatabase;
import io.sanhang.support.store.StoreAutoConfiguration;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** One clock, in the county's zone, and its working days. */
@AutoConfiguration(after = StoreAutoConfiguration.class)
class TimeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.system(ZoneId.of("Asia/Shanghai"));
    }

    @Bean
    @ConditionalOnBean(MongoDatabase.class)
    CalendarYears calendarYears(MongoDatabase database) {
        return new CalendarYears(database);
    }

    @Bean
    WorkingCalendar workingCalendar(ObjectProvider<CalendarYears> years) {
        var imported = years.getIfAvailable();
        return imported == null ? new WorkingCalendar() : new WorkingCalendar(imported);
    }
}
