package io.sanhang.task.task;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.count;
import static com.mongodb.client.model.Aggregates.facet;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.unwind;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Facet;
import com.mongodb.client.model.IndexOptions;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The tasks as those who oversee them ask for them; the scope is part of every query. */
@Repository
class CountyViewRepository {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String ORDER = "duty.order";
    private static final String TOTAL = "n";

    /** What was split or merged counts where it went. */
    private static final Bson THERE = in("state", TaskRepository.THERE);

    private static final String LEAD = "assignment.leadUnits.id";

    private final TaskRepository all;
    private final MongoCollection<Task> tasks;

    CountyViewRepository(TaskRepository all, Outboxes outboxes) {
        this.all = all;
        tasks = outboxes.database().getCollection("tasks", Task.class);
        outboxes.index(
                "tasks",
                ascending("assignment.groupId", "assignment.groupName", "state", "duty.dueOn"),
                new IndexOptions());
        outboxes.index(
                "tasks",
                ascending("assignment.unitIds", "state", "assignment.groupId", "assignment.groupName", "duty.dueOn"),
                new IndexOptions());
        outboxes.index("tasks", ascending(LEAD, "state", "duty.dueOn"), new IndexOptions());
    }

    /** By line of action; under an empty key what has none. */
    List<Standing.Cell> byVoyage(Caller caller, LocalDate today) {
        return all.tally(caller, today).stream()
                .filter(tally -> tally.counted() > 0)
                .map(tally -> new Standing.Cell(
                        new Standing.Under(
                                tally.voyage() == null ? "" : tally.voyage().code(), ""),
                        tally.state(),
                        tally.n(),
                        tally.late()))
                .toList();
    }

    /**
     * By working group; what belongs to none is left out. Of a group with the caller's seat it is everything, of another
     * what the caller's units take part in.
     */
    List<Standing.Cell> byGroup(Caller caller, LocalDate today) {
        var taken = byGroup(TaskRepository.scope(caller), today);
        var own = caller.groupIds();
        if (own.isEmpty() || caller.isOffice()) {
            return taken;
        }
        var others = taken.stream().filter(cell -> !own.contains(cell.under().key()));
        var whole = and(in("assignment.groupId", own), in("state", TaskRepository.GIVEN_OUT));
        return Stream.concat(others, byGroup(whole, today).stream()).toList();
    }

    private List<Standing.Cell> byGroup(Bson of, LocalDate today) {
        var by = new Document("key", "$assignment.groupId")
                .append("name", "$assignment.groupName")
                .append("state", "$state");
        return cells(List.of(match(and(of, THERE))), by, today).stream()
                .filter(cell -> !cell.under().name().isEmpty())
                .toList();
    }

    /** By unit, what it leads and not what it helps with; of the caller's units, which for the office are all. */
    List<Standing.Cell> byLead(Caller caller, LocalDate today) {
        var by = new Document("key", "$" + LEAD).append("state", "$state");
        var unwind = unwind("$assignment.leadUnits");
        var own = in(LEAD, TaskRepository.unitsOf(caller));
        var seen = in("state", TaskRepository.GIVEN_OUT);
        return cells(
                        caller.isOffice()
                                ? List.of(match(THERE), unwind)
                                : List.of(match(and(own, THERE, seen)), unwind, match(own)),
                        by,
                        today)
                .stream()
                .filter(cell -> !cell.under().key().isEmpty())
                .toList();
    }

    private List<Standing.Cell> cells(List<Bson> of, Document by, LocalDate today) {
        var stages = new ArrayList<Bson>(of);
        stages.add(group(by, sum("n", 1L), TaskRepository.overdue("late", today)));
        return tasks.aggregate(stages, Document.class)
                .map(CountyViewRepository::cell)
                .into(new ArrayList<>());
    }

    private static Standing.Cell cell(Document row) {
        var by = row.get("_id", Document.class);
        return new Standing.Cell(
                new Standing.Under(by.get("key", ""), by.get("name", "")),
                State.valueOf(by.getString("state")),
                TaskRepository.number(row, "n"),
                TaskRepository.number(row, "late"));
    }

    /** What still has no unit; only the office sees any. */
    long withoutUnit(Caller caller) {
        return tasks.countDocuments(
                and(TaskRepository.scope(caller), eq("state", State.DRAFT.name()), size("assignment.unitIds", 0)));
    }

    /** What is due at all, with its progress; at most so many. */
    List<Pace.Facts> paced(TaskQuery query, Caller caller, LocalDate today, int most) {
        return tasks.find(
                        and(TaskRepository.scope(caller, query), THERE, query.filter(today), exists("duty.dueOn")),
                        Document.class)
                .projection(include(
                        "duty.title",
                        "duty.source.clause",
                        "duty.voyage",
                        "duty.dueOn",
                        "assignment.groupName",
                        "assignment.leadUnits.name",
                        "state",
                        "history.at",
                        "course.reports.percent"))
                .sort(ascending(ORDER, "_id"))
                .limit(most)
                .map(CountyViewRepository::facts)
                .into(new ArrayList<>());
    }

    private static Pace.Facts facts(Document task) {
        var duty = task.get("duty", Document.class);
        var source = duty.get("source", Document.class);
        var who = task.get("assignment", Document.class);
        Instant given =
                task.getList("history", Document.class).get(0).getDate("at").toInstant();
        return new Pace.Facts(
                task.getString("_id"),
                duty.getString("title"),
                source == null ? null : source.getString("clause"),
                voyage(duty.getString("voyage")),
                who.getString("groupName"),
                who.getList("leadUnits", Document.class, List.of()).stream()
                        .map(unit -> unit.getString("name"))
                        .toList(),
                State.valueOf(task.getString("state")),
                LocalDate.ofInstant(given, ZONE),
                Objects.requireNonNull(day(duty.getDate("dueOn"))),
                task.get("course", new Document()).getList("reports", Document.class, List.of()).stream()
                        .map(report -> report.getInteger("percent"))
                        .filter(Objects::nonNull)
                        .toList());
    }

    Page<Task> open(
            List<Loop> loops, Loop.When when, TaskQuery query, Caller caller, LocalDate today, PageRequest page) {
        var wanted = and(TaskRepository.scope(caller, query), query.filter(today), Loop.open(loops, when));
        return Pages.find(tasks, wanted, ascending(ORDER, "_id"), page);
    }

    /** How many open tasks each gap has; all are looked at once. */
    Map<Loop, Long> counts(Loop.When when, TaskQuery query, Caller caller, LocalDate today) {
        var open = and(TaskRepository.scope(caller, query), query.filter(today), in("state", TaskRepository.OPEN));
        var gaps = Stream.of(Loop.values())
                .map(loop -> new Facet(loop.code(), match(loop.filter(when)), count(TOTAL)))
                .toList();
        var row = Objects.requireNonNull(tasks.aggregate(List.of(match(open), facet(gaps)), Document.class)
                .first());
        var counts = new EnumMap<Loop, Long>(Loop.class);
        for (var loop : Loop.values()) {
            var found = row.getList(loop.code(), Document.class);
            // What nobody has is not counted at all.
            counts.put(loop, found.isEmpty() ? 0L : TaskRepository.number(found.get(0), TOTAL));
        }
        return counts;
    }

    private static @Nullable Voyage voyage(@Nullable String name) {
        return name == null ? null : Voyage.valueOf(name);
    }

    /** The driver keeps a date as midnight UTC. */
    private static @Nullable LocalDate day(@Nullable Date midnight) {
        return midnight == null ? null : LocalDate.ofInstant(midnight.toInstant(), ZoneOffset.UTC);
    }
}
