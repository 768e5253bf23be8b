package io.sanhang.task.task;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Projections.include;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import io.sanhang.task.file.FileAudience;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * The tasks in the store. Whoever reads for a person passes the {@link Caller}: the scope is part of the query. The
 * office sees the county, a department the tasks it leads or answers for, a leader those of the units led.
 */
@Repository
public class TaskRepository implements FileAudience {

    private static final String UNITS = "assignment.unitIds";
    private static final String ORDER = "duty.order";

    private final OutboxCollection<Task> tasks;

    TaskRepository(Outboxes outboxes) {
        tasks = new OutboxCollection<>(outboxes, "tasks", Task.class);
        tasks.index(ascending(ORDER, "_id"));
        tasks.index(ascending(UNITS, ORDER));
        tasks.index(ascending("assignment.leadUnits.name", ORDER));
        tasks.index(ascending("assignment.responsibleUnits.name", ORDER));
        tasks.index(ascending("assignment.groupId", ORDER));
        tasks.index(ascending("assignment.groupName", ORDER));
        tasks.index(ascending("duty.voyage", ORDER));
        tasks.index(ascending("state", ORDER));
        tasks.sparseIndex(ascending("course.waits", ORDER));
        tasks.index(ascending("duty.source.clause", ORDER));
        tasks.index(ascending("duty.dueOn"));
        tasks.sparseIndex(ascending("assignment.postId"));
        tasks.sparseIndex(ascending("course.reports.evidence.id"));
        tasks.sparseIndex(ascending("course.closeOuts.evidence.id"));
    }

    /** False, and nothing is written, when the task exists. */
    public boolean open(Task task, DomainEvent... events) {
        return tasks.insertNew(task, events);
    }

    void replace(Task next, DomainEvent... events) {
        tasks.replace(next, events);
    }

    Optional<Task> find(String id) {
        return tasks.find(id);
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-task} for one outside the caller's scope */
    Task get(String id, Caller caller) {
        var found = tasks.collection().find(and(eq("_id", id), scope(caller))).first();
        if (found != null) {
            return found;
        }
        tasks.get(id);
        throw Refusal.forbidden("not-your-task");
    }

    /** In the ledger's order: by due date, then as in the document. */
    Page<Task> list(TaskQuery query, Caller caller, LocalDate today, PageRequest page) {
        var filter = and(scope(caller), query.filter(today));
        return Pages.find(tasks.collection(), filter, ascending(ORDER, "_id"), page);
    }

    /** Ids of tasks whose units work towards a day up to the given one, the nearest first. */
    List<String> dueUntil(LocalDate day) {
        var states = Reminding.STATES.stream().map(State::name).toList();
        return tasks.collection()
                .find(and(lte("duty.dueOn", day), in("state", states)), Document.class)
                .projection(include("_id"))
                .sort(ascending("duty.dueOn"))
                .map(task -> task.getString("_id"))
                .into(new ArrayList<>());
    }

    List<Task> openTasksOfPost(String postId) {
        return tasks.collection()
                .find(and(eq("assignment.postId", postId), ne("state", State.CLOSED.name())))
                .into(new ArrayList<>());
    }

    /** How many tasks of the caller's scope stand where: one group per state, voyage and due date. */
    List<Overview.Tally> tally(Caller caller) {
        var by =
                new Document("state", "$state").append("voyage", "$duty.voyage").append("dueOn", "$duty.dueOn");
        return tasks.collection()
                .aggregate(List.of(match(scope(caller)), group(by, sum("n", 1L))), Document.class)
                .map(TaskRepository::tally)
                .into(new ArrayList<>());
    }

    @Override
    public boolean maySee(String fileId, Caller caller) {
        var shown = or(eq("course.reports.evidence.id", fileId), eq("course.closeOuts.evidence.id", fileId));
        return tasks.collection().find(and(scope(caller), shown)).limit(1).first() != null;
    }

    private static Overview.Tally tally(Document row) {
        var by = row.get("_id", Document.class);
        var voyage = by.getString("voyage");
        var dueOn = by.getDate("dueOn");
        return new Overview.Tally(
                State.valueOf(by.getString("state")),
                voyage == null ? null : Voyage.valueOf(voyage),
                // The driver keeps a date as midnight UTC.
                dueOn == null ? null : LocalDate.ofInstant(dueOn.toInstant(), ZoneOffset.UTC),
                row.get("n", Number.class).longValue());
    }

    private static Bson scope(Caller caller) {
        if (caller.isOffice()) {
            return empty();
        }
        var units = new HashSet<>(caller.ledUnitIds());
        var own = caller.unitId();
        if (own != null) {
            units.add(own);
        }
        return in(UNITS, units);
    }
}
