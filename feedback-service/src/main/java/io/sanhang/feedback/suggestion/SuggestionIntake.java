package io.sanhang.feedback.suggestion;

import io.sanhang.contracts.directory.CalendarChanged;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.feedback.suggestion.Suggestion.FollowUp;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The sender's side: sending, asking by code, rating, adding; and what the platform itself tells a suggestion. */
@Service
class SuggestionIntake {

    /** The origin kind under which a task remembers that it came from a suggestion. */
    static final String ORIGIN = "suggestion";

    private static final int TRIES = 4;

    record Receipt(Suggestion suggestion, String queryCode) {}

    private final SuggestionRepository suggestions;
    private final QueryCodes codes;
    private final Promises promises;
    private final PersonalData secrets;
    private final Clock clock;

    SuggestionIntake(
            SuggestionRepository suggestions, QueryCodes codes, Promises promises, PersonalData secrets, Clock clock) {
        this.suggestions = suggestions;
        this.codes = codes;
        this.promises = promises;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The same key with the same content gives the same suggestion and the same code, however often. */
    Receipt receive(IdempotencyKey key, Submission plain) {
        var id = key.idFor("suggestions");
        var fingerprint = plain.fingerprint(secrets);
        var code = codes.of(id);
        var fresh =
                Suggestion.receive(id, codes.lookup(code), fingerprint, plain.sealed(secrets), promises.onReception());
        if (suggestions.insertNew(fresh, SuggestionEvents.received(fresh))) {
            return new Receipt(fresh, code);
        }
        var first = suggestions.find(id).orElseThrow(() -> Refusal.conflict("changed-meanwhile"));
        key.sameRequest(first.fingerprint(), fingerprint);
        return new Receipt(first, code);
    }

    Suggestion byCode(String typed) {
        return QueryCodes.read(typed)
                .flatMap(code -> suggestions.findByCode(codes.lookup(code)))
                .orElseThrow(() -> Refusal.missing("no-such-code"));
    }

    Suggestion rate(String id, String code, int level, @Nullable String reason) {
        return retrying(() -> {
            var found = byIdAndCode(id, code);
            var rated = found.rate(level, reason, clock.instant());
            if (rated != found) {
                suggestions.replace(rated, SuggestionEvents.rated(rated));
            }
            return rated;
        });
    }

    Suggestion followUp(String id, String code, String text, IdempotencyKey key) {
        return retrying(() -> {
            var found = byIdAndCode(id, code);
            var more = new FollowUp(key.idFor("follow-ups/" + id), clock.instant(), text);
            var next = found.followUp(
                    more,
                    found.state() == Suggestion.State.REFUSED ? promises.onReception() : promises.onAcceptance(null));
            if (next != found) {
                suggestions.replace(next, SuggestionEvents.followedUp(next));
            }
            return next;
        });
    }

    Page<Suggestion> answeredAndPublic(String words, @Nullable String unitId, PageRequest page) {
        return suggestions.listPublic(words, unitId, page);
    }

    /** The sender's phone number in clear, for notification-service only. */
    Optional<String> contact(String id) {
        return suggestions
                .find(id)
                .map(Suggestion::submission)
                .map(Submission::phone)
                .map(secrets::decrypt);
    }

    /** The task that came of a suggestion is done. Keyed by the suggestion's own state: told again, nothing changes. */
    void onTaskClosed(Delivery<TaskClosed> delivery) {
        var origin = delivery.event().originId();
        if (!ORIGIN.equals(delivery.event().originKind()) || origin == null) {
            return;
        }
        changing(origin, found -> found.taskClosed(delivery.occurredAt()));
    }

    /** Counted anew under the changed calendar: told again, the same comes out and nothing changes. */
    void onCalendarChanged(Delivery<CalendarChanged> delivery) {
        for (var id : suggestions.promisedIn(delivery.event().year())) {
            changing(
                    id,
                    found -> found.recounted(
                            promises.recounted(found.promise(), delivery.occurredAt()), delivery.occurredAt()));
        }
    }

    private void changing(String id, UnaryOperator<Suggestion> change) {
        retrying(() -> {
            var found = suggestions.find(id);
            found.map(change)
                    .filter(next -> next.version() > found.get().version())
                    .ifPresent(suggestions::replace);
            return found;
        });
    }

    private Suggestion byIdAndCode(String id, String code) {
        var found = byCode(code);
        if (!found.id().equals(id)) {
            throw Refusal.missing("no-such-code");
        }
        return found;
    }

    /** A sender edits nothing that others see: when somebody wrote in between, the same is simply done on top. */
    private static <T> T retrying(Supplier<T> work) {
        for (var left = TRIES; ; left--) {
            try {
                return work.get();
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.STALE || left == 1) {
                    throw refusal;
                }
            }
        }
    }
}
