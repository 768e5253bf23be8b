package io.sanhang.notification.message;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import io.sanhang.notification.message.Message.Channel;
import io.sanhang.notification.message.Message.State;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.store.Pages;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;

/** Messages as they are stored. Everybody finds only their own inbox. */
@Repository
public class MessageRepository {

    /** More unread messages than anybody counts; counting ends here. */
    static final int COUNT_UP_TO = 1_000;

    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("at"), Sorts.ascending("_id"));
    private static final Bson UNREAD = eq("readAt", null);

    private final OutboxCollection<Message> messages;

    MessageRepository(Outboxes outboxes) {
        messages = new OutboxCollection<>(outboxes, "messages", Message.class);
        messages.index(compoundIndex(ascending("to.accountId", "channel", "readAt"), descending("at")));
        messages.index(ascending("state", "dueAt"));
    }

    /** False when it is there already. */
    public boolean insertNew(Message message) {
        return messages.insertNew(message);
    }

    public boolean isEmpty() {
        return messages.collection().find().first() == null;
    }

    /** By id, without those that are not there. */
    public Map<String, State> states(Collection<String> ids) {
        var states = new HashMap<String, State>();
        messages.collection().find(in("_id", ids)).forEach(each -> states.put(each.id(), each.state()));
        return states;
    }

    /** @throws Refusal {@code changed-meanwhile} when the lease ran out and somebody else took over */
    void settle(Message next) {
        messages.replace(next);
    }

    /** Takes the attempt for this message, unless another has it or it is not due. */
    Optional<Message> claim(String id, Instant now, Instant until) {
        return claim(eq("_id", id), now, until);
    }

    /** Takes the attempt for the message that has been due longest. */
    Optional<Message> claimDue(Instant now, Instant until) {
        return claim(Filters.empty(), now, until);
    }

    Page<Message> inbox(Caller caller, boolean unreadOnly, PageRequest page) {
        var own = inboxOf(caller);
        return Pages.find(messages.collection(), unreadOnly ? and(own, UNREAD) : own, NEWEST_FIRST, page);
    }

    /** At most {@value #COUNT_UP_TO}. */
    long unread(Caller caller) {
        return messages.collection()
                .countDocuments(and(inboxOf(caller), UNREAD), new CountOptions().limit(COUNT_UP_TO));
    }

    /** Read twice, the first time stays. */
    Message read(Caller caller, String id, Instant at) {
        var own = and(eq("_id", id), inboxOf(caller));
        messages.collection().updateOne(and(own, UNREAD), combine(set("readAt", at), inc("version", 1L)));
        var found = messages.collection().find(own).first();
        if (found == null) {
            throw Refusal.missing("not-found");
        }
        return found;
    }

    void readAll(Caller caller, Instant at) {
        messages.collection().updateMany(and(inboxOf(caller), UNREAD), combine(set("readAt", at), inc("version", 1L)));
    }

    private Optional<Message> claim(Bson which, Instant now, Instant until) {
        return Optional.ofNullable(messages.collection()
                .findOneAndUpdate(
                        and(which, eq("state", State.PENDING.name()), lte("dueAt", now)),
                        combine(set("dueAt", until), inc("attempts", 1), inc("version", 1L)),
                        new FindOneAndUpdateOptions()
                                .sort(Sorts.ascending("dueAt"))
                                .returnDocument(ReturnDocument.AFTER)));
    }

    private static Bson inboxOf(Caller caller) {
        return and(eq("to.accountId", caller.id()), eq("channel", Channel.INBOX.name()));
    }
}
