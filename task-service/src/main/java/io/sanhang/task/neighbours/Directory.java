package io.sanhang.task.neighbours;

import io.sanhang.support.errors.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** A field that a post leads, and its units (A100). */
    public record Span(String field, List<String> unitIds) {}

    /**
     * A post and who holds it now; it may be vacant (A010).
     *
     * @param accountId the holder's account, where there is one
     */
    public record Post(
            String id,
            String title,
            @Nullable String unitId,
            @Nullable String holder,
            @Nullable String accountId,
            List<Span> spans) {}

    /** A post in a working group: {@code leader}, {@code deputy} or {@code member}. */
    public record Seat(
            String postId,
            String title,
            String role,
            @Nullable String holder) {}

    public record Group(String id, String name, List<Seat> seats) {}

    /** Something that came to a unit, by its words. */
    public record Question(String unitId, String text) {}

    /** The post whose duty something is, and the duty's words (A046). */
    public record Route(String postId, String title, String duty) {}

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

    /** The id of every working group that has not ended, by its name. */
    public Map<String, String> groupIds() {
        return asked(identity::groups).items().stream()
                .filter(group -> group.endedOn() == null)
                .collect(Collectors.toMap(IdentityClient.Group::name, IdentityClient.Group::id, (one, same) -> one));
    }

    /** Every post by its id, in the directory's order. */
    public Map<String, Post> posts() {
        return asked(identity::posts).items().stream()
                .collect(Collectors.toMap(
                        IdentityClient.Post::id, Directory::post, (one, same) -> one, LinkedHashMap::new));
    }

    /** The working groups with who sits in them, in the directory's order. */
    public List<Group> groups() {
        return asked(identity::groups).items().stream()
                .map(group -> new Group(
                        group.id(),
                        group.name(),
                        Objects.requireNonNullElse(group.posts(), List.<IdentityClient.Seat>of()).stream()
                                .map(seat -> new Seat(seat.id(), seat.title(), seat.role(), seat.holder()))
                                .toList()))
                .toList();
    }

    /** Whose duty each is, in the order of the questions; empty where the unit's duty map names nobody, or several. */
    public List<Optional<Route>> routes(List<Question> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        var asked = new IdentityClient.Questions(questions.stream()
                .map(each -> new IdentityClient.Question(each.unitId(), each.text()))
                .toList());
        return asked(() -> identity.routes(asked)).items().stream()
                .map(found -> Optional.ofNullable(found.postId())
                        .map(id -> new Route(
                                id,
                                Objects.requireNonNullElse(found.postTitle(), id),
                                Objects.requireNonNullElse(found.what(), ""))))
                .toList();
    }

    private static Post post(IdentityClient.Post found) {
        var holder = found.holder();
        return new Post(
                found.id(),
                found.title(),
                found.unitId(),
                holder == null ? null : holder.name(),
                holder == null ? null : holder.accountId(),
                Objects.requireNonNullElse(found.spans(), List.<IdentityClient.Span>of()).stream()
                        .map(span -> new Span(span.field(), span.unitIds()))
                        .toList());
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
