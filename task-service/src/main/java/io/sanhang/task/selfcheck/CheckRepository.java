package io.sanhang.task.selfcheck;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Rounds and sheets in the store. The office sees the county, a department the rounds that ask it and its own sheets, a
 * leader those of the units led.
 */
@Repository
class CheckRepository {

    private static final Bson NEWEST = descending("closesOn", "_id");

    private final OutboxCollection<CheckRound> rounds;
    private final OutboxCollection<CheckSheet> sheets;

    CheckRepository(Outboxes outboxes) {
        rounds = new OutboxCollection<>(outboxes, "check-rounds", CheckRound.class);
        rounds.index(NEWEST);
        rounds.index(compoundIndex(ascending("unitIds"), NEWEST));
        rounds.index(compoundIndex(ascending("formCode"), NEWEST));
        sheets = new OutboxCollection<>(outboxes, "check-sheets", CheckSheet.class);
        sheets.index(ascending("roundId", "state"));
        sheets.index(ascending("unitId", "state"));
    }

    boolean isEmpty() {
        return rounds.collection().find().limit(1).first() == null;
    }

    /** False, and nothing is written, when the round exists. */
    boolean open(CheckRound round, DomainEvent... events) {
        return rounds.insertNew(round, events);
    }

    void replace(CheckRound next, DomainEvent... events) {
        rounds.replace(next, events);
    }

    Optional<CheckRound> find(String id) {
        return rounds.find(id);
    }

    /** @throws Refusal {@code not-found}, or {@code not-your-check} for one that asks nobody of the caller's units */
    CheckRound round(String id, Caller caller) {
        var found = rounds.collection()
                .find(and(eq("_id", id), scope("unitIds", caller)))
                .first();
        if (found != null) {
            return found;
        }
        rounds.get(id);
        throw Refusal.forbidden("not-your-check");
    }

    /** @param state {@code planned}, {@code open}, {@code closed} or any */
    Page<CheckRound> rounds(@Nullable String state, Caller caller, LocalDate today, PageRequest page) {
        return Pages.find(rounds.collection(), and(scope("unitIds", caller), during(state, today)), NEWEST, page);
    }

    private static Bson during(@Nullable String state, LocalDate today) {
        return switch (state == null ? "" : state) {
            case "" -> empty();
            case "planned" -> gt("opensOn", today);
            case "open" -> and(lte("opensOn", today), gte("closesOn", today));
            case "closed" -> lt("closesOn", today);
            default -> throw Refusal.malformed("invalid-request").at("state");
        };
    }

    /** The newest rounds of a form that asked a unit. */
    List<CheckRound> rounds(String formCode, String unitId, int atMost) {
        return rounds.collection()
                .find(and(eq("formCode", formCode), eq("unitIds", unitId)))
                .sort(NEWEST)
                .limit(atMost)
                .into(new ArrayList<>());
    }

    void keep(CheckSheet sheet, DomainEvent... events) {
        if (sheet.version() > 1) {
            sheets.replace(sheet, events);
        } else if (!sheets.insertNew(sheet, events)) {
            throw Refusal.stale("changed-meanwhile");
        }
    }

    /** Blank while nothing was saved. @throws Refusal {@code not-your-check} */
    CheckSheet sheet(String roundId, String unitId, Caller caller) {
        if (!caller.seesUnit(unitId)) {
            throw Refusal.forbidden("not-your-check");
        }
        return sheets.find(CheckSheet.id(roundId, unitId)).orElseGet(() -> CheckSheet.blank(roundId, unitId));
    }

    /** All rounds that ask a unit. */
    List<CheckRound> asking(String unitId) {
        return rounds.collection().find(eq("unitIds", unitId)).into(new ArrayList<>());
    }

    Optional<CheckSheet> sheet(String roundId, String unitId) {
        return sheets.find(CheckSheet.id(roundId, unitId));
    }

    /** Under another unit, unless that one has a sheet of its own. */
    void move(CheckSheet sheet, CheckSheet to) {
        sheets.insertNew(to);
        sheets.collection().deleteOne(eq("_id", sheet.id()));
    }

    List<CheckSheet> sheets(String roundId, Caller caller) {
        return sheets.collection()
                .find(and(eq("roundId", roundId), scope("unitId", caller)))
                .into(new ArrayList<>());
    }

    List<CheckSheet> submitted(List<String> roundIds, String unitId) {
        return sheets.collection()
                .find(and(
                        in("roundId", roundIds), eq("unitId", unitId), eq("state", CheckSheet.State.SUBMITTED.name())))
                .into(new ArrayList<>());
    }

    /** How many sheets of each round stand where, as far as the caller sees. */
    Map<String, Map<CheckSheet.State, Long>> tally(List<String> roundIds, Caller caller) {
        var same = new Document("round", "$roundId").append("state", "$state");
        var counts = new HashMap<String, Map<CheckSheet.State, Long>>();
        sheets.collection()
                .aggregate(
                        List.of(
                                match(and(in("roundId", roundIds), scope("unitId", caller))),
                                group(same, sum("n", 1L))),
                        Document.class)
                .forEach(row -> {
                    var of = row.get("_id", Document.class);
                    counts.computeIfAbsent(of.getString("round"), id -> new HashMap<>())
                            .put(
                                    CheckSheet.State.valueOf(of.getString("state")),
                                    row.get("n", Number.class).longValue());
                });
        return counts;
    }

    private static Bson scope(String field, Caller caller) {
        return caller.isOffice() ? empty() : in(field, units(caller));
    }

    static Set<String> units(Caller caller) {
        var units = new HashSet<>(caller.ledUnitIds());
        var own = caller.unitId();
        if (own != null) {
            units.add(own);
        }
        return units;
    }
}
