package io.sanhang.identity.calendar;

import java.time.LocalDate;
import java.util.stream.Stream;

/** A run of days off, weekends within it included. */
public record Holiday(LocalDate from, LocalDate to, String name) {

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    Stream<LocalDate> days() {
        return from.datesUntil(to.plusDays(1));
    }
}
