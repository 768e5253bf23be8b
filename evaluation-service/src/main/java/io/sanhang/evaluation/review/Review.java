package io.sanhang.evaluation.review;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.review.Decision.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A campaign's review, closed: nothing in it changes any more.
 *
 * @param head SHA-256 of the last decision's text, hex
 */
public record Review(List<Flag> flags, Map<String, Decided> decisions, Days days, String head) {

    /** The names of the rules that {@link Anomalies} follows, as they stand in manifests: since, and before, gaps. */
    public static final String RULES = "zfpj-review-2";

    public static final String FIRST_RULES = "zfpj-review-1";

    /** Of a campaign that was published before there were reviews. */
    public static final Review NONE = new Review(List.of(), Map.of(), new Days(List.of()), "");

    /** The last word on a flag. */
    record Decided(Verdict verdict, String reason) {}

    /** A flag and what became of it. */
    public record Settled(Flag flag, boolean setAside, String reason) {}

    public List<Settled> settled() {
        return flags.stream()
                .map(flag -> {
                    var decided = Objects.requireNonNull(decisions.get(flag.id()));
                    return new Settled(flag, decided.verdict == Verdict.SET_ASIDE, decided.reason);
                })
                .toList();
    }

    /** Ballots that do not count by decision. */
    public Predicate<Ballot> setAside() {
        return in(
                settled().stream().filter(Settled::setAside).map(Settled::flag).toList());
    }

    /** Ballots that some flag is about. */
    public Predicate<Ballot> flagged() {
        return in(flags);
    }

    private Predicate<Ballot> in(List<Flag> some) {
        return ballot ->
                some.stream().anyMatch(flag -> flag.covers(ballot, days.of(Objects.requireNonNull(ballot.index()))));
    }
}
