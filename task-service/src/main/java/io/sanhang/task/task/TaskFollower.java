package io.sanhang.task.task;

import io.sanhang.task.directory.DirectoryFollower;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a unit has to do goes to the one that took over, which also answers for what the unit has done. */
@Component
class TaskFollower implements DirectoryFollower {

    private static final int AT_A_TIME = 200;

    private final TaskRepository tasks;

    TaskFollower(TaskRepository tasks) {
        this.tasks = tasks;
    }

    @Override
    public void merged(Merger merger) {
        var into = new Party(merger.into(), merger.intoName());
        var act = Act.ofDirectory(merger.id(), merger.at());
        for (var some = open(merger); !some.isEmpty(); some = open(merger)) {
            some.forEach(task -> tasks.replace(task.unitMerged(merger.from(), into, merger.note(), act)));
        }
        for (var some = over(merger); !some.isEmpty(); some = over(merger)) {
            some.forEach(task -> tasks.replace(task.inherited(merger.from(), into, merger.note(), act)));
        }
    }

    private List<Task> open(Merger merger) {
        return tasks.openTasksOfUnit(merger.from(), AT_A_TIME);
    }

    private List<Task> over(Merger merger) {
        return tasks.overWithoutHeir(merger.from(), AT_A_TIME);
    }

    /** Copies of a post's title on open tasks follow it. */
    @Override
    public void renamed(Renaming renaming) {
        var act = Act.ofDirectory(renaming.id(), renaming.at());
        tasks.openTasksInChargeOf(renaming.postId()).stream()
                .filter(task -> task.entryOf(act.id()).isEmpty())
                .forEach(task ->
                        tasks.replace(task.postRenamed(renaming.postId(), renaming.title(), renaming.note(), act)));
    }
}
