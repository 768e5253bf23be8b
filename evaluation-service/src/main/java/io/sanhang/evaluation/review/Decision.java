package io.sanhang.evaluation.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of what was decided, in the order it was decided (ballots protocol §2.10). Each names the hash of the one
 * before, so that none can be changed, left out or put in later; the last one closes the review.
 *
 * @param v 1
 * @param seq from 1
 * @param flag null in the line that closes the review
 * @param by the unit of the official who decided; null where the platform itself did
 * @param at ISO time
 * @param prev SHA-256 of the text of the line before, hex; 64 zeros in the first
 */
record Decision(
        int v,
        String cid,
        int seq,
        @Nullable String flag,
        Verdict verdict,
        @Nullable String reason,
        @Nullable String by,
        String at,
        String prev) {

    /** What happens to the ballots that a flag is about; they stay in the public list either way. */
    enum Verdict {
        @JsonProperty("count")
        COUNT,
        @JsonProperty("set-aside")
        SET_ASIDE,
        @JsonProperty("closed")
        CLOSED
    }

    boolean isLast() {
        return verdict == Verdict.CLOSED;
    }
}
