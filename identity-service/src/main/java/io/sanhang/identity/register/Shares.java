package io.sanhang.identity.register;

import io.sanhang.identity.register.Invited.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many were invited, reached and took tokens, by category and stratum; never who (A094). What few people did would tell
 * of single ones, so small strata are put together until they are {@value #FEWEST}.
 */
final class Shares {

    static final int FEWEST = 10;
    static final String TOGETHER = "其他（人数少的合在一起）";

    /** @param took null where so few were invited that it would tell of single people */
    record Share(
            String name, int invited, int reached, @Nullable Integer took) {}

    static final class Category {
        final Map<State, Integer> states = new EnumMap<>(State.class);
        private final Map<String, int[]> strata = new LinkedHashMap<>();
        private int reached;
        private int took;
        int remindable;

        int in(State state) {
            return states.getOrDefault(state, 0);
        }

        Share total() {
            var invited = states.values().stream().mapToInt(Integer::intValue).sum();
            return share("", new int[] {invited, reached, took});
        }

        /** Empty when nobody has a stratum. */
        List<Share> strata() {
            if (strata.size() < 2) {
                return List.of();
            }
            var bySize = strata.entrySet().stream()
                    .sorted(Comparator.comparingInt((Map.Entry<String, int[]> each) -> each.getValue()[0])
                            .thenComparing(Map.Entry::getKey))
                    .toList();
            var together = new int[3];
            var shares = new ArrayList<Share>();
            for (var each : bySize) {
                var counts = each.getValue();
                // Also with the next larger one, as long as the small ones are few: the sum would tell the rest.
                if (counts[0] < FEWEST || together[0] > 0 && together[0] < FEWEST) {
                    for (var at = 0; at < 3; at++) {
                        together[at] += counts[at];
                    }
                } else {
                    shares.add(share(each.getKey().isEmpty() ? "没有写分组" : each.getKey(), counts));
                }
            }
            shares.sort(Comparator.comparing(Share::name));
            if (together[0] > 0) {
                shares.add(share(TOGETHER, together));
            }
            return shares;
        }

        private static Share share(String name, int[] counts) {
            return new Share(name, counts[0], counts[1], counts[0] < FEWEST ? null : counts[2]);
        }
    }

    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final int remindAfterDays;

    /** @param remindAfterDays 0: no reminders */
    Shares(int remindAfterDays) {
        this.remindAfterDays = remindAfterDays;
    }

    Category of(String category) {
        return categories.computeIfAbsent(category, name -> new Category());
    }

    void count(Invited person, boolean took, LocalDate today) {
        var category = of(person.category());
        category.states.merge(person.state(), 1, Integer::sum);
        var counts = category.strata.computeIfAbsent(person.stratum(), name -> new int[3]);
        counts[0]++;
        counts[1] += person.isReached() ? 1 : 0;
        counts[2] += took ? 1 : 0;
        category.reached += person.isReached() ? 1 : 0;
        category.took += took ? 1 : 0;
        category.remindable += !took && mayBeReminded(person, today, remindAfterDays) ? 1 : 0;
    }

    static boolean mayBeReminded(Invited person, LocalDate today, int afterDays) {
        var sentOn = person.sentOn();
        return afterDays > 0
                && person.state() == State.SENT
                && !person.reminded()
                && person.sealedPhone() != null
                && sentOn != null
                && !LocalDate.parse(sentOn).plusDays(afterDays).isAfter(today);
    }
}
