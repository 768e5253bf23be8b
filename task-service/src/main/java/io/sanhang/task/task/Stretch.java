package io.sanhang.task.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which units had a task to do: from being given out until it was closed, split or merged. Read from the
 * history alone, which only grows; whoever computes it, whenever, finds the same.
 *
 * @param end the entry that ended it; null while it lasts
 */
record Stretch(HistoryEntry start, @Nullable HistoryEntry end) {

    static List<Stretch> of(Task task) {
        var found = new ArrayList<Stretch>();
        HistoryEntry start = null;
        HistoryEntry given = null;
        for (var entry : task.history()) {
            switch (entry.step()) {
                case ASSIGN -> {
                    given = entry;
                    start = start == null ? entry : start;
                }
                case REOPEN, FAIL_CHECK -> start = start == null ? entry : start;
                // Taken back before anybody signed: as if it had not been given out.
                case WITHDRAW -> start = start == given ? null : start;
                case CLOSE, SPLIT, END_MERGED -> {
                    if (start != null) {
                        found.add(new Stretch(start, entry));
                    }
                    start = null;
                }
                default -> {}
            }
        }
        if (start != null) {
            found.add(new Stretch(start, null));
        }
        return found;
    }

    /** Within {@code [from, until)}, if only for a moment. */
    boolean touches(Instant from, Instant until) {
        return start.at().isBefore(until) && endBefore(from) == null;
    }

    @Nullable
    HistoryEntry endBefore(Instant when) {
        return end != null && end.at().isBefore(when) ? end : null;
    }
}
