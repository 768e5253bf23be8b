package io.sanhang.feedback.suggestion;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.Sorts;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.feedback.suggestion.Suggestion.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Suggestions as they are stored. Staff find only what their unit handles; a sender finds one, by its code. */
@Repository
public class SuggestionRepository {

    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("submission.at"), Sorts.ascending("_id"));

    private final OutboxCollection<Suggestion> suggestions;

    SuggestionRepository(Outboxes outboxes) {
        suggestions = new OutboxCollection<>(outboxes, "suggestions", Suggestion.class);
        suggestions.uniqueIndex(ascending("codeLookup"));
        suggestions.index(compoundIndex(ascending("unit.id", "state"), descending("submission.at")));
        suggestions.index(compoundIndex(ascending("state"), descending("submission.at")));
    }

    public boolean insertNew(Suggestion suggestion, DomainEvent... events) {
        return suggestions.insertNew(suggestion, events);
    }

    void replace(Suggestion next, DomainEvent... events) {
        suggestions.replace(next, events);
    }

    /** For the service itself: routes that staff may call use {@link #get(Caller, String)}. */
    public Optional<Suggestion> find(String id) {
        return suggestions.find(id);
    }

    Optional<Suggestion> findByCode(String codeLookup) {
        return Optional.ofNullable(
                suggestions.collection().find(eq("codeLookup", codeLookup)).first());
    }

    /** @throws Refusal {@code not-found}, also when it is another unit's */
    Suggestion get(Caller caller, String id) {
        var found =
                suggestions.collection().find(and(eq("_id", id), scope(caller))).first();
        if (found == null) {
            throw Refusal.missing("not-found");
        }
        return found;
    }

    Page<Suggestion> list(Caller caller, @Nullable State state, String words, PageRequest page) {
        return Pages.find(
                suggestions.collection(),
                and(scope(caller), state == null ? empty() : eq("state", state.name()), containing(words)),
                NEWEST_FIRST,
                page);
    }

    /** Answered, and the sender agreed. */
    Page<Suggestion> listPublic(String words, @Nullable String unitId, PageRequest page) {
        return Pages.find(
                suggestions.collection(),
                and(
                        eq("submission.publish", true),
                        in("state", State.ANSWERED.name(), State.ADOPTED.name()),
                        exists("answers.0"),
                        unitId == null ? empty() : eq("unit.id", unitId),
                        containing(words)),
                NEWEST_FIRST,
                page);
    }

    /** Those waiting for an answer whose promise counts days of the year. */
    List<String> promisedIn(int year) {
        return suggestions
                .collection()
                .find(and(
                        in("state", State.RECEIVED.name(), State.ACCEPTED.name(), State.ADOPTED.name()),
                        gte("promise.dueOn", LocalDate.of(year, 1, 1)),
                        lte("promise.basis.from", LocalDate.of(year, 12, 31))))
                .map(Suggestion::id)
                .into(new ArrayList<>());
    }

    public boolean isEmpty() {
        return suggestions.collection().find().first() == null;
    }

    private static Bson scope(Caller caller) {
        if (caller.isOffice()) {
            return empty();
        }
        var units = new ArrayList<>(caller.ledUnitIds());
        if (caller.unitId() != null) {
            units.add(caller.unitId());
        }
        return in("unit.id", units);
    }

    private static Bson containing(String words) {
        var text = words.strip();
        if (text.isEmpty()) {
            return empty();
        }
        var pattern = Pattern.compile(Pattern.quote(text));
        return or(regex("submission.title", pattern), regex("submission.body", pattern));
    }
}
