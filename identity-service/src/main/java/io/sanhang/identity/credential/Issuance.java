package io.sanhang.identity.credential;

import java.time.LocalDate;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * That somebody got their tokens: the day, no time; a mark of the person, not the number; the hash of what was asked,
 * not the answer, which the same request gives again.
 *
 * @param id campaign and mark of the person, so that one person gets tokens of one category only; for an item code that
 *     of the person and the unit, or of the code
 * @param recused units that the person had to leave out (回避); absent for nearly everybody
 * @param handled what a code was given for; null for who came by phone
 */
public record Issuance(
        @BsonId String id,
        String category,
        String day,
        String requestHash,
        @Nullable List<String> recused,
        @Nullable HandledMatter handled) {

    static Issuance of(RaterSession session, String category, LocalDate day, String requestHash) {
        return new Issuance(
                id(session.campaignId(), session.subject()),
                category,
                day.toString(),
                requestHash,
                session.recused().isEmpty() ? null : session.recused(),
                session.handled());
    }

    static String id(String campaignId, String subject) {
        return campaignId + "|" + subject;
    }

    boolean sameRequest(Issuance other) {
        return category.equals(other.category) && requestHash.equals(other.requestHash);
    }

    /** @param day ISO date in Asia/Shanghai */
    record Count(String category, String day, long count) {}

    record Counts(List<Count> items) {}
}
