package io.sanhang.evaluation.review;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.evaluation.ballot.Ballot;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something unusual about some ballots (ballots protocol §4.7), for people to look at. Anybody finds the same from the
 * public files.
 *
 * @param id the same whenever it is computed
 * @param category of the raters; null where it is about all of a unit's ballots
 * @param day on which the ballots were sealed; {@code burst} only
 * @param answers the levels in the order of the questions, such as {@code 5433}; {@code identical} only
 * @param observed so many ballots it is about
 * @param of among so many: of the cell ({@code identical}), of the day ({@code burst}), of the category ({@code turnout}),
 *     of both cells ({@code channel})
 * @param expected so many would have been usual, two decimals; {@code channel}: the mean that would have been, in points
 * @param chance of at least so many if nothing is unusual, three digits such as {@code 6.78e-16}; null where none is
 *     computed
 * @param gap {@code channel} only
 */
public record Flag(
        String id,
        Kind kind,
        String unit,
        @Nullable String category,
        @Nullable LocalDate day,
        @Nullable String answers,
        int observed,
        int of,
        String expected,
        @Nullable String chance,
        @Nullable Gap gap) {

    /**
     * What raters at a window said beside what others said on devices of their own.
     *
     * @param against the category of the others; their mean is {@code expected}
     * @param mean of the flagged ones, in points, two decimals
     * @param z the difference in its standard errors, two decimals; null when neither varies at all
     */
    public record Gap(String against, String mean, @Nullable String z) {}

    public enum Kind {
        /** Far more of a unit's ballots on one day than its share of other days. */
        BURST,
        /** Far more equal sheets for a unit than other units got. */
        IDENTICAL,
        /** One kind of rater came more than three times as often as to the other units of the group. */
        TURNOUT,
        /** Ballots given at a window differ from those on people's own devices: perhaps somebody looked on. */
        CHANNEL;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, between these two channels. */
    Flag with(Gap between) {
        return new Flag(
                id + "~" + between.against,
                kind,
                unit,
                category,
                day,
                answers,
                observed,
                of,
                expected,
                chance,
                between);
    }

    boolean covers(Ballot ballot, LocalDate sealed) {
        return unit.equals(ballot.unit())
                && (category == null || category.equals(ballot.category()))
                && (day == null || day.equals(sealed))
                && (answers == null || answers.equals(answers(ballot.body())));
    }

    /** Of {@code zfpj1|…|q1=5,q2=4} the digits behind the signs. */
    static String answers(String body) {
        var levels = new StringBuilder();
        for (var at = body.indexOf('='); at >= 0; at = body.indexOf('=', at + 1)) {
            levels.append(body.charAt(at + 1));
        }
        return levels.toString();
    }
}
