package io.sanhang.task.task;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.Schedule.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The tasks of a hundred-day drive (A050): opened from its table, shown in it, and moved with its end. */
@Service
public class DriveTasks {

    /** Days of a drive that the first three of the four stages take (A052); the last ends with it. */
    private static final int[] STAGE_DAYS = {15, 45, 75};

    /** One line of the table. */
    public record Item(
            Place place,
            String title,
            String text,
            String leadUnitId,
            List<String> responsibleUnitIds,
            List<String> measures) {}

    /** @param dueOn of a stage @param done null while it is not done @param late it should have been done by now */
    public record StageOf(
            String name, LocalDate dueOn, @Nullable LocalDate done, boolean late) {}

    /** One line of the table as it stands. */
    public record Line(
            String taskId,
            String title,
            String line,
            String field,
            List<Party> leadUnits,
            List<Party> responsibleUnits,
            List<String> measures,
            String state,
            String stateText,
            String light,
            String lightText,
            List<StageOf> stages) {

        /** Done, split or merged away: there is nothing left to do on it. */
        public boolean over() {
            return State.of(state).orElseThrow().isOver();
        }

        public boolean closed() {
            return State.CLOSED.code().equals(state);
        }

        public boolean overdue() {
            return "red".equals(light);
        }

        public boolean late() {
            return !closed() && stages.stream().anyMatch(StageOf::late);
        }
    }

    private final TaskService tasks;
    private final TaskRepository repository;

    DriveTasks(TaskService tasks, TaskRepository repository) {
        this.tasks = tasks;
        this.repository = repository;
    }

    /**
     * The same line of the same drive is one task, however often it is sent; its four stages are dated from the start.
     *
     * @return false when it was there already
     */
    public boolean open(Item item, LocalDate startsOn, LocalDate endsOn, Caller by) {
        var place = item.place;
        var id = Ids.derived("drive-task", place.driveId(), place.line(), place.field(), item.title);
        if (repository.find(id).isPresent()) {
            return false;
        }
        var duty = Duty.of(item.title, item.text, TaskKind.HUNDRED_DAYS)
                .on(Voyage.START)
                .due(endsOn)
                .asking(Requirements.NONE.with(item.measures));
        var schedule = Schedule.EMPTY.in(place).planning(stages(id, startsOn, endsOn));
        var opening = new TaskService.Opening(duty, item.leadUnitId, item.responsibleUnitIds, null, null, schedule);
        tasks.open(id, opening, by);
        return true;
    }

    private static List<Milestone> stages(String id, LocalDate startsOn, LocalDate endsOn) {
        var stages = Stage.values();
        return IntStream.range(0, stages.length)
                .mapToObj(at -> {
                    var day = at < STAGE_DAYS.length ? startsOn.plusDays(STAGE_DAYS[at] - 1L) : endsOn;
                    var due = day.isAfter(endsOn) ? endsOn : day;
                    return new Milestone(id + "-" + at, stages[at].words(), due, stages[at], null, List.of(), null);
                })
                .toList();
    }

    /** Those that the caller may see, in the order they were entered. */
    public List<Line> of(String driveId, Caller caller) {
        return repository.ofDrive(driveId, caller).stream().map(this::line).toList();
    }

    private Line line(Task task) {
        var today = tasks.today();
        var place = Objects.requireNonNull(task.schedule().place());
        var light = tasks.light(task);
        var stages = new ArrayList<StageOf>();
        for (var milestone : task.schedule().milestones()) {
            var done = milestone.done();
            var late = done == null && milestone.dueOn().isBefore(today);
            stages.add(new StageOf(milestone.name(), milestone.dueOn(), done == null ? null : done.on(), late));
        }
        return new Line(
                task.id(),
                task.duty().title(),
                place.line(),
                place.field(),
                task.assignment().leadUnits(),
                task.assignment().responsibleUnits(),
                task.duty().requirements().measures(),
                task.state().code(),
                task.state().words(),
                light.code(),
                light.words(),
                stages);
    }

    /** Moves every open task with the drive's end; under the same key none is moved twice. @return how many are open */
    public int move(String driveId, LocalDate endsOn, String reason, Caller by, IdempotencyKey key) {
        var open = repository.ofDrive(driveId, by).stream()
                .filter(task -> !task.state().isOver())
                .toList();
        for (var task : open) {
            tasks.stepTelling(
                    task.id(),
                    new TaskService.Ask(by, key, new IfMatch(null)),
                    Fingerprint.of("move-drive", endsOn, reason),
                    (one, act) -> one.endingWithDrive(endsOn, reason, act),
                    one -> List.of(TaskEvents.changed(one, "百日会战的结束日改为" + endsOn)));
        }
        return open.size();
    }
}
