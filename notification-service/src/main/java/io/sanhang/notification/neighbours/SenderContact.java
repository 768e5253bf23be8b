package io.sanhang.notification.neighbours;

import io.sanhang.support.errors.Refusal;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The phone number of a suggestion's sender, asked of feedback-service when it is needed and not kept. */
@Component
public class SenderContact {

    private static final Logger LOG = LoggerFactory.getLogger(SenderContact.class);

    private final FeedbackClient feedback;

    SenderContact(FeedbackClient feedback) {
        this.feedback = feedback;
    }

    /**
     * Empty when the sender left none.
     *
     * @throws Refusal {@code feedback-unavailable} when feedback-service cannot be asked now
     */
    public Optional<String> phone(String suggestionId) {
        try {
            return feedback.contact(suggestionId).map(FeedbackClient.Contact::phone);
        } catch (RuntimeException e) {
            // Only the kind of failure: its words may quote the answer, and with it a phone number.
            LOG.warn(
                    "feedback-service did not answer: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
            throw Refusal.unavailable("feedback-unavailable");
        }
    }
}
