package io.sanhang.task.task;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
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
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The tasks as those who oversee them ask for them; the scope is part of every query. */
@Repository
class CountyViewRepository {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String ORDER = "duty.order";

    /** What was split or merged counts where it went. */
    private static final Bson THERE = nin("state", State.SPLIT.name(), State.MERGED.name());

    private final MongoCollection<Task> tasks;

    CountyViewRepository(Outboxes outboxes) {
        tasks = outboxes.database().getCollection("tasks", Task.class);
    }

    /** All numbers of all views at once: one row for each state, line, group, units and day. */
    List<Standing.Cell> cells(Caller caller) {
        var by = new Document("state", "$state")
                .append("voyage", "$duty.voyage")
                .append("groupId", "$assignment.groupId")
                .append("groupName", "$assignment.groupName")
                .append("leadUnits", "$assignment.leadUnits")
                .append("unitIds", "$assignment.unitIds")
                .append("dueOn", "$duty.dueOn");
        return tasks.aggregate(
                        List.of(match(and(TaskRepository.scope(caller), THERE)), group(by, sum("n", 1L))),
                        Document.class)
                .map(row -> cell(row.get("_id", Document.class), row.get("n", Number.class)))
                .into(new ArrayList<>());
    }

    private static Standing.Cell cell(Document by, Number n) {
        var leads = by.getList("leadUnits", Document.class, List.of()).stream()
                .map(unit -> new Party(unit.getString("id"), unit.getString("name")))
                .toList();
        return new Standing.Cell(
                State.valueOf(by.getString("state")),
                voyage(by.getString("voyage")),
                by.getString("groupId"),
                by.getString("groupName"),
                leads,
                by.getList("unitIds", String.class, List.of()),
                day(by.getDate("dueOn")),
                n.longValue());
    }

    /** What is due at all, with its progress; at most so many. */
    List<Pace.Facts> paced(TaskQuery query, Caller caller, LocalDate today, int most) {
        return tasks.find(
                        and(TaskRepository.scope(caller), THERE, query.filter(today), exists("duty.dueOn")),
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
        return Pages.find(tasks, of(loops, when, query, caller, today), ascending(ORDER, "_id"), page);
    }

    long count(Loop loop, Loop.When when, TaskQuery query, Caller caller, LocalDate today) {
        return tasks.countDocuments(of(List.of(loop), when, query, caller, today));
    }

    private static Bson of(List<Loop> loops, Loop.When when, TaskQuery query, Caller caller, LocalDate today) {
        return and(TaskRepository.scope(caller), query.filter(today), Loop.open(loops, when));
    }

    private static @Nullable Voyage voyage(@Nullable String name) {
        return name == null ? null : Voyage.valueOf(name);
    }

    /** The driver keeps a date as midnight UTC. */
    private static @Nullable LocalDate day(@Nullable Date midnight) {
        return midnight == null ? null : LocalDate.ofInstant(midnight.toInstant(), ZoneOffset.UTC);
    }
}
