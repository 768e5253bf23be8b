package io.sanhang.identity.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * One change, as an administrator reads it. Never a password or a phone number.
 *
 * @param subjectName what it was called at the time
 * @param what in words, with what stood there before
 */
public record AuditEntry(
        @BsonId String id,
        Instant at,
        String byId,
        String byName,
        Subject subject,
        String subjectId,
        String subjectName,
        String what) {

    /** What was changed. */
    public enum Subject {
        UNIT,
        POST,
        GROUP,
        ACCOUNT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Subject> of(String code) {
            return Arrays.stream(values())
                    .filter(subject -> subject.code().equals(code))
                    .findFirst();
        }
    }
}
