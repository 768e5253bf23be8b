package io.sanhang.identity.calendar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a notice as somebody gave it, not yet checked.
 *
 * @param pointer where it stands in the request
 * @param called how to speak of it
 * @param holiday the holiday's name; absent for a make-up workday
 */
record NoticeLine(
        String pointer,
        String called,
        LocalDate from,
        LocalDate to,
        @Nullable String holiday) {

    boolean overlaps(NoticeLine other) {
        return !from.isAfter(other.to) && !to.isBefore(other.from);
    }
}
