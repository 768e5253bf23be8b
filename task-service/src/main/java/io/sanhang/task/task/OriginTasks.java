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

    /** What a leader's instruction (A082), or another paper, asks for. Answers the task's id. */
    public String ofMatter(
            Origin origin,
            boolean instruction,
            String title,
            String text,
            String leadUnitId,
            LocalDate dueOn,
            String decidedBy) {
        var kind = instruction ? TaskKind.INSTRUCTION : TaskKind.ROUTINE;
        var duty = Duty.of(title, text, kind).due(dueOn).because(origin);
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
