package io.sanhang.task.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sets a duty apart from others.
 *
 * @param level who set it, of a supervised matter (A081)
 * @param tags ids of the office's tags, in the order given (A015)
 * @param legacy what is known of a legacy matter (A022)
 */
public record Particulars(
        @Nullable Level level, List<String> tags, @Nullable Legacy legacy) {

    public static final Particulars NONE = new Particulars(null, List.of(), null);

    public Particulars {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    Particulars tagged(List<String> others) {
        return new Particulars(level, others, legacy);
    }

    public Particulars about(Legacy matter) {
        return new Particulars(level, tags, matter);
    }
}
