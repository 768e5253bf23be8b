package io.sanhang.task.task;

/** What a task was opened for outside any plan, for example an adopted suggestion: its kind and its id there. */
public record Origin(String kind, String id) {

    /** A part of a task that was split; the id is that task's. */
    static final String SPLIT = "task";

    /** Somebody outside the ledger waits for the task to be done. */
    boolean isOutside() {
        return !kind.equals(SPLIT);
    }
}
