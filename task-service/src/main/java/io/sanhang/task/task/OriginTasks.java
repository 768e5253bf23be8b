package io.sanhang.task.task;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tasks that another feature of this service opens for something of its own; the same origin finds the same task. */
@Service
public class OriginTasks {

    private final TaskService tasks;

    OriginTasks(TaskService tasks) {
        this.tasks = tasks;
    }

    /** A matter that somebody above has set (A081). Answers the task's id. */
    public String supervised(
            Origin origin, String title, String text, String leadUnitId, LocalDate dueOn, String decidedBy) {
        var duty = Duty.of(title, text, TaskKind.ROUTINE).due(dueOn).because(origin);
        return tasks.openFor(origin, TaskService.Opening.of(duty, leadUnitId, List.of()), decidedBy)
                .id();
    }

    /** A problem to be put right under supervision. Answers the task's id. */
    public String rectification(
            Origin origin, String title, String text, String leadUnitId, @Nullable LocalDate dueOn, String decidedBy) {
        var duty = Duty.of(title, text, TaskKind.RECTIFICATION).due(dueOn).because(origin);
        return tasks.openFor(origin, TaskService.Opening.of(duty, leadUnitId, List.of()), decidedBy)
                .id();
    }
}
