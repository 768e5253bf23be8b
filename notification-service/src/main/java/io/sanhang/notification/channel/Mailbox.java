package io.sanhang.notification.channel;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The development mailbox (短信演示箱): a demonstration has no phones. Anybody may read it; never enable it for real. */
@Component
@ConditionalOnProperty("sanhang.notification.mailbox.enabled")
class Mailbox implements SmsProvider {

    static final int SHOWN = 100;
    private static final Duration KEPT = Duration.ofDays(2);

    private final OutboxCollection<Letter> letters;
    private final PersonalData secrets;
    private final Clock clock;

    Mailbox(Outboxes outboxes, PersonalData secrets, Clock clock) {
        letters = new OutboxCollection<>(outboxes, "mailbox", Letter.class);
        letters.index(Indexes.descending("at"));
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public void send(String id, String phone, String text) {
        letters.insertNew(new Letter(id, 1, secrets.encrypt(phone), secrets.lookup(phone), text, clock.instant()));
    }

    /** The newest {@value #SHOWN}, to one number or to all. */
    List<Letter> newest(@Nullable String phone) {
        return letters.collection()
                .find(phone == null ? Filters.empty() : eq("phoneLookup", secrets.lookup(phone)))
                .sort(Sorts.descending("at"))
                .limit(SHOWN)
                .into(new ArrayList<>());
    }

    @Scheduled(fixedDelay = 3_600_000)
    void sweep() {
        letters.collection().deleteMany(lt("at", clock.instant().minus(KEPT)));
    }
}
