package io.sanhang.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.time.CalendarYears;
import io.sanhang.support.time.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An imported year arrives, and stays: after a restart, in a second replica, and when deliveries come twice or late. */
@ServiceTest
@Covers("A047")
class CalendarYearsTest {

    private static final Instant NOON = Instant.parse("2026-11-10T04:00:00Z");

    @Autowired
    EventSender sender;

    @Autowired
    MongoDatabase database;

    @Autowired
    CalendarYears years;

    @Autowired
    WorkingCalendar calendar;

    private static CalendarChanged newYear(int year, int lastDayOff) {
        var off = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year, 1, lastDayOff + 1))
                .toList();
        return new CalendarChanged(year, off, List.of(LocalDate.of(year, 1, 20)));
    }

    @Test
    void what_the_broker_brings_counts_at_once_and_for_who_starts_later() {
        assertThat(calendar.knows(2041)).isFalse();

        sender.send(newYear(2041, 3));

        await().until(() -> calendar.knows(2041));
        assertThat(calendar.isWorkday(LocalDate.of(2041, 1, 2))).isFalse();
        assertThat(calendar.isWorkday(LocalDate.of(2041, 1, 20))).isTrue();
        var afterRestart = new WorkingCalendar(new CalendarYears(database));
        assertThat(afterRestart.knows(2041)).isTrue();
        assertThat(afterRestart.isWorkday(LocalDate.of(2041, 1, 20))).isTrue();
    }

    @Test
    void a_second_delivery_changes_nothing_and_a_late_one_does_not_undo_a_later() {
        var first = new Delivery<>("e-1", newYear(2042, 2), NOON);
        var second = new Delivery<>("e-2", newYear(2042, 4), NOON.plusSeconds(60));

        years.on(first);
        years.on(first);
        assertThat(years.get().get(2042).holidays()).hasSize(2);
        years.on(second);
        years.on(first);

        assertThat(years.get().get(2042).holidays()).hasSize(4);
        assertThat(new CalendarYears(database).get().get(2042).holidays()).hasSize(4);
    }
}
