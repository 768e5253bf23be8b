package io.sanhang.task.task;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.task.TaskChanged;
import io.sanhang.support.errors.ProblemTexts;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import io.sanhang.task.task.Batch.Before;
import io.sanhang.task.task.Batch.Outcome;
import io.sanhang.task.task.Batch.Phase;
import io.sanhang.task.task.Batch.Row;
import io.sanhang.task.task.TaskService.Ask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does the rows of batches, a few at a time. How the tasks stood before is written down first, then the rows are done,
 * then what became of them is written down; whoever goes on after a restart repeats at most those few, and a row that
 * was done already finds its act in the task's history.
 */
@Component
class BatchRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    private static final int AT_A_TIME = 20;

    private final BatchRepository batches;
    private final TaskRepository tasks;
    private final TaskService service;
    private final ProblemTexts texts;
    private final Clock clock;
    private final TaskExecutor executor;

    BatchRunner(
            BatchRepository batches,
            TaskRepository tasks,
            TaskService service,
            ProblemTexts texts,
            Clock clock,
            @Qualifier("applicationTaskExecutor") TaskExecutor executor) {
        this.batches = batches;
        this.tasks = tasks;
        this.service = service;
        this.texts = texts;
        this.clock = clock;
        this.executor = executor;
    }

    void soon(String id) {
        executor.execute(() -> run(id));
    }

    /** Goes on with what a stopped process left behind. */
    @Scheduled(
            initialDelayString = "${sanhang.task.batches.first-after}",
            fixedDelayString = "${sanhang.task.batches.every}")
    @SchedulerLock(name = "task-batches")
    void resume() {
        batches.abandoned(clock.instant()).forEach(this::run);
    }

    void run(String id) {
        try {
            var batch = batches.find(id).orElseThrow();
            while (batch.phase().busy()) {
                batch = someMore(batch);
            }
        } catch (RuntimeException e) {
            // Somebody else goes on with it, or the store is away; the next sweep looks again.
            LOG.warn("Batch {} interrupted: {}", id, e.toString());
        }
    }

    private Batch someMore(Batch batch) {
        var places = batch.next(AT_A_TIME);
        if (places.isEmpty()) {
            return kept(batch.ended(clock.instant()));
        }
        var seen = batch.phase() == Phase.RUNNING ? kept(seen(batch, places)) : batch;
        var done = new ArrayList<Row>();
        for (var place : places) {
            done.add(done(seen, seen.rows().get(place)));
        }
        return kept(seen.with(places, done, clock.instant()));
    }

    private Batch kept(Batch next) {
        batches.replace(next);
        return next;
    }

    private Batch seen(Batch batch, List<Integer> places) {
        var rows = places.stream()
                .map(place -> batch.rows().get(place))
                .map(row -> row.before() != null
                        ? row
                        : tasks.find(row.taskId())
                                .map(task -> row.seen(Before.of(task)))
                                .orElse(row))
                .toList();
        return batch.with(places, rows, clock.instant());
    }

    private Row done(Batch batch, Row row) {
        var undo = batch.phase() == Phase.UNDOING;
        try {
            if (undo) {
                undo(batch, row);
            } else {
                carryOut(batch, row);
            }
            return row.ended(undo ? Outcome.UNDONE : Outcome.DONE, null);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
                throw refusal;
            }
            return row.ended(undo ? Outcome.KEPT : Outcome.REFUSED, texts.words(refusal));
        }
    }

    private void carryOut(Batch batch, Row row) {
        var order = batch.order();
        var id = row.taskId();
        switch (order.action()) {
            case ASSIGN -> {
                var to = Objects.requireNonNull(order.to());
                service.stepTelling(
                        id,
                        asSeen(batch, row),
                        Fingerprint.of("batch", batch.id()),
                        (task, act) -> service.given(task, to, task.isUndated() ? order.dueOn() : null, act),
                        task -> List.of(TaskEvents.assigned(task)));
            }
            case REMIND -> service.remind(id, order.note(), ask(batch, "do"));
            case TAG -> retag(batch, row, ask(batch, "do"), order.addTags(), order.removeTags());
        }
    }

    private void undo(Batch batch, Row row) {
        var before = Objects.requireNonNull(row.before());
        var order = batch.order();
        if (order.action() == Batch.Action.TAG) {
            var added = order.addTags().stream()
                    .filter(tag -> !before.tags().contains(tag))
                    .toList();
            var removed =
                    order.removeTags().stream().filter(before.tags()::contains).toList();
            retag(batch, row, ask(batch, "undo"), removed, added);
            return;
        }
        var assigned = ask(batch, "do").actOn(row.taskId());
        service.stepTelling(
                row.taskId(),
                ask(batch, "undo"),
                Fingerprint.of("undo", batch.id()),
                (task, act) -> task.withdraw(assigned, before, act),
                task -> withdrawn(task, Objects.requireNonNull(order.to())));
    }

    /** Those who have it no longer hear so, those who have it again hear that. */
    private static List<DomainEvent> withdrawn(Task task, Assignment from) {
        var told = new ArrayList<DomainEvent>();
        told.add(new TaskChanged(task.id(), task.duty().title(), from.units(), "的下达已经撤回，不用办理"));
        if (task.state() == State.ASSIGNED) {
            told.add(TaskEvents.assigned(task));
        }
        return told;
    }

    private void retag(Batch batch, Row row, Ask ask, List<String> add, List<String> remove) {
        service.stepTelling(
                row.taskId(),
                ask,
                Fingerprint.of("tags", batch.id()),
                (task, act) -> {
                    var particulars = task.duty().particulars();
                    var next = Stream.concat(particulars.tags().stream(), add.stream())
                            .filter(tag -> !remove.contains(tag))
                            .distinct()
                            .toList();
                    return task.edit(task.duty().with(particulars.tagged(next)), act);
                },
                task -> List.of());
    }

    /** Only as it was seen: what somebody changed in between is not overwritten. */
    private static Ask asSeen(Batch batch, Row row) {
        var before = row.before();
        var ask = ask(batch, "do");
        return before == null ? ask : new Ask(ask.by(), ask.key(), new IfMatch("\"" + before.version() + "\""));
    }

    private static Ask ask(Batch batch, String what) {
        return new Ask(batch.by().caller(), new IdempotencyKey("batch/" + what + "/" + batch.id()), new IfMatch(null));
    }
}
