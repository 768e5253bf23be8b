package io.sanhang.notification.notice;

import io.sanhang.support.store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that concerns people, kept until it is known who they are. The id comes from the delivery, so the
 * same delivery again is the same notice.
 *
 * @param event name of the event, which is also the name of its template
 * @param words what the templates may say
 * @param dueAt when it may be tried (again); while it is being tried, when somebody else may. Absent once settled
 */
public record Notice(
        @BsonId String id,
        long version,
        String event,
        List<Audience> audiences,
        Map<String, String> words,
        Instant at,
        State state,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable String problem)
        implements Stored {

    public enum State {
        WAITING,
        TOLD,
        GIVEN_UP
    }

    public enum Kind {
        /** Everybody who works for a unit. */
        UNIT,
        /** Everybody with a role. */
        ROLE,
        /** Whoever sent a suggestion. */
        SENDER
    }

    public record Audience(Kind kind, String value) {

        static Audience office() {
            return new Audience(Kind.ROLE, "OFFICE");
        }

        static Audience unit(String unitId) {
            return new Audience(Kind.UNIT, unitId);
        }

        static Audience sender(String suggestionId) {
            return new Audience(Kind.SENDER, suggestionId);
        }
    }

    public Notice {
        audiences = audiences == null ? List.of() : List.copyOf(audiences);
        words = words == null ? Map.of() : Map.copyOf(words);
    }

    static Notice of(
            String id, String event, List<Audience> audiences, Map<String, String> words, Instant at, Instant now) {
        return new Notice(id, 1, event, audiences, words, at, State.WAITING, 0, now, null);
    }

    Notice told() {
        return new Notice(id, version + 1, event, audiences, words, at, State.TOLD, attempts, null, null);
    }

    /** @param wait until the next attempt; empty when the ladder is used up */
    Notice failed(String why, Optional<Duration> wait, Instant now) {
        return new Notice(
                id,
                version + 1,
                event,
                audiences,
                words,
                at,
                wait.isPresent() ? State.WAITING : State.GIVEN_UP,
                attempts,
                wait.map(now::plus).orElse(null),
                why);
    }
}
