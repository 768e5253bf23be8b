package io.sanhang.notification.message;

import io.sanhang.notification.channel.SmsProvider;
import io.sanhang.notification.channel.SmsProvider.NotSent;
import io.sanhang.notification.neighbours.SenderContact;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Sends text messages. Whoever claims a message has a lease for one attempt, so two replicas send it once; when one
 * dies in between, the next attempt comes after the lease, under the same message id.
 */
@Service
public class Messenger {

    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
    private static final int AT_A_TIME = 200;

    private final MessageRepository messages;
    private final SmsProvider provider;
    private final SenderContact senders;
    private final PersonalData secrets;
    private final DeliveryProperties settings;
    private final Clock clock;
    private final TaskExecutor soon;

    Messenger(
            MessageRepository messages,
            SmsProvider provider,
            SenderContact senders,
            PersonalData secrets,
            DeliveryProperties settings,
            Clock clock,
            @Qualifier("applicationTaskExecutor") TaskExecutor soon) {
        this.messages = messages;
        this.provider = provider;
        this.senders = senders;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
        this.soon = soon;
    }

    /** Stores it, if it is not there yet, and tries it at once, beside the caller. */
    public void send(Message message) {
        if (messages.insertNew(message)) {
            soon.execute(() -> attempt(message.id()));
        }
    }

    /** What was not sent at once, here or by a replica that is gone. */
    @Scheduled(fixedDelayString = "${sanhang.notification.delivery.sweep-every:5s}")
    void sweep() {
        for (var n = 0; n < AT_A_TIME; n++) {
            var due = messages.claimDue(clock.instant(), leaseEnd());
            if (due.isEmpty()) {
                return;
            }
            attempt(due.get());
        }
    }

    private void attempt(String id) {
        messages.claim(id, clock.instant(), leaseEnd()).ifPresent(this::attempt);
    }

    private void attempt(Message message) {
        try {
            messages.settle(outcome(message));
        } catch (Refusal lostLease) {
            LOG.warn("Message {} was settled by another replica", message.id());
        }
    }

    private Message outcome(Message message) {
        try {
            provider.send(message.id(), phone(message), text(message));
            return message.sent();
        } catch (NotSent e) {
            return failed(message, e.getMessage(), e.forGood());
        } catch (RuntimeException e) {
            return failed(
                    message, e instanceof Refusal no ? no.slug() : e.getClass().getSimpleName(), false);
        }
    }

    private Message failed(Message message, String why, boolean forGood) {
        LOG.warn("Message {} not sent at attempt {}: {}", message.id(), message.attempts(), why);
        return message.failed(why, forGood, settings.ladderFor(message), clock.instant());
    }

    private String phone(Message message) throws NotSent {
        var to = message.to();
        if (to.contactOf() != null) {
            return senders.phone(to.contactOf()).orElseThrow(() -> new NotSent("no-contact", true));
        }
        return secrets.decrypt(Objects.requireNonNull(to.phone(), "a text message needs a phone"));
    }

    private String text(Message message) {
        var text = Objects.requireNonNull(message.content().text(), "a pending message has its text");
        return message.content().sealed() ? secrets.decrypt(text) : text;
    }

    private Instant leaseEnd() {
        return clock.instant().plus(settings.lease());
    }
}
