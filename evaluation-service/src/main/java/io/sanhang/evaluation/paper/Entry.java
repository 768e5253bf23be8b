package io.sanhang.evaluation.paper;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Stored;
import java.util.List;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A sheet on its way in: entered by one person, then by another who does not see what the first entered. It is gone as
 * soon as the sheet is a ballot, so that nothing tells who entered which.
 *
 * @param mark the first letters of the code, to find the sheet in the pile
 */
public record Entry(
        @BsonId String id,
        long version,
        String campaign,
        String batch,
        String mark,
        Look first,
        @Nullable Look second,
        @Nullable Look third)
        implements Stored {

    /**
     * @param by an account
     * @param levels 5 to 1 and 0 for each question, in their order; none for a void sheet
     * @param voidFor why the sheet says nothing; null for one that does
     */
    public record Look(
            String by, List<Integer> levels, @Nullable VoidReason voidFor) {
        public Look {
            levels = List.copyOf(levels);
        }

        /** Two who find a sheet void may do so for different reasons. */
        boolean saysLike(Look other) {
            return levels.equals(other.levels);
        }
    }

    /** Two people have seen it differently. */
    boolean differs() {
        return second != null && third == null && !first.saysLike(second);
    }

    /** What the sheet says, or that it says nothing, once it is sure; null before. */
    @Nullable
    Look agreed() {
        if (third != null) {
            return third;
        }
        return second == null || differs() ? null : first;
    }

    List<String> hands() {
        return Stream.of(first, second, third)
                .flatMap(Stream::ofNullable)
                .map(Look::by)
                .toList();
    }

    boolean isBy(Caller caller) {
        return hands().contains(caller.id());
    }

    /**
     * Somebody enters the sheet, or again what she had entered, having looked once more.
     *
     * @throws Refusal {@code sheet-differs} when two others have entered it
     */
    Entry entered(Look look) {
        if (agreed() != null) {
            return this;
        }
        if (look.by.equals(first.by)) {
            return new Entry(id, version + 1, campaign, batch, mark, look, second, null);
        }
        if (second != null && !look.by.equals(second.by)) {
            throw Refusal.conflict("sheet-differs");
        }
        return new Entry(id, version + 1, campaign, batch, mark, first, look, null);
    }

    /**
     * A third person decides.
     *
     * @throws Refusal {@code sheet-not-disputed}, {@code third-person-needed}
     */
    Entry decided(Look look) {
        if (!differs()) {
            throw Refusal.conflict("sheet-not-disputed");
        }
        if (hands().contains(look.by)) {
            throw Refusal.forbidden("third-person-needed");
        }
        return new Entry(id, version + 1, campaign, batch, mark, first, second, look);
    }
}
