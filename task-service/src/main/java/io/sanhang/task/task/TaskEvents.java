package io.sanhang.task.task;

import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskCloseOutApplied;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.contracts.task.TaskDifficultyRaised;
import io.sanhang.contracts.task.TaskProgressReported;
import io.sanhang.contracts.task.TaskReturned;
import io.sanhang.contracts.task.TaskSignedFor;
import io.sanhang.support.security.Caller;

/** The facts others hear of a task, made from its next state and who did it. */
final class TaskEvents {

    private TaskEvents() {}

    static TaskAssigned assigned(Task task) {
        var who = task.assignment();
        return new TaskAssigned(
                task.id(),
                title(task),
                who.leadIds(),
                who.responsibleIds(),
                task.duty().dueOn());
    }

    static TaskSignedFor signedFor(Task task, Caller by) {
        return new TaskSignedFor(task.id(), title(task), unit(by), by.name());
    }

    static TaskProgressReported reported(Task task, Caller by) {
        return new TaskProgressReported(task.id(), title(task), unit(by), by.name());
    }

    static TaskDifficultyRaised stuck(Task task, Caller by, String text) {
        return new TaskDifficultyRaised(
                task.id(), title(task), unit(by), task.assignment().leadIds(), text);
    }

    static TaskCloseOutApplied applied(Task task, Caller by) {
        return new TaskCloseOutApplied(task.id(), title(task), unit(by));
    }

    static TaskClosed closed(Task task) {
        var origin = task.duty().origin();
        return new TaskClosed(
                task.id(),
                title(task),
                task.assignment().units(),
                origin == null ? null : origin.kind(),
                origin == null ? null : origin.id());
    }

    static TaskReturned returned(Task task, String reason) {
        return new TaskReturned(task.id(), title(task), task.assignment().units(), reason);
    }

    private static String title(Task task) {
        return task.duty().title();
    }

    private static String unit(Caller by) {
        return String.valueOf(by.unitId());
    }
}
