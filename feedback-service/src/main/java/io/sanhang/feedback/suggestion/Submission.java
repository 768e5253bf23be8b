package io.sanhang.feedback.suggestion;

import io.sanhang.support.crypto.PersonalData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the sender sent; it never changes. The stored {@code phone} is ciphertext and leaves this
 * service only over the internal contact route (acceptance A064: nobody needs an account).
 *
 * @param wishedUnitId the unit the sender thinks of; the office decides
 * @param publish the sender agrees that text and answer are shown to everybody once answered
 */
public record Submission(
        Kind kind,
        Submitter submitter,
        String title,
        String body,
        @Nullable String phone,
        boolean publish,
        @Nullable String wishedUnitId,
        Instant at) {

    public enum Kind {
        IDEA,
        COMPLAINT,
        HELP,
        QUESTION
    }

    public enum Submitter {
        CITIZEN,
        ENTERPRISE,
        EXPERT,
        CADRE
    }

    /** @throws io.sanhang.support.errors.Refusal when title (4-40) or body (10-2,000 characters) cannot be taken */
    public Submission {
        PlainText.line(title, "/title", 4, 40);
        PlainText.block(body, "/body", 10, 2_000);
    }

    /** The same with the phone number encrypted, as it is stored. */
    public Submission sealed(PersonalData secrets) {
        return phone == null
                ? this
                : new Submission(kind, submitter, title, body, secrets.encrypt(phone), publish, wishedUnitId, at);
    }

    /** Of what was sent, not when; keyed, so that it cannot be used to try out phone numbers. */
    String fingerprint(PersonalData secrets) {
        return secrets.lookup(
                new Submission(kind, submitter, title, body, phone, publish, wishedUnitId, Instant.EPOCH).toString());
    }

    /** The title for places where no personal number may appear: events, lists, text messages. */
    String safeTitle() {
        return PlainText.withoutPersonalNumbers(title);
    }
}
