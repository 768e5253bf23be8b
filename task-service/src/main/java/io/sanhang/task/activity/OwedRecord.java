package io.sanhang.task.activity;

import io.sanhang.task.task.Party;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record that somebody must have, and whether it is there.
 *
 * @param taskId the key project or closed task it is about; null where a unit owes it
 * @param title that task, or the unit
 * @param period the month, quarter or year it belongs to
 * @param dueOn the last day
 * @param doneOn the day it was written
 */
public record OwedRecord(
        String type,
        @Nullable String taskId,
        String title,
        List<Party> units,
        Period period,
        LocalDate dueOn,
        @Nullable String recordId,
        @Nullable LocalDate doneOn) {

    /** There in time, there but late, still in time, or missed. */
    public enum Standing {
        DONE("已报"),
        LATE("已报，迟了"),
        DUE("待报"),
        MISSED("逾期未报");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Standing standing(LocalDate today) {
        if (doneOn != null) {
            return doneOn.isAfter(dueOn) ? Standing.LATE : Standing.DONE;
        }
        return today.isAfter(dueOn) ? Standing.MISSED : Standing.DUE;
    }

    List<String> unitIds() {
        return units.stream().map(Party::id).filter(Objects::nonNull).toList();
    }

    /** Names it for good: what was said of it once is not said again. */
    String key() {
        return String.join(
                "/", type, taskId == null ? String.valueOf(units.get(0).id()) : taskId, period.code());
    }
}
