package io.sanhang.task.matter;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Matters in the store. The office sees the county, a unit what it has or had, a leader that of the units led. */
@Repository
class MatterRepository implements FileAudience {

    private static final Bson NEAREST = ascending("deadline.dueOn", "_id");

    /**
     * Which matters are wanted; every part may be absent.
     *
     * @param state a state's code, or {@code open}: not yet closed or withdrawn
     * @param posts now at one of these posts, by the duty map
     * @param due {@code overdue}: open and over time; {@code breach}: over time, now or when it was answered
     */
    record Query(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String unit,
            @Nullable String due,
            @Nullable String q,
            @Nullable List<String> posts) {

        Query {
            kind = orAbsent(kind);
            state = orAbsent(state);
            unit = orAbsent(unit);
            due = orAbsent(due);
            q = orAbsent(q);
        }

        Bson filter(LocalDate today) {
            var parts = new ArrayList<Bson>();
            if (kind != null) {
                parts.add(eq("kind", known(MatterKind.of(kind), "kind").name()));
            }
            if (state != null) {
                parts.add(
                        state.equals("open")
                                ? in("state", RUNNING)
                                : eq(
                                        "state",
                                        known(MatterState.of(state), "state").name()));
            }
            if (unit != null) {
                parts.add(eq("unitIds", unit));
            }
            if (posts != null) {
                parts.add(in("handlerId", posts));
            }
            if (due != null) {
                var over = and(in("state", RUNNING), lt("deadline.dueOn", today));
                parts.add(
                        switch (due) {
                            case "overdue" -> over;
                            case "breach" -> or(eq("late", true), over);
                            default ->
                                throw Refusal.malformed("invalid-request").at("due");
                        });
            }
            if (q != null) {
                var words = Pattern.compile(Pattern.quote(q), Pattern.CASE_INSENSITIVE);
                parts.add(or(regex("paper.title", words), regex("paper.from", words)));
            }
            return parts.isEmpty() ? empty() : and(parts);
        }

        private static @Nullable String orAbsent(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        static <T> T known(Optional<T> value, String pointer) {
            return value.orElseThrow(() -> Refusal.malformed("invalid-request").at(pointer));
        }
    }

    /** Somebody has to do something. */
    private static final List<String> RUNNING =
            List.of(MatterState.OPEN.name(), MatterState.PAUSED.name(), MatterState.ANSWERED.name());

    private final OutboxCollection<Matter> matters;

    MatterRepository(Outboxes outboxes) {
        matters = new OutboxCollection<>(outboxes, "matters", Matter.class);
        matters.index(NEAREST);
        matters.index(ascending("unitIds", "deadline.dueOn", "_id"));
        matters.index(ascending("kind", "deadline.dueOn", "_id"));
        matters.index(ascending("state", "deadline.dueOn", "_id"));
        matters.index(ascending("late", "deadline.dueOn", "_id"));
        matters.sparseIndex(ascending("handlerId", "deadline.dueOn", "_id"));
        matters.index(ascending("paper.receivedAt"));
        matters.sparseIndex(ascending("paper.scan.id"));
        matters.sparseIndex(ascending("answers.evidence.id"));
    }

    /** False, and nothing is written, when the matter exists. */
    boolean open(Matter matter, DomainEvent... events) {
        return matters.insertNew(matter, events);
    }

    void replace(Matter next, DomainEvent... events) {
        matters.replace(next, events);
    }

    Optional<Matter> find(String id) {
        return matters.find(id);
    }

    boolean isEmpty() {
        return matters.collection().find().limit(1).first() == null;
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-matter} for one outside the caller's scope */
    Matter get(String id, Caller caller) {
        var found = matters.collection().find(and(eq("_id", id), scope(caller))).first();
        if (found != null) {
            return found;
        }
        matters.get(id);
        throw Refusal.forbidden("not-your-matter");
    }

    /** The nearest deadline first. */
    Page<Matter> list(Query query, Caller caller, LocalDate today, PageRequest page) {
        return Pages.find(matters.collection(), and(scope(caller), query.filter(today)), NEAREST, page);
    }

    /** Open ones due up to that day. */
    List<Matter> dueUntil(LocalDate day) {
        return matters.collection()
                .find(and(eq("state", MatterState.OPEN.name()), lte("deadline.dueOn", day)))
                .into(new ArrayList<>());
    }

    /** Those that a unit has to do something about. */
    List<Matter> runningAt(String unitId) {
        return matters
                .collection()
                .find(and(eq("unitIds", unitId), in("state", RUNNING)))
                .into(new ArrayList<>())
                .stream()
                .filter(matter -> unitId.equals(matter.unitId()))
                .toList();
    }

    /** One row of {@link Flow}: the way of a matter that came in within the span. */
    Iterable<Flow.Way> ways(Instant from, Instant until, Caller caller) {
        return matters.collection()
                .find(and(
                        scope(caller),
                        gte("paper.receivedAt", from),
                        lt("paper.receivedAt", until),
                        ne("state", MatterState.WITHDRAWN.name())))
                .projection(include("legs", "late", "state", "kind", "paper", "deadline", "version"))
                .map(matter -> new Flow.Way(matter.legs(), matter.late()));
    }

    @Override
    public boolean maySee(String fileId, Caller caller) {
        var shown = or(eq("paper.scan.id", fileId), eq("answers.evidence.id", fileId));
        return matters.collection().find(and(scope(caller), shown)).limit(1).first() != null;
    }

    static Bson scope(Caller caller) {
        if (caller.isOffice()) {
            return empty();
        }
        var units = new HashSet<>(caller.ledUnitIds());
        var own = caller.unitId();
        if (own != null) {
            units.add(own);
        }
        return in("unitIds", units);
    }
}
