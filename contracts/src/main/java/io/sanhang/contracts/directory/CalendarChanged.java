package io.sanhang.contracts.directory;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import java.time.LocalDate;
import java.util.List;

/**
 * The working days of a year are these from now on: the notice was imported for the first time, or anew.
 *
 * @param holidays every day that is off by the notice, weekends within a holiday included
 * @param workdays the make-up workdays (调休上班)
 */
@EventName("directory.calendar-changed.v1")
public record CalendarChanged(int year, List<LocalDate> holidays, List<LocalDate> workdays) implements DomainEvent {}
