package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a unit has to do goes to the one that took over. */
@Component
public class UnitTasks {

    private static final int AT_A_TIME = 200;
    private static final Caller ALL = new Caller("directory", "组织机构名录", Set.of("OFFICE"), null, Set.of());

    private final TaskRepository tasks;

    UnitTasks(TaskRepository tasks) {
        this.tasks = tasks;
    }

    /** Open tasks of a unit become another's; the second time there are none. */
    public void moveAll(String from, Party into, String note, Act act) {
        for (var state : State.values()) {
            if (!state.isOver()) {
                for (var some = of(from, state); !some.isEmpty(); some = of(from, state)) {
                    some.forEach(task -> tasks.replace(task.unitMerged(from, into, note, act)));
                }
            }
        }
    }

    private List<Task> of(String unitId, State state) {
        var wanted = new TaskQuery(null, unitId, null, state.code(), null, null, null, null, null, null);
        return tasks.first(AT_A_TIME, wanted, ALL, LocalDate.EPOCH);
    }
}
