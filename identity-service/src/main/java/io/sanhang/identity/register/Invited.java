package io.sanhang.identity.register;

import io.sanhang.support.store.Ids;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A person on a campaign's register: a mark and what she is invited as. The number stays, encrypted, as long as a message
 * has to be sent to it.
 *
 * @param id campaign and mark of the person: one person is invited once, as one kind of rater
 * @param stratum such as a township; empty where there is none
 * @param source id of the draw, or {@value #IMPORTED}
 * @param codeId derived from the one-time code, which only the message holds
 * @param attempt counts the messages; each has an id of its own
 * @param sentOn ISO date of the last message
 * @param sealedLookup keyed hash of the number, encrypted: finds out which unit she may not rate
 */
public record Invited(
        @BsonId String id,
        String category,
        String stratum,
        String source,
        String codeId,
        State state,
        int attempt,
        boolean reminded,
        @Nullable String sentOn,
        @Nullable String sealedPhone,
        @Nullable String sealedLookup) {

    static final String IMPORTED = "import";

    /** How far the invitation has come. */
    public enum State {
        /** The office has not asked for it yet. */
        WAITING,
        /** To be handed to notification-service. */
        DUE,
        /** There, and not sent yet. */
        HANDED,
        SENT,
        FAILED,
        /** She had taken tokens before it was sent. */
        UNNEEDED
    }

    static Invited of(String campaignId, Person person, String category, String source, String codeId) {
        return new Invited(
                campaignId + "|" + person.mark(),
                category,
                person.stratum(),
                source,
                codeId,
                State.WAITING,
                0,
                false,
                null,
                person.sealedPhone(),
                person.sealedLookup());
    }

    String campaignId() {
        return id.substring(0, id.indexOf('|'));
    }

    String mark() {
        return id.substring(id.indexOf('|') + 1);
    }

    boolean isReached() {
        return sentOn != null;
    }

    /** The message's id at notification-service: the same again is sent once. */
    String messageId() {
        return Ids.derived("invitation", id, String.valueOf(attempt));
    }

    /** Somebody who may be invited. */
    record Person(
            String mark,
            String stratum,
            @Nullable String sealedPhone,
            @Nullable String sealedLookup) {}
}
