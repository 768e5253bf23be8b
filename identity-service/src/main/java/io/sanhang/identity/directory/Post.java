package io.sanhang.identity.directory;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.contracts.directory.PostRenamed;
import io.sanhang.support.store.Stored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A post outlives its holder. Responsibility belongs to the post, so a successor inherits it and nothing is issued anew
 * (A011); a vacant post keeps its place (A010).
 *
 * @param unitId absent for a county leader's post or one outside the county government (A012)
 * @param headsUnit its holder is the first-responsible person of the unit (A101)
 * @param former those who held it before, oldest first
 * @param spans what a leader leads, by field (A100)
 */
public record Post(
        @BsonId String id,
        long version,
        String title,
        @Nullable String unitId,
        boolean headsUnit,
        @Nullable Holder holder,
        List<Tenure> former,
        List<Span> spans)
        implements Stored {

    /** @param accountId absent for somebody without an account here */
    public record Holder(String name, @Nullable String accountId, LocalDate since) {}

    public record Tenure(String name, LocalDate from, LocalDate until) {}

    public record Span(String field, List<String> unitIds) {
        public Span {
            unitIds = unitIds == null ? List.of() : List.copyOf(unitIds);
        }
    }

    public Post {
        former = former == null ? List.of() : List.copyOf(former);
        spans = spans == null ? List.of() : List.copyOf(spans);
    }

    /** The same post with another holder, or vacant. */
    Post heldBy(@Nullable Holder next, LocalDate on) {
        var history = new ArrayList<>(former);
        if (holder != null) {
            history.add(new Tenure(holder.name(), holder.since(), on));
        }
        return new Post(id, version + 1, title, unitId, headsUnit, next, history, spans);
    }

    /** The same post under another title. */
    Post titled(String other) {
        return new Post(id, version + 1, other, unitId, headsUnit, holder, former, spans);
    }

    /** The same post leading other fields and units. */
    Post leading(List<Span> next) {
        return new Post(id, version + 1, title, unitId, headsUnit, holder, former, next);
    }

    /** The same post and holder in another unit. */
    Post in(String otherUnitId, boolean headsIt) {
        return new Post(id, version + 1, title, otherUnitId, headsIt, holder, former, spans);
    }

    /** Leads another unit instead of one. */
    Post leadingInstead(String of, String other) {
        return leading(spans.stream()
                .map(span -> new Span(
                        span.field,
                        span.unitIds.stream()
                                .map(unit -> unit.equals(of) ? other : unit)
                                .distinct()
                                .toList()))
                .toList());
    }

    boolean isHeldBy(@Nullable Holder other) {
        return holder == null || other == null
                ? holder == other
                : holder.name().equals(other.name()) && Objects.equals(holder.accountId(), other.accountId());
    }

    PostRenamed renamed(String formerTitle) {
        return new PostRenamed(id, unitId, formerTitle, title);
    }

    PostHolderChanged holderChanged(@Nullable Holder before) {
        return new PostHolderChanged(
                id, title, unitId, before == null ? null : before.name(), holder == null ? null : holder.name());
    }
}
