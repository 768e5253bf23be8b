package io.sanhang.notification.notice;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import io.sanhang.notification.notice.Notice.State;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.time.Instant;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

@Repository
class NoticeRepository {

    private final OutboxCollection<Notice> notices;

    NoticeRepository(Outboxes outboxes) {
        notices = new OutboxCollection<>(outboxes, "notices", Notice.class);
        notices.index(Indexes.ascending("state", "dueAt"));
    }

    boolean insertNew(Notice notice) {
        return notices.insertNew(notice);
    }

    void settle(Notice next) {
        notices.replace(next);
    }

    /** Takes the attempt for this notice, unless another has it or it is not due. */
    Optional<Notice> claim(String id, Instant now, Instant until) {
        return claim(eq("_id", id), now, until);
    }

    /** Takes the attempt for the notice that has been due longest. */
    Optional<Notice> claimDue(Instant now, Instant until) {
        return claim(Filters.empty(), now, until);
    }

    private Optional<Notice> claim(Bson which, Instant now, Instant until) {
        return Optional.ofNullable(notices.collection()
                .findOneAndUpdate(
                        and(which, eq("state", State.WAITING.name()), lte("dueAt", now)),
                        combine(set("dueAt", until), inc("attempts", 1), inc("version", 1L)),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending("dueAt"))
                                .returnDocument(ReturnDocument.AFTER)));
    }
}
