package io.sanhang.feedback.neighbours;

import io.sanhang.support.errors.Refusal;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The county's units, asked of identity-service. */
@Component
public class Directory {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    private final IdentityClient identity;

    Directory(IdentityClient identity) {
        this.identity = identity;
    }

    /**
     * Empty when there is no such unit.
     *
     * @throws Refusal {@code directory-unavailable} when identity-service cannot be asked now
     */
    public Optional<String> unitName(String unitId) {
        try {
            return identity.units().items().stream()
                    .filter(unit -> unit.id().equals(unitId))
                    .map(IdentityClient.Unit::name)
                    .findFirst();
        } catch (RuntimeException e) {
            // Down, slow, or its breaker open: all of these reach us as a runtime exception of the client.
            LOG.warn(
                    "identity-service did not answer: {}",
                    Objects.requireNonNullElse(e.getCause(), e).toString());
            throw Refusal.unavailable("directory-unavailable");
        }
    }
}
