package io.sanhang.identity.neighbours;

import io.sanhang.support.errors.Refusal;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has one-time codes sent by notification-service. */
@Component
public class CodeSender {

    private static final Logger LOG = LoggerFactory.getLogger(CodeSender.class);

    /** What the code is for; it decides the words of the message. */
    public enum Purpose {
        SIGN_IN("sign-in"),
        RATER("rater");

        private final String code;

        Purpose(String code) {
            this.code = code;
        }
    }

    private final NotificationClient notification;

    CodeSender(NotificationClient notification) {
        this.notification = notification;
    }

    /** @throws Refusal {@code code-not-sent} when notification-service cannot take it now */
    public void send(String id, String phone, String code, Purpose purpose, Duration valid) {
        try {
            notification.send(new NotificationClient.Code(id, phone, code, purpose.code, valid.toMinutes()));
        } catch (RuntimeException e) {
            // Down, slow, or its breaker open: all of these reach us as a runtime exception of the client.
            LOG.warn(
                    "A one-time code was not sent: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
            throw Refusal.unavailable("code-not-sent");
        }
    }
}
