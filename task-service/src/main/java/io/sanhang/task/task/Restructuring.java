package io.sanhang.task.task;

import io.sanhang.contracts.task.TaskMerged;
import io.sanhang.contracts.task.TaskSplit;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Oversight.Link;
import io.sanhang.task.task.Oversight.Part;
import io.sanhang.task.task.TaskService.Ask;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/**
 * One task becomes several, several become one, and back by reopening. The decision is one write of one document with
 * its event; the other documents follow at once, and again when the event comes, so that a stop in between leaves nothing
 * half done: what is there already is left alone.
 */
@Service
class Restructuring {

    private static final Logger LOG = LoggerFactory.getLogger(Restructuring.class);
    private static final int TRIES = 5;

    /** A part as it is asked for; ids of units. */
    record Piece(
            String title, String text, @Nullable LocalDate dueOn, String leadUnitId, List<String> responsibleUnitIds) {}

    private final TaskService service;
    private final TaskRepository tasks;
    private final Directory directory;
    private final Clock clock;

    Restructuring(TaskService service, TaskRepository tasks, Directory directory, Clock clock) {
        this.service = service;
        this.tasks = tasks;
        this.directory = directory;
        this.clock = clock;
    }

    Task split(String id, List<Piece> pieces, String reason, Ask ask) {
        var parts = parts(ask.actOn(id), pieces);
        var next = service.stepTelling(
                id,
                ask,
                Fingerprint.of("split", pieces, reason),
                (task, act) -> task.split(parts, reason, act),
                task -> List.of(TaskEvents.split(task, reason)));
        openParts(next);
        return next;
    }

    /** @throws Refusal {@code merge-others} without others, or with itself among them */
    Task merge(String id, List<String> otherIds, String reason, Ask ask) {
        if (otherIds.isEmpty() || otherIds.contains(id)) {
            throw Refusal.invalid("merge-others").at("/taskIds");
        }
        var next = service.stepTelling(
                id,
                ask,
                Fingerprint.of("merge", otherIds, reason),
                (task, act) -> task.absorb(mergeable(otherIds, link(task), reason, act), reason, act),
                task -> List.of(TaskEvents.merged(task, others(otherIds), reason)));
        endMerged(next, otherIds, reason);
        return tasks.get(id, ask.by());
    }

    /**
     * What was split or merged is one again. Parts that nobody has signed for end in it.
     *
     * @throws Refusal {@code parts-under-way} when units work on a part already
     */
    Task reopen(String id, @Nullable String reason, Ask ask) {
        var task = tasks.get(id, ask.by());
        var ending = task.course().oversight().ending();
        if (ending != null && task.entryOf(ask.actOn(id)).isEmpty()) {
            Meanwhile.require(ask.ifMatch(), task);
            // Refused before anything else is touched, if it has to be.
            task.reopen(reason, new Act(ask.actOn(id), "", ask.by(), clock.instant()));
            if (task.state() == State.SPLIT) {
                takeBack(task, ask.by());
            } else {
                ending.into().forEach(into -> letGo(into.id(), task, ask.by()));
            }
        }
        return service.reopen(id, reason, ask);
    }

    private List<Part> parts(String actId, List<Piece> pieces) {
        var units = directory.units();
        var today = service.today();
        return IntStream.range(0, pieces.size())
                .mapToObj(at -> {
                    var piece = pieces.get(at);
                    var pointer = "/parts/" + at;
                    if (piece.dueOn != null && piece.dueOn.isBefore(today)) {
                        throw Refusal.invalid("due-before-start").at(pointer + "/dueOn");
                    }
                    var lead = TaskParties.named(List.of(piece.leadUnitId), units, pointer + "/leadUnitId");
                    var responsible =
                            TaskParties.named(piece.responsibleUnitIds, units, pointer + "/responsibleUnitIds");
                    var who = Assignment.of(lead, responsible);
                    return new Part(
                            Ids.derived("task-part", actId, String.valueOf(at)),
                            piece.title,
                            piece.text,
                            piece.dueOn,
                            lead,
                            responsible,
                            TaskParties.headPost(who, units));
                })
                .toList();
    }

    /** Each is opened in the name of whoever split, with the words of the whole where it says nothing else. */
    private void openParts(Task whole) {
        var ending = whole.course().oversight().ending();
        var by = whole.history().stream()
                .filter(entry -> entry.step() == Step.SPLIT)
                .reduce((one, next) -> next);
        if (whole.state() != State.SPLIT || ending == null || by.isEmpty()) {
            return;
        }
        var caller = office(by.get());
        for (var part : ending.parts()) {
            var duty = whole.duty()
                    .said(part.title(), part.text())
                    .due(part.dueOn() == null ? whole.duty().dueOn() : part.dueOn())
                    .because(new Origin(Origin.SPLIT, whole.id()));
            var who = whole.assignment().to(part.lead(), part.responsible()).answeredBy(part.postId());
            var task = Task.open(part.id(), duty, who, new Act(part.id(), part.id(), caller, ending.at()));
            tasks.open(task, TaskEvents.assigned(task));
        }
    }

    /** @throws Refusal for one that cannot be merged now, before anything is written */
    private List<Task> mergeable(List<String> ids, Link into, String reason, Act act) {
        var found = others(ids);
        if (found.size() < ids.stream().distinct().count()) {
            throw Refusal.missing("not-found");
        }
        found.forEach(other -> other.mergedInto(into, reason, act));
        return found;
    }

    private List<Task> others(List<String> ids) {
        var found = tasks.all(ids).stream().collect(Collectors.toMap(Task::id, Function.identity()));
        return ids.stream()
                .distinct()
                .filter(found::containsKey)
                .map(found::get)
                .toList();
    }

    private void endMerged(Task survivor, List<String> ids, String reason) {
        var by = survivor.history().stream()
                .filter(entry -> entry.step() == Step.MERGE)
                .reduce((one, next) -> next);
        var absorbed = survivor.course().oversight().absorbed().stream()
                .map(Oversight.Absorbed::id)
                .toList();
        if (by.isEmpty()) {
            return;
        }
        for (var id : ids) {
            var other = tasks.find(id).orElseThrow();
            if (!absorbed.contains(id) || other.state() == State.MERGED) {
                continue;
            }
            try {
                end(id, survivor, reason, office(by.get()));
            } catch (Refusal refusal) {
                LOG.warn("Task {} is not merged: {}", id, refusal.slug());
                letGo(survivor.id(), other, office(by.get()));
            }
        }
    }

    private void end(String id, Task into, String reason, Caller by) {
        var actId = Ids.derived(
                "merged", id, into.id(), String.valueOf(into.history().size()));
        var act = new Act(actId, actId, by, clock.instant());
        change(id, task -> task.state() == State.MERGED ? task : task.mergedInto(link(into), reason, act));
    }

    private void letGo(String survivorId, Task other, Caller by) {
        var actId = Ids.derived("let-go", survivorId, other.id(), String.valueOf(other.version()));
        var act = new Act(actId, actId, by, clock.instant());
        change(
                survivorId,
                task -> task.course().oversight().absorbed().stream()
                                .anyMatch(each -> each.id().equals(other.id()))
                        ? task.letGo(other, act)
                        : task);
    }

    private void takeBack(Task whole, Caller by) {
        var parts = others(
                whole.course().oversight().ending() == null
                        ? List.of()
                        : whole.course().oversight().ending().into().stream()
                                .map(Link::id)
                                .toList());
        var unsigned = Set.of(State.DRAFT, State.ASSIGNED);
        var underWay = parts.stream()
                .filter(part -> !part.state().isOver() && !unsigned.contains(part.state()))
                .map(part -> "“" + part.duty().title() + "”")
                .toList();
        if (!underWay.isEmpty()) {
            throw Refusal.conflict("parts-under-way", String.join("、", underWay));
        }
        parts.stream().filter(part -> !part.state().isOver()).forEach(part -> end(part.id(), whole, "原任务重新启动", by));
    }

    /** Tried again on what somebody else has just written. */
    private void change(String id, UnaryOperator<Task> as) {
        for (var attempt = 1; ; attempt++) {
            var task = tasks.find(id).orElseThrow();
            var next = as.apply(task);
            if (next == task) {
                return;
            }
            try {
                tasks.replace(next);
                return;
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || attempt == TRIES) {
                    throw refusal;
                }
            }
        }
    }

    private static Link link(Task task) {
        return new Link(task.id(), task.duty().title());
    }

    /** Whoever decided, as the history knows them. */
    private static Caller office(HistoryEntry entry) {
        return new Caller(entry.by(), entry.byName(), Set.of("OFFICE"), entry.unitId(), Set.of());
    }

    /** What a stop between two writes has left undone. */
    @Configuration(proxyBeanMethods = false)
    static class Reactions {
        @Bean
        EventHandlers restructuringReactions(Restructuring restructuring, TaskRepository tasks) {
            return new EventHandlers()
                    .on(
                            TaskSplit.class,
                            delivery -> restructuring.openParts(
                                    tasks.find(delivery.event().taskId()).orElseThrow()))
                    .on(TaskMerged.class, restructuring::onMerged);
        }
    }

    private void onMerged(Delivery<TaskMerged> delivery) {
        var event = delivery.event();
        endMerged(tasks.find(event.taskId()).orElseThrow(), event.mergedIds(), event.reason());
    }
}
