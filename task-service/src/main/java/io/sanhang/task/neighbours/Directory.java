package io.sanhang.task.neighbours;

import io.sanhang.support.errors.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The county's units, asked of identity-service. When it cannot answer, neither can this: {@code
 * directory-unavailable}, never a guess.
 */
@Component
public class Directory {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    /** No unit's name is longer; what is, was misread and stands for nobody. */
    private static final int LONGEST_NAME = 200;

    /**
     * What a printed name stands for.
     *
     * @param unitIds one unit, the members of a collective, or none when nobody knows
     * @param collective true for a name of many units ("各乡镇政府")
     */
    public record Resolution(List<String> unitIds, boolean collective) {}

    /**
     * A unit's present name, and the post of its first responsible person where the directory knows it (A101).
     */
    public record Unit(String name, @Nullable String headPostId) {}

    private final IdentityClient identity;

    Directory(IdentityClient identity) {
        this.identity = identity;
    }

    /** Each name that was asked for, with what it stands for. Related units ("有关") stand for none: a person decides. */
    public Map<String, Resolution> resolve(Collection<String> names) {
        var units = names.stream()
                .distinct()
                .filter(name -> name.length() <= LONGEST_NAME)
                .toList();
        if (units.isEmpty()) {
            return Map.of();
        }
        var asked = new IdentityClient.Names(units);
        return asked(() -> identity.resolve(asked)).items().stream()
                .collect(Collectors.toMap(IdentityClient.Resolved::name, Directory::resolution, (one, same) -> one));
    }

    /** Every unit by its id. */
    public Map<String, Unit> units() {
        return asked(identity::units).items().stream()
                .collect(Collectors.toMap(IdentityClient.Unit::id, unit -> new Unit(unit.name(), unit.headPostId())));
    }

    /** Every working group's id by its name. */
    public Map<String, String> groupIds() {
        return asked(identity::groups).items().stream()
                .collect(Collectors.toMap(IdentityClient.Group::name, IdentityClient.Group::id, (one, same) -> one));
    }

    private static Resolution resolution(IdentityClient.Resolved found) {
        var ids = found.unitIds() == null || found.related() ? List.<String>of() : found.unitIds();
        return new Resolution(ids, found.collective());
    }

    /** Down, slow, or its breaker open: all of these reach us as a runtime exception of the client. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            LOG.warn("identity-service did not answer: {}", e.toString());
            throw Refusal.unavailable("directory-unavailable");
        }
    }
}
