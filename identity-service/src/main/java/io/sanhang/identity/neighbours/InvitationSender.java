package io.sanhang.identity.neighbours;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has invitations to rate sent by notification-service, and hears what became of them. */
@Component
public class InvitationSender {

    private static final Logger LOG = LoggerFactory.getLogger(InvitationSender.class);

    /**
     * @param id the same again is sent once
     * @param kind {@code invitation} or {@code reminder}
     * @param until the last day, in words
     */
    public record Message(
            String id, String phone, String kind, @Nullable String title, String link, String until) {

        /** Neither number nor code may reach a log. */
        @Override
        public String toString() {
            return "Message[" + kind + "]";
        }
    }

    /** What became of a message. */
    public enum Delivery {
        PENDING,
        SENT,
        FAILED
    }

    private final NotificationClient notification;

    InvitationSender(NotificationClient notification) {
        this.notification = notification;
    }

    /** False when it cannot take them now: nothing is lost by sending all of them again. */
    public boolean send(List<Message> messages) {
        try {
            notification.invite(new NotificationClient.Invitations(messages));
            return true;
        } catch (RuntimeException e) {
            warn("took no invitations", e);
            return false;
        }
    }

    /** By id, without those that it does not know; empty when it does not answer. */
    public Optional<Map<String, Delivery>> deliveries(List<String> ids) {
        try {
            return Optional.of(notification.states(new NotificationClient.Ids(ids)).items().stream()
                    .collect(Collectors.toMap(NotificationClient.State::id, each -> Delivery.valueOf(each.state()))));
        } catch (RuntimeException e) {
            warn("did not tell of invitations", e);
            return Optional.empty();
        }
    }

    private static void warn(String what, RuntimeException e) {
        LOG.warn(
                "notification-service {}: {}",
                what,
                Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
    }
}
