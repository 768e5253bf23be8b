package io.sanhang.evaluation.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.paper.PaperRecord;
import io.sanhang.evaluation.review.Review;
import io.sanhang.evaluation.scoring.Bootstrap;
import io.sanhang.evaluation.scoring.Scoring;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.scoring.Scoring.UnitScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The published result (A096): scores with sample sizes and how sure they are, as decimal strings, frozen.
 *
 * @param rates null in campaigns whose rules know none
 * @param sheets what became of printed sheets, by category and unit; absent where there are none
 */
record Result(
        About campaign,
        String method,
        String root,
        List<UnitResult> units,
        Reviewed review,
        @Nullable Rates rates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PaperRecord.Figures> sheets) {

    /** @param closes when the last ballot could be cast */
    record About(String id, String title, Instant closes, Instant publishedAt) {}

    /**
     * @param score four decimals, as computed; null for a unit without a counted ballot, and for a whole group of which
     *     one category of raters has counted no cell: nothing is known there to draw small samples towards. Without a
     *     score there is no rank either
     * @param ballots received, whether counted or not
     * @param display two decimals, as ranked
     * @param interval the 90 % interval of the score
     * @param standardError of the score, for a comparison with another campaign
     * @param rankInterval the 90 % interval of the rank, best first
     * @param band {@code red} among the best or {@code black} among the last of its group, as good as certain (§4.4);
     *     most units are in neither
     * @param note why there is no rank
     */
    record UnitResult(
            String id,
            String name,
            String group,
            int ballots,
            int counted,
            @Nullable String score,
            @Nullable String display,
            @Nullable Integer rank,
            boolean ranked,
            boolean tied,
            @Nullable List<String> interval,
            @Nullable String standardError,
            @Nullable List<Integer> rankInterval,
            @Nullable String band,
            @Nullable String note,
            List<CellResult> cells) {}

    /**
     * What the review of unusual ballots came to (§2.10), and what the scores would be otherwise.
     *
     * @param head of the chain of decisions, hex
     * @param all with every ballot counted; empty where nothing was unusual, then it is the result itself
     * @param without with every ballot left out that a flag is about; empty likewise
     */
    record Reviewed(String rules, String head, List<Review.Settled> flags, List<Plain> all, List<Plain> without) {}

    /** @param score four decimals @param rank in its group; null where there is none */
    record Plain(
            String unit,
            int counted,
            @Nullable String score,
            @Nullable Integer rank) {}

    /**
     * @param weight 0 when it is shown beside the score and is no part of it
     * @param entry by which door these raters came in; absent in results of before there was more than one
     */
    record CellResult(
            String category,
            String name,
            int weight,
            Campaign.@Nullable Entry entry,
            int n,
            @Nullable String mean,
            @Nullable String shrunk,
            boolean withheld) {}

    /** The rules of {@link Scoring} and {@link Bootstrap}, under the name they are published by. */
    static final String METHOD = "zfpj-score-1";

    /** Unit → category → values in milli-points, and what was received, counted or not. */
    private record Values(
            Map<String, Map<String, List<Integer>>> cells, Map<String, Integer> received, Rates.Count shares) {}

    /**
     * @param ballots in the order of the public list; each is looked at once for each way of counting and let go, so that
     *     a county's need not fit into memory
     */
    static Result of(
            Campaign campaign, Consumer<Consumer<Ballot>> ballots, String root, Instant publishedAt, Review review) {
        var values = values(campaign, ballots, review.setAside());
        var units = groups(campaign).entrySet().stream()
                .flatMap(group -> group(campaign, group.getKey(), group.getValue(), values, root).stream())
                .toList();
        var unusual = !review.flags().isEmpty();
        return new Result(
                new About(campaign.id(), campaign.title(), campaign.ended(), publishedAt),
                METHOD,
                root,
                units,
                new Reviewed(
                        campaign.terms().review(),
                        review.head(),
                        review.settled(),
                        unusual ? plain(campaign, values(campaign, ballots, ballot -> false)) : List.of(),
                        unusual ? plain(campaign, values(campaign, ballots, review.flagged())) : List.of()),
                values.shares.rates(values.cells),
                null);
    }

    Result with(@Nullable List<PaperRecord.Figures> figures) {
        return new Result(campaign, method, root, units, review, rates, figures);
    }

    private static Values values(Campaign campaign, Consumer<Consumer<Ballot>> ballots, Predicate<Ballot> setAside) {
        var values = new Values(new LinkedHashMap<>(), new HashMap<>(), new Rates.Count(campaign));
        campaign.units().forEach(unit -> values.cells.put(unit.id(), new LinkedHashMap<>()));
        ballots.accept(ballot -> {
            values.received.merge(ballot.unit(), 1, Integer::sum);
            var levels = campaign.levels(ballot);
            var value = setAside.test(ballot) ? null : campaign.value(levels);
            if (value != null) {
                values.shares.add(ballot.unit(), ballot.category(), value, levels);
                Objects.requireNonNull(values.cells.get(ballot.unit()))
                        .computeIfAbsent(ballot.category(), name -> new ArrayList<>())
                        .add(value);
            }
        });
        return values;
    }

    private static Map<String, List<Campaign.RatedUnit>> groups(Campaign campaign) {
        var groups = new LinkedHashMap<String, List<Campaign.RatedUnit>>();
        campaign.units()
                .forEach(unit -> groups.computeIfAbsent(unit.group(), name -> new ArrayList<>())
                        .add(unit));
        return groups;
    }

    private static List<Standing> standings(
            Campaign campaign, List<Campaign.RatedUnit> members, Map<String, Map<String, List<Integer>>> values) {
        var scores = Scoring.scores(of(members, values), campaign.weights(), Rules.DEFAULT);
        var complete = IntStream.range(0, campaign.weights().size())
                .filter(at -> campaign.weights().get(at).counts())
                .allMatch(at ->
                        scores.stream().anyMatch(score -> score.cells().get(at).counted() > 0));
        return scores.stream()
                .map(score -> new Standing(score, complete && score.counted() > 0 && campaign.isRanked()))
                .toList();
    }

    private static Map<String, Map<String, List<Integer>>> of(
            List<Campaign.RatedUnit> members, Map<String, Map<String, List<Integer>>> all) {
        var values = new LinkedHashMap<String, Map<String, List<Integer>>>();
        members.forEach(unit -> values.put(unit.id(), Objects.requireNonNull(all.get(unit.id()))));
        return values;
    }

    private static List<Plain> plain(Campaign campaign, Values values) {
        return groups(campaign).values().stream()
                .flatMap(members -> {
                    var standings = standings(campaign, members, values.cells);
                    var scores = standings.stream().map(Standing::score).toList();
                    return standings.stream()
                            .map(each -> new Plain(
                                    each.unit(),
                                    each.score.counted(),
                                    each.known ? decimals(each.score.score(), 4) : null,
                                    each.ranked() ? Scoring.rank(each.score, scores) : null));
                })
                .toList();
    }

    private static List<UnitResult> group(
            Campaign campaign, String group, List<Campaign.RatedUnit> members, Values all, String root) {
        var values = of(members, all.cells);
        var standings = standings(campaign, members, all.cells);
        var scores = standings.stream().map(Standing::score).toList();
        var ranked =
                standings.stream().filter(Standing::ranked).map(Standing::unit).toList();
        var intervals =
                Bootstrap.intervals(campaign.id(), group, root, values, ranked, campaign.weights(), Rules.DEFAULT);
        // Who is not known keeps the campaign's order, which tells nothing.
        return standings.stream()
                .sorted(Comparator.comparing(Standing::ranked)
                        .thenComparing(Standing::shown)
                        .reversed())
                .map(standing -> unit(
                        campaign,
                        standing,
                        all.received.getOrDefault(standing.unit(), 0),
                        scores,
                        intervals.get(standing.unit())))
                .toList();
    }

    /** @param known false when there is nothing to make a score of */
    private record Standing(UnitScore score, boolean known) {
        String unit() {
            return score.unit();
        }

        boolean ranked() {
            return known && score.ranked();
        }

        BigDecimal shown() {
            return known ? score.shown() : BigDecimal.ZERO;
        }
    }

    private static UnitResult unit(
            Campaign campaign,
            Standing standing,
            int received,
            List<UnitScore> group,
            Bootstrap.@Nullable Interval drawn) {
        var score = standing.score;
        var unit = campaign.units().stream()
                .filter(each -> each.id().equals(score.unit()))
                .findFirst()
                .orElseThrow();
        var known = standing.known;
        var ranked = standing.ranked();
        var interval = ranked ? drawn : null;
        var tied = ranked
                && group.stream()
                                .filter(other -> other.ranked() && other.shown().equals(score.shown()))
                                .count()
                        > 1;
        return new UnitResult(
                unit.id(),
                unit.name(),
                unit.group(),
                received,
                score.counted(),
                known ? decimals(score.score(), 4) : null,
                known ? decimals(score.score(), 2) : null,
                ranked ? Scoring.rank(score, group) : null,
                ranked,
                tied,
                interval == null ? null : List.of(decimals(interval.low()), decimals(interval.high())),
                interval == null ? null : decimals(interval.standardError()),
                interval == null ? null : List.of(interval.lowRank(), interval.highRank()),
                interval == null ? null : Band.of(interval.rankCounts(), score.shown()),
                ranked ? null : campaign.isRanked() ? "样本不足，不排名" : "知晓率调查，不打分排名",
                score.cells().stream().map(cell -> cell(campaign, cell, known)).toList());
    }

    private static CellResult cell(Campaign campaign, Scoring.Cell cell, boolean known) {
        var category = campaign.categories().stream()
                .filter(each -> each.id().equals(cell.category()))
                .findFirst()
                .orElseThrow();
        var mean = cell.mean();
        // Beside the score a cell without ballots is not a guess, it is nothing.
        var shown = known && (mean != null || category.weight() > 0);
        return new CellResult(
                cell.category(),
                category.name(),
                category.weight(),
                category.entry(),
                cell.cast(),
                mean == null || !campaign.isRanked() ? null : decimals(mean, 4),
                shown ? decimals(cell.shrunk(), 4) : null,
                cell.cast() > 0 && cell.counted() == 0);
    }

    private static String decimals(BigDecimal value, int places) {
        return value.setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private static String decimals(double value) {
        // The exact value of the double, not its shortest decimal: so everybody rounds alike.
        return decimals(new BigDecimal(value), 4);
    }
}
