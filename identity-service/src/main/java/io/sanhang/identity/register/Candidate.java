package io.sanhang.identity.register;

import io.sanhang.identity.register.Invited.Person;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One of many of whom some are drawn: of a list that was imported for that, or of the frame of a draw. The frame keeps the
 * marks, so that the draw can be done again by whoever is shown them; the numbers are erased once it is done.
 *
 * @param id campaign, list and mark
 */
public record Candidate(
        @BsonId String id,
        String stratum,
        @Nullable String sealedPhone,
        @Nullable String sealedLookup) {

    static Candidate of(String list, Person person) {
        return new Candidate(list + person.mark(), person.stratum(), person.sealedPhone(), person.sealedLookup());
    }

    /** The list that was imported to draw a category's raters from; the beginning of its ids. */
    static String imported(String campaignId, String category) {
        return campaignId + "|list:" + category + "|";
    }

    static String frame(String campaignId, String drawId) {
        return campaignId + "|draw:" + drawId + "|";
    }

    Person person() {
        return new Person(id.substring(id.lastIndexOf('|') + 1), stratum, sealedPhone, sealedLookup);
    }
}
