package io.sanhang.evaluation.review;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.review.Flag.Kind;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for bursts, equal sheets, crowds and gaps between channels (ballots protocol §4.7), from nothing but what is public once the result is:
 * each ballot's cell and place, the days of the tree heads, and the answers in cells that are large enough to be shown.
 * The protocol compares hours of the day; hours are not public here, so that a unit's part in a day is compared with its
 * part in other days (docs/adr/0004). Gaps are looked for since {@code zfpj-review-2}.
 */
final class Anomalies {

    /** Rarer than this is no chance. */
    private static final double CHANCE = 1e-6;

    private static final int FEWEST_IN_BURST = 20;
    private static final int FEWEST_EQUAL = 15;
    private static final int FEWEST_IN_CROWD = 20;
    private static final int TIMES = 3;

    /** Of a gap, in milli-points, and in its standard errors. */
    private static final double LEAST_GAP = 15_000;

    private static final double CERTAIN_GAP = 3;

    /** With fewer other days or units to compare with nothing can be called usual. */
    private static final int FEWEST_OTHERS = 3;

    private static final double LEAST_EXPECTED = 0.5;

    private static final class Cell {
        int received;
        final List<Integer> values = new ArrayList<>();
        final Map<String, Integer> sheets = new HashMap<>();
    }

    private final Campaign campaign;
    private final Map<String, Cell> cells = new HashMap<>();
    /* Day → unit → ballots. */
    private final Map<LocalDate, Map<String, Integer>> days = new TreeMap<>();

    private Anomalies(Campaign campaign) {
        this.campaign = campaign;
    }

    /**
     * @param ballots in the order of the public list; each is looked at once
     * @return by kind, in the order of the campaign's units
     */
    static List<Flag> of(Campaign campaign, Consumer<Consumer<Ballot>> ballots, Days days) {
        var found = new Anomalies(campaign);
        ballots.accept(ballot -> found.see(ballot, days.of(Objects.requireNonNull(ballot.index()))));
        var flags = new ArrayList<Flag>();
        campaign.units().forEach(unit -> found.bursts(unit, flags::add));
        campaign.units()
                .forEach(
                        unit -> campaign.categories().forEach(category -> found.identical(unit, category, flags::add)));
        campaign.units()
                .forEach(unit -> campaign.categories().forEach(category -> found.crowd(unit, category, flags::add)));
        if (!campaign.terms().review().equals(Review.FIRST_RULES)) {
            campaign.units()
                    .forEach(unit -> campaign.categories().stream()
                            .filter(category -> isAtWindow(category))
                            .forEach(category -> found.gap(unit, category, flags::add)));
        }
        return List.copyOf(flags);
    }

    private void see(Ballot ballot, LocalDate day) {
        var cell = cells.computeIfAbsent(ballot.unit() + "/" + ballot.category(), name -> new Cell());
        cell.received++;
        var value = campaign.value(ballot);
        if (value != null) {
            cell.values.add(value);
        }
        cell.sheets.merge(Flag.answers(ballot.body()), 1, Integer::sum);
        days.computeIfAbsent(day, name -> new HashMap<>()).merge(ballot.unit(), 1, Integer::sum);
    }

    private Cell cell(RatedUnit unit, Category category) {
        return cells.getOrDefault(unit.id() + "/" + category.id(), new Cell());
    }

    private void bursts(RatedUnit unit, Consumer<Flag> found) {
        days.forEach((day, counts) -> {
            int own = counts.getOrDefault(unit.id(), 0);
            var all = total(counts);
            var shares = days.entrySet().stream()
                    .filter(other -> !other.getKey().equals(day))
                    .map(Map.Entry::getValue)
                    .mapToDouble(other -> share(other, unit.id()))
                    .filter(share -> share >= 0)
                    .sorted()
                    .toArray();
            if (own < FEWEST_IN_BURST || shares.length < FEWEST_OTHERS) {
                return;
            }
            var expected = Math.max(LEAST_EXPECTED, (all - own) * median(shares));
            var chance = Chance.poisson(own, expected);
            if (own > expected && chance < CHANCE) {
                found.accept(flag(Kind.BURST, unit, null, day, null, own, all, expected, chance));
            }
        });
    }

    /** A unit's ballots to one of all others on that day; below 0 when there were none. */
    private static double share(Map<String, Integer> counts, String unit) {
        int own = counts.getOrDefault(unit, 0);
        var others = total(counts) - own;
        return others == 0 ? -1 : (double) own / others;
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double median(double[] sorted) {
        var half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private void identical(RatedUnit unit, Category category, Consumer<Flag> found) {
        var own = cell(unit, category);
        if (!isShown(own)) {
            return;
        }
        var all = new HashMap<String, Integer>();
        campaign.units().stream()
                .map(each -> cell(each, category))
                .filter(Anomalies::isShown)
                .forEach(cell -> cell.sheets.forEach((sheet, count) -> all.merge(sheet, count, Integer::sum)));
        var others = total(all) - own.received;
        if (others == 0) {
            return;
        }
        new TreeMap<>(own.sheets).forEach((sheet, count) -> {
            var p = (all.getOrDefault(sheet, 0) - count + 1.0) / (others + all.size());
            if (count < FEWEST_EQUAL || count <= own.received * p) {
                return;
            }
            var chance = Chance.binomial(count, own.received, p);
            if (chance < CHANCE) {
                found.accept(flag(
                        Kind.IDENTICAL, unit, category, null, sheet, count, own.received, own.received * p, chance));
            }
        });
    }

    private static boolean isShown(Cell cell) {
        return cell.values.size() >= Rules.DEFAULT.k();
    }

    private void crowd(RatedUnit unit, Category category, Consumer<Flag> found) {
        var own = cell(unit, category).received;
        var others = campaign.units().stream()
                .filter(each -> each.group().equals(unit.group()) && !each.id().equals(unit.id()))
                .mapToInt(each -> cell(each, category).received)
                .toArray();
        var sum = java.util.Arrays.stream(others).sum();
        if (own >= FEWEST_IN_CROWD
                && others.length >= FEWEST_OTHERS
                && (long) own * others.length > (long) TIMES * sum) {
            found.accept(
                    flag(Kind.TURNOUT, unit, category, null, null, own, own + sum, (double) sum / others.length, null));
        }
    }

    private static boolean isAtWindow(Category category) {
        return Objects.requireNonNull(category.entry()).isAtWindow();
    }

    /**
     * A tablet's raters are held against those who had something handled too and rated at home, if the campaign has such;
     * otherwise, as paper is, against everybody who rated on a device of her own.
     */
    private List<Category> beside(Category window) {
        var own =
                campaign.categories().stream().filter(each -> !isAtWindow(each)).toList();
        var alike = own.stream()
                .filter(each -> window.entry() == Entry.TABLET && each.entry() == Entry.CODE)
                .toList();
        return alike.isEmpty() ? own : alike;
    }

    /** z = |difference of the means| / √(s²/n + s²/n), with sample variances of values in milli-points. */
    private void gap(RatedUnit unit, Category window, Consumer<Flag> found) {
        var here = cell(unit, window);
        for (var category : beside(window)) {
            var home = cell(unit, category);
            if (!isShown(here) || !isShown(home)) {
                continue;
            }
            var difference = Math.abs(mean(here) - mean(home));
            var z = difference / Math.sqrt(variance(here) / here.values.size() + variance(home) / home.values.size());
            if (difference >= LEAST_GAP && z >= CERTAIN_GAP) {
                var plain = flag(
                        Kind.CHANNEL,
                        unit,
                        window,
                        null,
                        null,
                        here.received,
                        here.received + home.received,
                        mean(home) / 1000,
                        null);
                found.accept(plain.with(new Flag.Gap(
                        category.id(), decimals(mean(here) / 1000), Double.isInfinite(z) ? null : decimals(z))));
            }
        }
    }

    private static double mean(Cell cell) {
        var sum = 0.0;
        for (var value : cell.values) {
            sum += value;
        }
        return sum / cell.values.size();
    }

    /** Added up in the order of the list: another order would give another last digit. */
    private static double variance(Cell cell) {
        var mean = mean(cell);
        var squares = 0.0;
        for (var value : cell.values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (cell.values.size() - 1);
    }

    private static String decimals(double value) {
        return new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static Flag flag(
            Kind kind,
            RatedUnit unit,
            @Nullable Category category,
            @Nullable LocalDate day,
            @Nullable String answers,
            int observed,
            int of,
            double expected,
            @Nullable Double chance) {
        var id = new StringBuilder(kind.code()).append('~').append(unit.id());
        for (var part : new Object[] {
            category == null ? "" : category.id(), day == null ? "" : day, answers == null ? "" : answers
        }) {
            if (!part.toString().isEmpty()) {
                id.append('~').append(part);
            }
        }
        return new Flag(
                id.toString(),
                kind,
                unit.id(),
                category == null ? null : category.id(),
                day,
                answers,
                observed,
                of,
                decimals(expected),
                chance == null ? null : String.format(Locale.ROOT, "%.2e", chance),
                null);
    }
}
