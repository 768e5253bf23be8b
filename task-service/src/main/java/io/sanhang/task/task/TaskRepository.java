package io.sanhang.task.task;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.model.BsonField;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outbox;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import io.sanhang.task.file.FileAudience;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * The tasks in the store. Whoever reads for a person passes the {@link Caller}: the scope is part of the query. The
 * office sees the county, a department the tasks it leads or answers for, a leader those of the units led; drafts are
 * the office's alone.
 */
@Repository
public class TaskRepository implements FileAudience {

    private static final String UNITS = "assignment.unitIds";
    private static final String LEADER = "assignment.charge.leader.postId";
    private static final String MEMBER = "assignment.charge.force.members.postId";
    private static final String SINCE = "duty.particulars.legacy.since";
    private static final String ORDER = "duty.order";

    /** States where nothing more is to be done. */
    static final List<String> OVER = names(State::isOver);

    /** Where something is to be done still. */
    static final List<String> OPEN = names(state -> !state.isOver());

    private static final List<String> ALL = names(state -> true);

    /** Where the clock runs. */
    static final List<String> RUNNING = names(State::isRunning);

    /** What was split or merged counts where it went. */
    static final List<String> THERE = names(state -> state != State.SPLIT && state != State.MERGED);

    /** What the units know of: a draft is the office's alone. */
    static final List<String> GIVEN_OUT = names(state -> state != State.DRAFT);

    /** Documents that are fetched together where a whole list is read. */
    private static final int BATCH = 200;

    /** Before every due date, and behind those that are absent. */
    private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);

    private final OutboxCollection<Task> tasks;
    private final Digest digest;

    TaskRepository(Outboxes outboxes, HistoryProperties history) {
        digest = history.digest();
        tasks = new OutboxCollection<>(outboxes, "tasks", Task.class);
        tasks.index(ascending(ORDER, "_id"));
        tasks.index(ascending(UNITS, ORDER));
        tasks.index(ascending(UNITS, "state", "duty.voyage", ORDER));
        tasks.index(ascending(UNITS, "state", "duty.voyage", "duty.dueOn"));
        tasks.index(ascending("assignment.leadUnits.name", ORDER));
        tasks.index(ascending("assignment.responsibleUnits.name", ORDER));
        tasks.index(ascending("assignment.groupId", ORDER));
        tasks.index(ascending("assignment.groupName", ORDER));
        tasks.index(ascending("duty.voyage", ORDER));
        tasks.index(ascending("state", ORDER));
        tasks.index(ascending("state", "duty.voyage", "duty.dueOn"));
        tasks.sparseIndex(ascending("course.waits", ORDER));
        tasks.index(ascending("duty.source.clause", ORDER));
        tasks.sparseIndex(ascending("duty.source.importId"));
        tasks.index(ascending("duty.dueOn"));
        tasks.sparseIndex(ascending("schedule.nextOn", "state"));
        tasks.sparseIndex(ascending("schedule.place.driveId", ORDER));
        tasks.sparseIndex(ascending("schedule.term.from"));
        tasks.sparseIndex(ascending("schedule.milestones.done.evidence.id"));
        tasks.sparseIndex(ascending("assignment.postId"));
        tasks.sparseIndex(ascending(LEADER));
        tasks.sparseIndex(ascending(MEMBER));
        tasks.index(ascending("duty.kind", ORDER));
        tasks.index(ascending("duty.kind", SINCE));
        tasks.sparseIndex(ascending("duty.particulars.level", ORDER));
        tasks.sparseIndex(ascending("duty.particulars.tags", ORDER));
        tasks.sparseIndex(ascending("course.reports.evidence.id"));
        tasks.sparseIndex(ascending("course.closeOuts.evidence.id"));
    }

    /** False, and nothing is written, when the task exists. */
    public boolean open(Task task, DomainEvent... events) {
        return tasks.insertNew(sealed(task), events);
    }

    /** Answers what was written. */
    Task replace(Task next, DomainEvent... events) {
        var sealed = sealed(next);
        tasks.replace(sealed, events);
        return sealed;
    }

    /** As it will be written. */
    Task sealed(Task next) {
        return next.sealedWith(digest);
    }

    Optional<Task> find(String id) {
        return tasks.find(id);
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-task} for one outside the caller's scope */
    Task get(String id, Caller caller) {
        var found =
                tasks.collection().find(and(eq("_id", id), readable(caller))).first();
        if (found != null) {
            return found;
        }
        tasks.get(id);
        throw Refusal.forbidden("not-your-task");
    }

    /** In the ledger's order: by due date, then as in the document. */
    Page<Task> list(TaskQuery query, Caller caller, LocalDate today, PageRequest page) {
        var filter = and(scope(caller, query), query.filter(today));
        return Pages.find(tasks.collection(), filter, ascending(ORDER, "_id"), page);
    }

    /** Legacy matters, the oldest first (A022). */
    Page<Task> byAge(TaskQuery query, Caller caller, LocalDate today, PageRequest page) {
        var filter = and(scope(caller, query), query.filter(today), exists(SINCE));
        return Pages.find(tasks.collection(), filter, ascending(SINCE, "_id"), page);
    }

    /**
     * The whole list in its order, one at a time and without what happened on the way; nothing is collected. Each part
     * begins behind the last task of the one before, so that the store need not sort or keep the list either.
     */
    void each(TaskQuery query, Caller caller, LocalDate today, Consumer<Task> then) {
        var all = and(scope(caller, query), query.filter(today));
        var part = part(all);
        while (!part.isEmpty()) {
            part.forEach(then);
            var last = part.get(part.size() - 1);
            var order = last.duty().order();
            part = part(and(all, eq(ORDER, order), gt("_id", last.id())));
            if (part.isEmpty()) {
                part = part(and(all, gt(ORDER, order)));
            }
        }
    }

    private List<Task> part(Bson filter) {
        return tasks.collection()
                .find(filter)
                .projection(exclude("course", "history", Outbox.EVENTS))
                .sort(ascending(ORDER, "_id"))
                .limit(BATCH)
                .into(new ArrayList<>());
    }

    /** What is known under the given ids. */
    Set<String> present(Collection<String> ids) {
        return tasks.collection()
                .find(in("_id", ids), Document.class)
                .projection(include("_id"))
                .map(task -> task.getString("_id"))
                .into(new HashSet<>());
    }

    /** Title, units and due date of all tasks due on one of the days; null stands for no due date. */
    void eachDueOn(Collection<@Nullable LocalDate> days, Consumer<Task> then) {
        tasks.collection()
                .find(in("duty.dueOn", days))
                .projection(exclude("course", "history", "duty.text", Outbox.EVENTS))
                .batchSize(BATCH)
                .forEach(then);
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

    /** Which clause of a plan became which task, in the document's order. */
    List<PlanTasks.OfClause> ofPlan(String importId, Caller caller) {
        return tasks.collection()
                .find(and(scope(caller), eq("duty.source.importId", importId)), Document.class)
                .projection(include("duty.source.clause", "state"))
                .sort(ascending("duty.source.position"))
                .map(task -> {
                    var state = State.valueOf(task.getString("state"));
                    var clause = task.getEmbedded(List.of("duty", "source", "clause"), String.class);
                    return new PlanTasks.OfClause(clause, task.getString("_id"), state.code(), state.words());
                })
                .into(new ArrayList<>());
    }

    /** Ids of open tasks whose due date is counted in working days and whose span touches the year. */
    List<String> countedThrough(int year) {
        var first = LocalDate.of(year, 1, 1);
        return tasks.collection()
                .find(
                        and(
                                lt("schedule.term.from", first.plusYears(1)),
                                gte("duty.dueOn", first.minusDays(1)),
                                nin("state", OVER)),
                        Document.class)
                .projection(include("_id"))
                .map(task -> task.getString("_id"))
                .into(new ArrayList<>());
    }

    /** Tasks of a hundred-day drive, in the ledger's order (A050). */
    List<Task> ofDrive(String driveId, Caller caller) {
        return tasks.collection()
                .find(and(scope(caller), eq("schedule.place.driveId", driveId)))
                .sort(ascending(ORDER, "_id"))
                .into(new ArrayList<>());
    }

    List<Task> openTasksOfUnit(String unitId, int most) {
        return tasks.collection()
                .find(and(eq(UNITS, unitId), in("state", OPEN)))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** What is over and was this unit's, as long as no other has inherited it. */
    List<Task> overWithoutHeir(String unitId, int most) {
        return tasks.collection()
                .find(and(eq(UNITS, unitId), in("state", OVER), ne("assignment.heirs.from", unitId)))
                .limit(most)
                .into(new ArrayList<>());
    }

    /** Open tasks that name the post as their leader's or as one of their task force. */
    List<Task> openTasksInChargeOf(String postId) {
        var named = or(eq(LEADER, postId), eq(MEMBER, postId));
        return tasks.collection().find(and(named, in("state", OPEN))).into(new ArrayList<>());
    }

    List<Task> openTasksOfPost(String postId) {
        return tasks.collection()
                .find(and(eq("assignment.postId", postId), nin("state", OVER)))
                .into(new ArrayList<>());
    }

    /** In the ledger's order, no more than so many. */
    List<Task> first(int most, TaskQuery query, Caller caller, LocalDate today) {
        return tasks.collection()
                .find(and(scope(caller, query), query.filter(today)))
                .sort(ascending(ORDER, "_id"))
                .limit(most)
                .into(new ArrayList<>());
    }

    List<Task> all(List<String> ids) {
        return tasks.collection().find(in("_id", ids)).into(new ArrayList<>());
    }

    List<Task> all(List<String> ids, Caller caller) {
        return tasks.collection().find(and(in("_id", ids), readable(caller))).into(new ArrayList<>());
    }

    /** Everything of these kinds that was ever given out, read one by one. */
    Iterable<Task> ofKinds(List<TaskKind> kinds, Caller caller) {
        var names = kinds.stream().map(TaskKind::name).toList();
        return tasks.collection().find(and(scope(caller), in("duty.kind", names), ne("state", State.DRAFT.name())));
    }

    /** How many tasks of the caller's scope stand where: one group per state and voyage. */
    List<Overview.Tally> tally(Caller caller, LocalDate today) {
        var by = new Document("state", "$state").append("voyage", "$duty.voyage");
        return tasks.collection()
                .aggregate(
                        List.of(
                                match(and(scope(caller), in("state", ALL))),
                                group(
                                        by,
                                        sum("n", 1L),
                                        overdue("late", today),
                                        dueWithin(
                                                "week",
                                                today,
                                                TaskQuery.endOfWeek(today).plusDays(1)))),
                        Document.class)
                .map(TaskRepository::tally)
                .into(new ArrayList<>());
    }

    /** How many of a group are due from the one day on and before the other. */
    static BsonField dueWithin(String name, LocalDate from, LocalDate before) {
        var within = new Document(
                "$and",
                List.of(
                        new Document("$gte", List.of("$duty.dueOn", from)),
                        new Document("$lt", List.of("$duty.dueOn", before))));
        return sum(name, new Document("$cond", List.of(within, 1L, 0L)));
    }

    static BsonField overdue(String name, LocalDate today) {
        return dueWithin(name, EARLIEST, today);
    }

    @Override
    public boolean maySee(String fileId, Caller caller) {
        var shown = or(
                eq("course.reports.evidence.id", fileId),
                eq("course.closeOuts.evidence.id", fileId),
                eq("schedule.milestones.done.evidence.id", fileId));
        return tasks.collection().find(and(readable(caller), shown)).limit(1).first() != null;
    }

    private static Overview.Tally tally(Document row) {
        var by = row.get("_id", Document.class);
        var voyage = by.getString("voyage");
        return new Overview.Tally(
                State.valueOf(by.getString("state")),
                voyage == null ? null : Voyage.valueOf(voyage),
                number(row, "n"),
                number(row, "late"),
                number(row, "week"));
    }

    static long number(Document row, String name) {
        return row.get(name, Number.class).longValue();
    }

    /** What the caller's units take part in: what they have to do, are counted by and find in their ledger. */
    static Bson scope(Caller caller) {
        return caller.isOffice() ? empty() : and(in(UNITS, unitsOf(caller)), in("state", GIVEN_OUT));
    }

    /**
     * Who asks for a working group of her own finds all that it carries, who asks for what her post answers for all of
     * that, and who asks for key projects also those of her post, whichever units do it.
     */
    static Bson scope(Caller caller, TaskQuery query) {
        if (!caller.isOffice() && (query.isOf(caller.groupIds()) || query.mine() != null)) {
            return in("state", GIVEN_OUT);
        }
        return TaskKind.KEY_PROJECT.code().equals(query.kind()) ? readable(caller) : scope(caller);
    }

    /** What the caller may read: also what her groups carry, and the key projects that her post leads or works on (A028). */
    static Bson readable(Caller caller) {
        if (caller.isOffice()) {
            return empty();
        }
        return and(
                or(
                        in(UNITS, unitsOf(caller)),
                        in("assignment.groupId", caller.groupIds()),
                        in(LEADER, caller.postIds()),
                        in(MEMBER, caller.postIds())),
                in("state", GIVEN_OUT));
    }

    static Set<String> unitsOf(Caller caller) {
        var units = new HashSet<>(caller.ledUnitIds());
        var own = caller.unitId();
        if (own != null) {
            units.add(own);
        }
        return units;
    }

    private static List<String> names(Predicate<State> which) {
        return Stream.of(State.values()).filter(which).map(State::name).toList();
    }
}
