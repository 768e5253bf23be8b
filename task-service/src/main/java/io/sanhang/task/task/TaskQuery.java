package io.sanhang.task.task;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import io.sanhang.support.errors.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are wanted. Every part may be absent. What people type is only ever compared as text.
 *
 * @param state a state, or what waits for the office: {@code extension-asked}, {@code difficulty-raised},
 *     {@code constrained}, {@code check-due}
 * @param unit a unit's id, or its name as printed in the plan
 * @param group a working group's id or name
 * @param clause a clause, or the beginning of one: {@code 三(二)} finds all below it
 * @param q words within title, text or clause
 * @param due {@code overdue}, or {@code week}: from today to Sunday, not closed
 * @param level who set a supervised matter, or {@code any} (A081)
 * @param tag a tag's id (A015)
 * @param mine only what is the caller's own
 */
public record TaskQuery(
        @Nullable String voyage,
        @Nullable String unit,
        @Nullable String group,
        @Nullable String state,
        @Nullable String clause,
        @Nullable String q,
        @Nullable String due,
        @Nullable String kind,
        @Nullable String level,
        @Nullable String tag,
        @Nullable Mine mine) {

    /** What is one's own: by the posts that one holds, and by duty maps. */
    record Mine(List<String> postIds, List<String> taskIds) {}

    /** Stands for every level that sets supervised matters. */
    private static final String ANY = "any";

    /** With what the directory lets every id of a unit begin, and no name. */
    private static final String ID_OF_UNIT = "u-";

    private static final String ID_OF_GROUP = "g-";

    private static final String ORDER = "duty.order";

    private static final int LONGEST = 100;
    private static final Set<String> WAITS =
            Set.of(Course.EXTENSION, Course.DIFFICULTY, Oversight.CONSTRAINED, Oversight.CHECK_DUE);

    public TaskQuery {
        voyage = orAbsent(voyage);
        unit = orAbsent(unit);
        group = orAbsent(group);
        state = orAbsent(state);
        clause = orAbsent(clause);
        q = orAbsent(q);
        due = orAbsent(due);
        kind = orAbsent(kind);
        level = orAbsent(level);
        tag = orAbsent(tag);
    }

    public TaskQuery(
            @Nullable String voyage,
            @Nullable String unit,
            @Nullable String group,
            @Nullable String state,
            @Nullable String clause,
            @Nullable String q,
            @Nullable String due,
            @Nullable String kind,
            @Nullable String level,
            @Nullable String tag) {
        this(voyage, unit, group, state, clause, q, due, kind, level, tag, null);
    }

    TaskQuery narrowedTo(Mine own) {
        return new TaskQuery(voyage, unit, group, state, clause, q, due, kind, level, tag, own);
    }

    static final TaskQuery ALL = new TaskQuery(null, null, null, null, null, null, null, null, null, null);

    static TaskQuery ofKind(TaskKind kind, @Nullable String unit, @Nullable String state, @Nullable String q) {
        return new TaskQuery(null, unit, null, state, null, q, null, kind.code(), null, null);
    }

    /** It asks for one of these working groups. */
    boolean isOf(Set<String> groupIds) {
        return group != null && groupIds.contains(group);
    }

    /** @throws Refusal {@code invalid-request} for what no task can have */
    public void check() {
        filter(LocalDate.EPOCH);
    }

    /** @param today decides what is overdue and which week it is */
    Bson filter(LocalDate today) {
        var parts = new ArrayList<Bson>();
        add(
                parts,
                "voyage",
                voyage,
                code -> eq("duty.voyage", known(Voyage.of(code), "voyage").name()));
        add(
                parts,
                "state",
                state,
                code -> WAITS.contains(code)
                        ? eq("course.waits", code)
                        : eq("state", known(State.of(code), "state").name()));
        add(parts, "unit", unit, TaskQuery::ofUnit);
        add(parts, "group", group, TaskQuery::ofGroup);
        add(parts, "clause", clause, text -> regex("duty.source.clause", "^" + Pattern.quote(Source.halfWidth(text))));
        add(parts, "q", q, TaskQuery::containing);
        add(parts, "due", due, text -> due(text, today));
        add(
                parts,
                "kind",
                kind,
                code -> eq("duty.kind", known(TaskKind.of(code), "kind").name()));
        add(parts, "level", level, TaskQuery::setBy);
        add(parts, "tag", tag, text -> eq("duty.particulars.tags", text));
        if (mine != null) {
            parts.add(or(
                    in("assignment.postId", mine.postIds),
                    in("assignment.charge.leader.postId", mine.postIds),
                    in("_id", mine.taskIds)));
        }
        return parts.isEmpty() ? empty() : and(parts);
    }

    /** A name may be that of a unit which nobody has made out; an id is looked up in one field, and so in one index. */
    private static Bson ofUnit(String text) {
        return text.startsWith(ID_OF_UNIT)
                ? eq("assignment.unitIds", text)
                : or(
                        eq("assignment.unitIds", text),
                        eq("assignment.leadUnits.name", text),
                        eq("assignment.responsibleUnits.name", text));
    }

    private static Bson ofGroup(String text) {
        return text.startsWith(ID_OF_GROUP)
                ? eq("assignment.groupId", text)
                : or(eq("assignment.groupId", text), eq("assignment.groupName", text));
    }

    private static Bson setBy(String code) {
        return code.equals(ANY)
                ? ne("duty.particulars.level", null)
                : eq("duty.particulars.level", known(Level.of(code), "level").name());
    }

    private static Bson containing(String text) {
        var words = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
        return or(
                regex("duty.title", words),
                regex("duty.text", words),
                regex("duty.source.clause", Pattern.quote(Source.halfWidth(text))));
    }

    /** The ledger's order begins with the due date: so one index narrows and sorts. */
    private static Bson due(String text, LocalDate today) {
        return switch (text) {
            case "overdue" -> and(in("state", TaskRepository.RUNNING), gte(ORDER, ""), lt(ORDER, today.toString()));
            case "week" ->
                and(
                        in("state", TaskRepository.OPEN),
                        gte(ORDER, today.toString()),
                        lt(ORDER, endOfWeek(today).plusDays(1).toString()));
            default -> throw Refusal.malformed("invalid-request").at("due");
        };
    }

    static LocalDate endOfWeek(LocalDate today) {
        return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    }

    private static void add(List<Bson> parts, String name, @Nullable String text, Function<String, Bson> as) {
        if (text != null) {
            if (text.length() > LONGEST) {
                throw Refusal.malformed("invalid-request").at(name);
            }
            parts.add(as.apply(text));
        }
    }

    static <T> T known(Optional<T> value, String pointer) {
        return value.orElseThrow(() -> Refusal.malformed("invalid-request").at(pointer));
    }

    private static @Nullable String orAbsent(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
