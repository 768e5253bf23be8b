package io.sanhang.task.activity;

import io.sanhang.contracts.task.RecordDue;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import org.bson.codecs.pojo.annotations.BsonId;

/** What the clock has said of an owed record. Its id names the record and the kind, so it is said once. */
public record OwedNotice(@BsonId String id, long version, Instant at) implements Stored {

    /** What the clock says of an owed record, if it is time. */
    enum Kind {
        BEFORE("before", "快到期了，还没有报"),
        MISSED("missed", "已经逾期，还没有报");

        private final String code;
        private final String words;

        Kind(String code, String words) {
            this.code = code;
            this.words = words;
        }

        /** @param workdays counts the working days after one day up to another */
        static Optional<Kind> of(
                OwedRecord owed, LocalDate today, int ahead, ToIntBiFunction<LocalDate, LocalDate> workdays) {
            return switch (owed.standing(today)) {
                case DONE, LATE -> Optional.empty();
                case MISSED -> Optional.of(MISSED);
                case DUE -> workdays.applyAsInt(today, owed.dueOn()) <= ahead ? Optional.of(BEFORE) : Optional.empty();
            };
        }
    }

    static OwedNotice of(OwedRecord owed, Kind kind, Instant at) {
        return new OwedNotice(owed.key() + "/" + kind.code, 1, at);
    }

    static RecordDue event(OwedRecord owed, ActivityType type, Kind kind) {
        return new RecordDue(
                type.code(),
                type.name(),
                owed.taskId(),
                owed.title(),
                owed.unitIds(),
                owed.period().words(),
                kind.code,
                kind.words,
                owed.dueOn());
    }
}
