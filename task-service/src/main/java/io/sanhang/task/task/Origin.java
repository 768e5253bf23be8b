package io.sanhang.task.task;

/** What a task was opened for outside any plan, for example an adopted suggestion: its kind and its id there. */
public record Origin(String kind, String id) {}
