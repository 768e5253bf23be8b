package io.sanhang.evaluation.comment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.store.Stored;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A rater's words, apart from her ballot: the id is a keyed hash of the nullifier, so that nobody without the key finds
 * the answers and the kind of rater that go with them (ballots protocol §2.8).
 *
 * @param month when it was sealed, such as 2026-09; no finer time is kept
 * @param words as she wrote them, encrypted
 * @param shown as they may be read, encrypted; absent before somebody has decided and when they may not
 * @param reason why they may not
 * @param thread the earliest first
 */
public record Comment(
        @BsonId String id,
        long version,
        String campaign,
        String unit,
        String month,
        String words,
        State state,
        @Nullable String shown,
        @Nullable String reason,
        List<Message> thread)
        implements Stored {

    /** The black of what is made illegible. */
    static final char BLACK = '█';

    private static final int LONGEST_THREAD = 50;

    public Comment {
        thread = thread == null ? List.of() : List.copyOf(thread);
    }

    /** Whether it may be read. */
    public enum State {
        /** Nobody has decided. */
        NEW,
        SHOWN,
        HIDDEN;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who speaks. */
    public enum From {
        OFFICE,
        UNIT,
        RATER;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param text encrypted @param day of an office's or unit's words, ISO; of a rater's none is kept */
    public record Message(
            String id, From from, String text, @Nullable String day) {}

    /**
     * @param original what she wrote @param readable what is left of it
     * @throws Refusal {@code words-changed} if anything but blackening was done to it
     */
    static void requireBlackenedOnly(String original, String readable) {
        var same = original.length() == readable.length();
        for (var at = 0; same && at < original.length(); at++) {
            same = readable.charAt(at) == BLACK || readable.charAt(at) == original.charAt(at);
        }
        if (!same) {
            throw Refusal.invalid("words-changed").at("/text");
        }
    }

    Comment decided(@Nullable String readable, @Nullable String why) {
        return new Comment(
                id,
                version + 1,
                campaign,
                unit,
                month,
                words,
                readable == null ? State.HIDDEN : State.SHOWN,
                readable,
                why,
                thread);
    }

    /**
     * The same message again is there already.
     *
     * @throws Refusal {@code comment-not-shown}, {@code not-answered-yet} to a rater who was not spoken to, or {@code
     *     thread-too-long}
     */
    Comment said(Message message) {
        if (thread.stream().anyMatch(each -> each.id.equals(message.id))) {
            return this;
        }
        if (state != State.SHOWN) {
            throw Refusal.conflict("comment-not-shown");
        }
        if (message.from == From.RATER && thread.isEmpty()) {
            throw Refusal.conflict("not-answered-yet");
        }
        if (thread.size() >= LONGEST_THREAD) {
            throw Refusal.conflict("thread-too-long", LONGEST_THREAD);
        }
        return new Comment(
                id,
                version + 1,
                campaign,
                unit,
                month,
                words,
                state,
                shown,
                reason,
                Stream.concat(thread.stream(), Stream.of(message)).toList());
    }
}
