package io.sanhang.identity.directory;

import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Which post of a unit does what (A046): by section, with the words by which a matter is known and the way it takes. It
 * names posts, so that it stays true when people change.
 *
 * @param id the unit's
 */
public record DutyMap(@BsonId String id, long version, List<Duty> duties, String changedBy, Instant changedAt)
        implements Stored {

    /** @param keywords a matter whose words contain one of them falls under the duty @param flow its steps in order */
    public record Duty(String section, String postId, String what, List<String> keywords, List<String> flow) {
        public Duty {
            keywords = keywords == null ? List.of() : List.copyOf(keywords);
            flow = flow == null ? List.of() : List.copyOf(flow);
        }

        boolean covers(String text) {
            return keywords.stream().anyMatch(text::contains);
        }
    }

    public DutyMap {
        duties = duties == null ? List.of() : List.copyOf(duties);
    }

    /** The duty under which a text falls; empty when none does or those of several posts do: nobody guesses. */
    Optional<Duty> route(String text) {
        var found = duties.stream().filter(duty -> duty.covers(text)).toList();
        return found.stream().map(Duty::postId).distinct().count() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
