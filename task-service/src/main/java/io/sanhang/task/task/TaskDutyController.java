package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whose duty tasks are, as a hint (A046). */
@RestController
@RequestMapping("/api/task")
class TaskDutyController {

    private static final String DESK = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";

    record Hints(List<TaskDuties.Hint> items) {}

    record HintedTask(TaskView task, TaskDuties.Hint hint) {}

    /** @param open how many open tasks the unit has; those without a hint are for the unit to share out */
    record HintedTasks(List<HintedTask> items, int open) {}

    private final TaskDuties duties;
    private final TaskService tasks;

    TaskDutyController(TaskDuties duties, TaskService tasks) {
        this.duties = duties;
        this.tasks = tasks;
    }

    @GetMapping("/tasks/{id}/duties")
    @PreAuthorize(DESK)
    Hints of(@PathVariable String id, Caller caller) {
        return new Hints(duties.of(id, caller));
    }

    /** @param unit absent for the caller's own */
    @GetMapping("/duty-tasks")
    @PreAuthorize(DESK)
    HintedTasks ofUnit(@RequestParam(required = false) @Nullable String unit, Caller caller) {
        var found = duties.ofUnit(unit, caller);
        var views =
                tasks.views(found.hinted().stream().map(TaskDuties.Hinted::task).toList());
        var items = new ArrayList<HintedTask>();
        for (var at = 0; at < views.size(); at++) {
            items.add(new HintedTask(views.get(at), found.hinted().get(at).hint()));
        }
        return new HintedTasks(items, found.open());
    }
}
