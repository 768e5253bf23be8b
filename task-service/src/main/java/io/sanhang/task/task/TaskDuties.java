package io.sanhang.task.task;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.task.neighbours.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Whose duty a task is by the duty maps of its units (A046). A hint for the unit: asked anew each time, so that it
 * follows the maps, written nowhere, and given to nobody.
 */
@Service
class TaskDuties {

    /** As many as the directory answers at once. */
    private static final int MOST = 500;

    private static final int MOST_WORDS = 6000;

    private static final String MINE = "mine";

    /** @param mine the caller holds the post */
    record Hint(String unitId, String unitName, String postId, String postTitle, String duty, boolean mine) {}

    record Hinted(Task task, Hint hint) {}

    /** @param open how many open tasks were looked at */
    record OfUnit(List<Hinted> hinted, int open) {}

    private record Asked(Task task, String unitId, String unitName) {
        Directory.Question question() {
            var words = task.duty().title() + "\n" + task.duty().text();
            return new Directory.Question(
                    unitId, words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS));
        }
    }

    private final TaskRepository tasks;
    private final TaskService service;
    private final Directory directory;

    TaskDuties(TaskRepository tasks, TaskService service, Directory directory) {
        this.tasks = tasks;
        this.service = service;
        this.directory = directory;
    }

    /** For each of its units that the caller sees. @throws Refusal {@code not-found}, {@code not-your-task} */
    List<Hint> of(String taskId, Caller caller) {
        var task = service.get(taskId, caller);
        var units = Stream.concat(task.assignment().leadUnits().stream(), task.assignment().responsibleUnits().stream())
                .filter(unit -> unit.id() != null && caller.seesUnit(unit.id()))
                .distinct();
        return hints(
                        units.map(unit -> new Asked(task, Objects.requireNonNull(unit.id()), unit.name()))
                                .toList(),
                        caller)
                .stream()
                .map(Hinted::hint)
                .toList();
    }

    /**
     * The open tasks of a unit that its duty map names a post for.
     *
     * @param unitId absent for the caller's own
     * @throws Refusal {@code not-your-task}, {@code unknown-unit}
     */
    OfUnit ofUnit(@Nullable String unitId, Caller caller) {
        var id = unitId == null || unitId.isBlank() ? caller.unitId() : unitId;
        if (id == null || !caller.seesUnit(id)) {
            throw Refusal.forbidden("not-your-task");
        }
        var unit = directory.units().get(id);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", id).at("unit");
        }
        var wanted = new TaskQuery(null, id, null, null, null, null, null, null, null, null);
        var open = tasks.first(MOST, wanted, caller, service.today()).stream()
                .filter(task -> !task.state().isOver())
                .map(task -> new Asked(task, id, unit.name()))
                .toList();
        return new OfUnit(hints(open, caller), open.size());
    }

    /** @throws Refusal {@code invalid-request} for a filter that does not exist */
    TaskQuery query(LedgerFilter filter, Caller caller) {
        var query = filter.query();
        var duty = filter.duty();
        if (duty == null || duty.isBlank()) {
            return query;
        }
        if (!duty.strip().equals(MINE)) {
            throw Refusal.malformed("invalid-request").at("duty");
        }
        return query.narrowedTo(mine(caller));
    }

    private TaskQuery.Mine mine(Caller caller) {
        var held = held(caller);
        var hinted = held.stream()
                .map(Directory.Post::unitId)
                .filter(unit -> unit != null && caller.seesUnit(unit))
                .distinct()
                .flatMap(unit -> ofUnit(unit, caller).hinted().stream())
                .filter(one -> one.hint().mine())
                .map(one -> one.task().id());
        return new TaskQuery.Mine(
                held.stream().map(Directory.Post::id).sorted().toList(),
                hinted.sorted().toList());
    }

    private List<Directory.Post> held(Caller caller) {
        return directory.posts().values().stream()
                .filter(post -> caller.id().equals(post.accountId()))
                .toList();
    }

    private List<Hinted> hints(List<Asked> asked, Caller caller) {
        var routes = directory.routes(asked.stream().map(Asked::question).toList());
        var held = routes.stream().allMatch(Optional::isEmpty)
                ? List.<String>of()
                : held(caller).stream().map(Directory.Post::id).toList();
        var found = new ArrayList<Hinted>();
        for (var at = 0; at < asked.size(); at++) {
            var one = asked.get(at);
            routes.get(at)
                    .map(route -> new Hint(
                            one.unitId,
                            one.unitName,
                            route.postId(),
                            route.title(),
                            route.duty(),
                            held.contains(route.postId())))
                    .ifPresent(hint -> found.add(new Hinted(one.task, hint)));
        }
        return found;
    }
}
