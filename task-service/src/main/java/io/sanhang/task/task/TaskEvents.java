package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskChanged;
import io.sanhang.contracts.task.TaskCloseOutApplied;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.contracts.task.TaskDifficultyAnswered;
import io.sanhang.contracts.task.TaskDifficultyRaised;
import io.sanhang.contracts.task.TaskExtensionAsked;
import io.sanhang.contracts.task.TaskExtensionDecided;
import io.sanhang.contracts.task.TaskMerged;
import io.sanhang.contracts.task.TaskProgressReported;
import io.sanhang.contracts.task.TaskReminded;
import io.sanhang.contracts.task.TaskReopened;
import io.sanhang.contracts.task.TaskResumed;
import io.sanhang.contracts.task.TaskReturned;
import io.sanhang.contracts.task.TaskSignedFor;
import io.sanhang.contracts.task.TaskSplit;
import io.sanhang.contracts.task.TaskSuspended;
import io.sanhang.support.security.Caller;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    static TaskDifficultyAnswered difficultyAnswered(Task task, String text) {
        return new TaskDifficultyAnswered(task.id(), title(task), units(task), text);
    }

    static TaskExtensionAsked extensionAsked(Task task, Caller by, LocalDate until, String reason) {
        return new TaskExtensionAsked(task.id(), title(task), unit(by), until, reason);
    }

    static TaskExtensionDecided extensionDecided(Task task, boolean granted, @Nullable String note) {
        return new TaskExtensionDecided(
                task.id(),
                title(task),
                units(task),
                granted,
                granted ? "已同意" : "未同意",
                task.duty().dueOn(),
                note);
    }

    static TaskReminded reminded(Task task, String kind, String words) {
        return new TaskReminded(
                task.id(), title(task), units(task), kind, words, task.duty().dueOn());
    }

    static TaskSuspended suspended(Task task, String reason) {
        return new TaskSuspended(task.id(), title(task), units(task), reason);
    }

    static TaskResumed resumed(Task task) {
        return new TaskResumed(task.id(), title(task), units(task), task.duty().dueOn());
    }

    static TaskReopened reopened(Task task, String reason) {
        return new TaskReopened(task.id(), title(task), units(task), reason);
    }

    /** Also those who wait for what was merged into it. */
    static List<DomainEvent> closedWithAbsorbed(Task task) {
        var absorbed = task.course().oversight().absorbed().stream()
                .filter(each -> each.origin() != null)
                .map(each -> {
                    var origin = Objects.requireNonNull(each.origin());
                    return new TaskClosed(each.id(), each.title(), List.of(), origin.kind(), origin.id());
                });
        return Stream.<DomainEvent>concat(Stream.of(closed(task)), absorbed).toList();
    }

    static TaskSplit split(Task task, String reason) {
        var parts = Objects.requireNonNull(task.course().oversight().ending()).into().stream()
                .map(Oversight.Link::id)
                .toList();
        return new TaskSplit(task.id(), title(task), units(task), parts, reason);
    }

    static TaskMerged merged(Task task, List<Task> others, String reason) {
        var units = Stream.concat(Stream.of(task), others.stream())
                .flatMap(each -> units(each).stream())
                .distinct()
                .toList();
        var titles = others.stream().map(each -> "「" + title(each) + "」").collect(Collectors.joining("、"));
        return new TaskMerged(
                task.id(), title(task), units, others.stream().map(Task::id).toList(), titles, reason);
    }

    static TaskChanged changed(Task task, String change) {
        return new TaskChanged(task.id(), title(task), units(task), change);
    }

    private static List<String> units(Task task) {
        return task.assignment().units();
    }

    private static String title(Task task) {
        return task.duty().title();
    }

    private static String unit(Caller by) {
        return String.valueOf(by.unitId());
    }
}
