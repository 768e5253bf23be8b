package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Purpose;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.scoring.Wilson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares of good answers with how sure they are (A069, A070; ballots protocol §4.6). In a usual campaign the satisfaction
 * with each unit (or window, or matter, where these are what is rated): a counted ballot is good when it is worth 60 points
 * or more, which for a single question is level 3 to 5. In a survey of awareness (政策知晓率) each question is a policy,
 * and an answer of level 3 to 5 is good: 知道 is level 5, 听说过 level 2, 不知道 level 1.
 */
record Rates(String rules, Purpose purpose, List<Rate> rows) {

    /** The name of these rules, as it stands in the manifest. */
    static final String RULES = "zfpj-rate-1";

    /** The least value of a good ballot, in milli-points, and the lowest level of a good answer. */
    private static final int GOOD_BALLOT = 60_000;

    private static final int GOOD_LEVEL = 3;

    /**
     * @param category of the raters; null for all whose ballots make up the score
     * @param item the policy; null for whole ballots
     * @param n counted ballots, or answers to the policy
     * @param good of these; null, with all that follows, when there are fewer than 30
     * @param rate four decimals
     * @param interval of 95 %, four decimals
     * @param stars 1 to 5, of whole ballots only
     */
    record Rate(
            String unit,
            @Nullable String category,
            @Nullable String item,
            int n,
            @Nullable Integer good,
            @Nullable String rate,
            @Nullable List<String> interval,
            @Nullable Integer stars) {}

    private record Share(int n, int good) {
        Share and(Share other) {
            return new Share(n + other.n, good + other.good);
        }
    }

    /** Adds up as ballots are looked at. */
    static final class Count {
        private final Campaign campaign;
        /* unit / category / item or nothing */
        private final Map<String, Share> shares = new HashMap<>();

        Count(Campaign campaign) {
            this.campaign = campaign;
        }

        /** @param value of a ballot that counts, in milli-points @param levels in the order of the questions */
        void add(String unit, String category, int value, List<Integer> levels) {
            if (campaign.terms().purpose() == Purpose.CONDUCT) {
                count(unit, category, "", value >= GOOD_BALLOT);
                return;
            }
            for (var at = 0; at < levels.size(); at++) {
                if (levels.get(at) > 0) {
                    count(unit, category, campaign.items().get(at).id(), levels.get(at) >= GOOD_LEVEL);
                }
            }
        }

        private void count(String unit, String category, String item, boolean good) {
            shares.merge(unit + "/" + category + "/" + item, new Share(1, good ? 1 : 0), Share::and);
        }

        /** Null under rules that know of no rates. @param cells sizes of the cells, by unit and category */
        @Nullable
        Rates rates(Map<String, Map<String, List<Integer>>> cells) {
            if (campaign.terms().rates() == null) {
                return null;
            }
            var rows = new ArrayList<Rate>();
            var awareness = campaign.terms().purpose() == Purpose.AWARENESS;
            var items = awareness ? campaign.itemIds() : List.of("");
            for (var unit : campaign.unitIds()) {
                var shown = campaign.categories().stream()
                        .filter(each -> size(cells, unit, each) >= Rules.DEFAULT.k())
                        .toList();
                for (var item : items) {
                    var all = shown.stream()
                            .filter(each -> each.weight() > 0)
                            .map(each -> share(unit, each, item))
                            .reduce(new Share(0, 0), Share::and);
                    rows.add(rate(unit, null, item, all));
                    shown.forEach(each -> rows.add(rate(unit, each.id(), item, share(unit, each, item))));
                }
            }
            return new Rates(RULES, campaign.terms().purpose(), List.copyOf(rows));
        }

        private static int size(Map<String, Map<String, List<Integer>>> cells, String unit, Category category) {
            return cells.getOrDefault(unit, Map.of())
                    .getOrDefault(category.id(), List.of())
                    .size();
        }

        private Share share(String unit, Category category, String item) {
            return shares.getOrDefault(unit + "/" + category.id() + "/" + item, new Share(0, 0));
        }
    }

    private static Rate rate(String unit, @Nullable String category, String item, Share share) {
        var of = item.isEmpty() ? null : item;
        if (share.n < Rules.DEFAULT.minN()) {
            return new Rate(unit, category, of, share.n, null, null, null, null);
        }
        var wilson = Wilson.of(share.good, share.n);
        return new Rate(
                unit,
                category,
                of,
                share.n,
                share.good,
                decimals(wilson.rate()),
                List.of(decimals(wilson.lower()), decimals(wilson.upper())),
                of == null ? wilson.stars(share.n) : null);
    }

    private static String decimals(double value) {
        // Rounding can leave a bound a hair outside of 0 and 1.
        return new BigDecimal(Math.min(1, Math.max(0, value)))
                .setScale(4, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
