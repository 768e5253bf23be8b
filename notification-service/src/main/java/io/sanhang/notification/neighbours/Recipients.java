package io.sanhang.notification.neighbours;

import io.sanhang.support.errors.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who is concerned, asked of identity-service. An answer is good for a short while: one confirmed plan asks for the same
 * units a hundred times.
 */
@Component
public class Recipients {

    private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

    /** @param phone in clear; must not be logged, and is stored encrypted only */
    public record Recipient(String accountId, @Nullable String phone) {}

    private record Known(List<Recipient> people, long untilNanos) {}

    private final IdentityClient identity;
    private final Duration goodFor;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Recipients(IdentityClient identity, @Value("${sanhang.notification.recipients-good-for:30s}") Duration goodFor) {
        this.identity = identity;
        this.goodFor = goodFor;
    }

    /** @throws Refusal {@code directory-unavailable} when identity-service cannot be asked now */
    public List<Recipient> ofUnit(String unitId) {
        return asked("unit/" + unitId, () -> identity.ofUnit(unitId));
    }

    /** @throws Refusal {@code directory-unavailable} when identity-service cannot be asked now */
    public List<Recipient> withRole(String role) {
        return asked("role/" + role, () -> identity.withRole(role));
    }

    private List<Recipient> asked(String what, Supplier<IdentityClient.People> question) {
        var before = known.get(what);
        if (before != null && before.untilNanos() - System.nanoTime() > 0) {
            return before.people();
        }
        var people = answer(question).items().stream()
                .map(person -> new Recipient(person.accountId(), person.phone()))
                .toList();
        known.put(what, new Known(people, System.nanoTime() + goodFor.toNanos()));
        return people;
    }

    /** Down, slow, or its breaker open: all of these reach us as a runtime exception of the client. */
    private static IdentityClient.People answer(Supplier<IdentityClient.People> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            // Only the kind of failure: its words may quote the answer, and with it a phone number.
            LOG.warn(
                    "identity-service did not answer: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
            throw Refusal.unavailable("directory-unavailable");
        }
    }
}
