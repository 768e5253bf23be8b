package io.sanhang.task.problem;

import static com.mongodb.client.model.Accumulators.first;
import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/**
 * The problems in the store. The office sees the county; a department those of its unit and of the groups its unit sits
 * in; a leader those of the units led and their groups.
 */
@Repository
class ProblemRepository {

    private static final Bson NEWEST = descending("at", "_id");

    private final OutboxCollection<Problem> problems;

    ProblemRepository(Outboxes outboxes) {
        problems = new OutboxCollection<>(outboxes, "problems", Problem.class);
        problems.index(NEWEST);
        for (var field : List.of("unitIds", "list.id", "state", "statement.rootCauses", "statement.how")) {
            problems.index(compoundIndex(ascending(field), NEWEST));
        }
        problems.index(ascending("statement.dueOn"));
        problems.sparseIndex(ascending("resolutions.evidence.id"));
        problems.sparseIndex(ascending("claim.postId"));
    }

    /** False, and nothing is written, when the problem exists. */
    boolean open(Problem problem, DomainEvent... events) {
        return problems.insertNew(problem, events);
    }

    void replace(Problem next, DomainEvent... events) {
        problems.replace(next, events);
    }

    Optional<Problem> find(String id) {
        return problems.find(id);
    }

    boolean isEmpty() {
        return !exists(empty());
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-problem} for one outside the caller's scope */
    Problem get(String id, Member by) {
        var found = problems.collection().find(and(eq("_id", id), scope(by))).first();
        if (found != null) {
            return found;
        }
        problems.get(id);
        throw Refusal.forbidden("not-your-problem");
    }

    Page<Problem> list(ProblemQuery query, Member by, LocalDate today, PageRequest page) {
        return Pages.find(problems.collection(), and(scope(by), query.filter(today)), NEWEST, page);
    }

    /** How many problems of a list share a state, root causes and a due date. */
    List<Summary.Tally> tally(Member by) {
        var same = new Document("list", "$list.id")
                .append("state", "$state")
                .append("causes", "$statement.rootCauses")
                .append("dueOn", "$statement.dueOn");
        return problems.collection()
                .aggregate(
                        List.of(
                                match(and(scope(by), ne("state", ProblemState.WITHDRAWN.name()))),
                                group(same, first("list", "$list"), sum("n", 1L))),
                        Document.class)
                .map(ProblemRepository::tally)
                .into(new ArrayList<>());
    }

    /** Whose list or claim this unit's it is. */
    List<Problem> ofUnit(String unitId) {
        return problems.collection().find(eq("unitIds", unitId)).into(new ArrayList<>());
    }

    /** Still to be put right by whoever holds the post. */
    List<Problem> openOfPost(String postId) {
        var open = ProblemState.OPEN.stream().map(ProblemState::name).toList();
        return problems.collection()
                .find(and(eq("claim.postId", postId), in("state", open)))
                .into(new ArrayList<>());
    }

    boolean shows(String fileId) {
        return exists(evidence(fileId));
    }

    boolean shows(String fileId, Member by) {
        return exists(and(scope(by), evidence(fileId)));
    }

    private boolean exists(Bson which) {
        return problems.collection().find(which).limit(1).first() != null;
    }

    private static Bson evidence(String fileId) {
        return eq("resolutions.evidence.id", fileId);
    }

    private static Summary.Tally tally(Document row) {
        var same = row.get("_id", Document.class);
        var list = row.get("list", Document.class);
        var dueOn = same.getDate("dueOn");
        return new Summary.Tally(
                new ProblemList(list.getString("id"), list.getString("name"), list.getBoolean("group")),
                ProblemState.valueOf(same.getString("state")),
                same.getList("causes", String.class),
                // The driver keeps a date as midnight UTC.
                dueOn == null ? null : LocalDate.ofInstant(dueOn.toInstant(), ZoneOffset.UTC),
                row.get("n", Number.class).longValue());
    }

    private static Bson scope(Member by) {
        return by.caller().isOffice()
                ? empty()
                : or(in("unitIds", by.unitIds()), in("list.id", by.caller().groupIds()));
    }
}
