package io.sanhang.notification.message;

import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient over one channel. An inbox message is delivered by being stored; a text message is
 * pending until a provider took it or its ladder is used up.
 *
 * @param dueAt when it may be tried (again); while it is being tried, when somebody else may. Absent once settled
 * @param expiresAt after this it is of no use to anybody (one-time codes)
 * @param problem why the last attempt failed, without personal data
 */
public record Message(
        @BsonId String id,
        long version,
        Channel channel,
        Address to,
        Content content,
        Instant at,
        State state,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable Instant expiresAt,
        @Nullable String problem,
        @Nullable Instant readAt)
        implements Stored {

    public enum Channel {
        INBOX,
        SMS
    }

    public enum State {
        PENDING,
        SENT,
        FAILED
    }

    /**
     * One of three.
     *
     * @param accountId a staff account; also kept beside the phone of a text message to staff
     * @param phone a phone number, encrypted; gone once the message is settled
     * @param contactOf a suggestion whose sender is meant: the number is asked for when it is needed and never stored
     */
    public record Address(
            @Nullable String accountId,
            @Nullable String phone,
            @Nullable String contactOf) {

        private Address settled() {
            return new Address(accountId, null, contactOf);
        }
    }

    /**
     * @param sealed the text is encrypted, and is dropped once the message is settled (one-time codes)
     * @param link a page of the portal
     */
    public record Content(
            String title,
            @Nullable String text,
            boolean sealed,
            @Nullable String link) {

        private Content settled() {
            return sealed ? new Content(title, null, true, link) : this;
        }
    }

    public static Message inbox(String id, String accountId, Content content, Instant at) {
        var to = new Address(accountId, null, null);
        return new Message(id, 1, Channel.INBOX, to, content, at, State.SENT, 0, null, null, null, null);
    }

    /** Due at once. */
    public static Message sms(String id, Address to, Content content, Instant at) {
        return new Message(id, 1, Channel.SMS, to, content, at, State.PENDING, 0, at, null, null, null);
    }

    public Message usefulUntil(Instant end) {
        return new Message(id, version, channel, to, content, at, state, attempts, dueAt, end, problem, readAt);
    }

    Message sent() {
        return settled(State.SENT, null);
    }

    /** After a failed attempt: once more later, or given up. */
    Message failed(String why, boolean forGood, Ladder ladder, Instant now) {
        var next = forGood ? Optional.<Instant>empty() : ladder.after(attempts).map(now::plus);
        return next.filter(then -> expiresAt == null || then.isBefore(expiresAt))
                .map(then -> new Message(
                        id, version + 1, channel, to, content, at, State.PENDING, attempts, then, expiresAt, why, null))
                .orElseGet(() -> settled(State.FAILED, why));
    }

    private Message settled(State end, @Nullable String why) {
        return new Message(
                id,
                version + 1,
                channel,
                to.settled(),
                content.settled(),
                at,
                end,
                attempts,
                null,
                expiresAt,
                why,
                readAt);
    }
}
