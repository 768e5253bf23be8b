package io.sanhang.task.task;

import io.sanhang.support.errors.ProblemTexts;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.task.task.Batch.Action;
import io.sanhang.task.task.Batch.Order;
import io.sanhang.task.task.Batch.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Begins batches, shows them and takes them back. */
@Service
class BatchService {

    /** What is wanted: tasks by id, or all that match a filter. */
    record Wanted(
            Action action,
            List<String> taskIds,
            @Nullable TaskQuery filter,
            @Nullable String leadUnitId,
            List<String> responsibleUnitIds,
            @Nullable LocalDate dueOn,
            @Nullable String note,
            List<String> addTags,
            List<String> removeTags) {}

    private final BatchRepository batches;
    private final BatchRunner runner;
    private final TaskRepository tasks;
    private final TaskService service;
    private final Tags tags;
    private final ProblemTexts texts;
    private final Clock clock;

    BatchService(
            BatchRepository batches,
            BatchRunner runner,
            TaskRepository tasks,
            TaskService service,
            Tags tags,
            ProblemTexts texts,
            Clock clock) {
        this.batches = batches;
        this.runner = runner;
        this.tasks = tasks;
        this.service = service;
        this.tags = tags;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * The same key begins one batch, however often it is sent.
     *
     * @throws Refusal {@code batch-too-large}, {@code batch-empty}, and what holds for every row: {@code unknown-unit},
     *     {@code unit-required}, {@code unknown-dictionary-entry}
     */
    Batch begin(Wanted wanted, Caller by, IdempotencyKey key) {
        var id = key.idFor("task-batches/" + by.id());
        var fingerprint = Fingerprint.of(wanted);
        var existing = batches.find(id);
        if (existing.isPresent()) {
            key.sameRequest(existing.get().fingerprint(), fingerprint);
            return existing.get();
        }
        var order = order(wanted);
        var batch = Batch.begun(id, fingerprint, by, order, rows(wanted, by), clock.instant());
        if (!batches.begin(batch)) {
            // Lost a race against the same request: the winner's batch is the one.
            return batches.find(id).orElseThrow();
        }
        runner.soon(id);
        return batch;
    }

    Batch get(String id, Caller caller) {
        return batches.get(id, caller);
    }

    Page<Batch> list(Caller caller, PageRequest page) {
        return batches.list(caller, page);
    }

    /** One that is being undone, or was, is answered as it is. */
    Batch undo(String id, Caller caller) {
        var batch = batches.get(id, caller);
        if (batch.phase() == Batch.Phase.UNDOING || batch.phase() == Batch.Phase.UNDONE) {
            return batch;
        }
        var next = batch.undoing(clock.instant());
        batches.replace(next);
        runner.soon(id);
        return next;
    }

    private Order order(Wanted wanted) {
        return switch (wanted.action) {
            case ASSIGN -> {
                if (wanted.leadUnitId == null) {
                    throw Refusal.invalid("unit-required").at("/leadUnitId");
                }
                // Asked once for all rows.
                var to = service.between(List.of(wanted.leadUnitId), wanted.responsibleUnitIds);
                service.requireFuture(wanted.dueOn);
                yield new Order(Action.ASSIGN, to, wanted.dueOn, null, List.of(), List.of());
            }
            case REMIND -> new Order(Action.REMIND, null, null, wanted.note, List.of(), List.of());
            case TAG -> {
                if (wanted.addTags.isEmpty() && wanted.removeTags.isEmpty()) {
                    throw Refusal.invalid("tags-required").at("/addTags");
                }
                tags.require(wanted.addTags, List.of());
                yield new Order(Action.TAG, null, null, null, wanted.addTags, wanted.removeTags);
            }
        };
    }

    private List<Row> rows(Wanted wanted, Caller by) {
        var filter = wanted.filter;
        var rows = filter == null
                ? chosen(wanted.taskIds, by)
                : tasks.first(Batch.MOST + 1, filter, by, service.today()).stream()
                        .map(Row::of)
                        .toList();
        if (rows.isEmpty()) {
            throw Refusal.invalid("batch-empty");
        }
        if (rows.size() > Batch.MOST) {
            throw Refusal.invalid("batch-too-large", Batch.MOST);
        }
        return rows;
    }

    /** In the order they were chosen; what is not there is refused from the start. */
    private List<Row> chosen(List<String> ids, Caller by) {
        var found = tasks.all(ids, by).stream().collect(Collectors.toMap(Task::id, Function.identity()));
        return ids.stream()
                .distinct()
                .map(id -> {
                    var task = found.get(id);
                    return task == null ? Row.missing(id, texts.words(Refusal.missing("not-found"))) : Row.of(task);
                })
                .toList();
    }
}
