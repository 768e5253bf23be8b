package io.sanhang.task.task;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.client.model.IndexOptions;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outboxes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What other features ask of the tasks: single ones, those of a kind, and how many there are of each sort. */
@Repository
public class TaskFacts {

    /** More key projects, or tasks closed in one quarter, than a county has. */
    private static final int MANY = 5_000;

    /** So many tasks are alike in line, group, kind and lead units. */
    public record Tally(
            @Nullable Voyage voyage, @Nullable String groupName, TaskKind kind, List<Party> leadUnits, long n) {}

    private final TaskRepository tasks;
    private final com.mongodb.client.MongoCollection<Task> stored;

    TaskFacts(TaskRepository tasks, Outboxes outboxes) {
        this.tasks = tasks;
        stored = outboxes.database().getCollection("tasks", Task.class);
        outboxes.index("tasks", ascending("duty.kind", "state"), new IndexOptions());
        outboxes.index("tasks", ascending("history.at"), new IndexOptions());
    }

    /** @throws Refusal {@code not-found}, {@code not-your-task} */
    public TaskFact get(String id, Caller caller) {
        return TaskFact.of(tasks.get(id, caller));
    }

    /** Those that there are, by id, whoever asks: for the state of a task whose title the asker knows. */
    public Map<String, TaskFact> known(Collection<String> ids) {
        return stored.find(in("_id", ids)).map(TaskFact::of).into(new ArrayList<>()).stream()
                .collect(Collectors.toMap(TaskFact::id, Function.identity()));
    }

    public List<TaskFact> ofKind(TaskKind kind, Caller caller) {
        return found(and(eq("duty.kind", kind.name()), TaskRepository.readable(caller)));
    }

    /** Closed within the time and not reopened since. */
    public List<TaskFact> closed(Instant from, Instant before, Caller caller) {
        return found(and(closedWithin(from, before), TaskRepository.scope(caller))).stream()
                .filter(task -> task.closedAt()
                        .filter(at -> !at.isBefore(from) && at.isBefore(before))
                        .isPresent())
                .toList();
    }

    /** All that there were before the instant, but for those that live on in others. */
    public List<Tally> countAll(Instant before) {
        return count(there(before));
    }

    public List<Tally> countClosed(Instant from, Instant before) {
        return count(closedWithin(from, before));
    }

    /** Not closed at the instant. */
    public List<Tally> countCarriedOver(Instant before) {
        return count(openAt(before));
    }

    /** Of those not closed at the instant: due before the day, and not standing still. */
    public List<Tally> countOverdue(Instant before, LocalDate day) {
        return count(and(openAt(before), ne("state", State.SUSPENDED.name()), lt("duty.dueOn", day)));
    }

    private static Bson there(Instant before) {
        return and(nin("state", names(State.DRAFT, State.SPLIT, State.MERGED)), lt("history.0.at", before));
    }

    private static Bson openAt(Instant before) {
        var closedLater = elemMatch("history", and(eq("step", Step.CLOSE.name()), gte("at", before)));
        return and(there(before), or(ne("state", State.CLOSED.name()), closedLater));
    }

    private static List<String> names(State... states) {
        return Arrays.stream(states).map(State::name).toList();
    }

    private static Bson closedWithin(Instant from, Instant before) {
        return and(
                eq("state", State.CLOSED.name()),
                elemMatch("history", and(eq("step", Step.CLOSE.name()), gte("at", from), lt("at", before))),
                nor(elemMatch("history", and(eq("step", Step.CLOSE.name()), gte("at", before)))));
    }

    private List<Tally> count(Bson which) {
        var by = new Document("voyage", "$duty.voyage")
                .append("group", "$assignment.groupName")
                .append("kind", "$duty.kind")
                .append("lead", "$assignment.leadUnits");
        return stored.aggregate(List.of(match(which), group(by, sum("n", 1L))), Document.class)
                .map(TaskFacts::tally)
                .into(new ArrayList<>());
    }

    private static Tally tally(Document row) {
        var by = row.get("_id", Document.class);
        var voyage = by.getString("voyage");
        var lead = by.getList("lead", Document.class, List.of()).stream()
                .map(unit -> new Party(unit.getString("id"), unit.getString("name")))
                .toList();
        return new Tally(
                voyage == null ? null : Voyage.valueOf(voyage),
                by.getString("group"),
                TaskKind.valueOf(by.getString("kind")),
                lead,
                row.get("n", Number.class).longValue());
    }

    private List<TaskFact> found(Bson which) {
        return stored.find(which)
                .sort(ascending("duty.order", "_id"))
                .limit(MANY)
                .map(TaskFact::of)
                .into(new ArrayList<>());
    }
}
