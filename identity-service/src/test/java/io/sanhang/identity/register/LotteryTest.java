package io.sanhang.identity.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.identity.register.Draw.Source;
import io.sanhang.identity.register.Draw.Wish;
import io.sanhang.identity.register.Lottery.Ticket;
import io.sanhang.support.errors.Refusal;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Covers("A093")
class LotteryTest {

    private static List<Ticket> frame(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Ticket("mark-" + i, i % 10 < 7 ? "柳河镇" : i % 10 < 9 ? "东岗镇" : "青山乡"))
                .toList();
    }

    /** Computed with {@code printf '%s' 'seed|mark' | sha256sum}, sorted by hand. */
    @Test
    void the_smallest_hashes_are_drawn() {
        assertThat(Lottery.sha256("2026|a")).startsWith("1725787d0150");
        assertThat(Lottery.draw(
                        List.of(new Ticket("a", ""), new Ticket("b", ""), new Ticket("c", ""), new Ticket("d", "")),
                        "2026",
                        2,
                        false))
                .extracting(Ticket::mark)
                .containsExactly("a", "b");
    }

    @Test
    void the_same_list_and_seed_give_the_same_in_whatever_order_the_list_comes() {
        var one = frame(1000);
        var other = new ArrayList<>(one);
        Collections.shuffle(other, new Random(1));

        assertThat(Lottery.draw(other, "x", 100, true)).isEqualTo(Lottery.draw(one, "x", 100, true));
        assertThat(Lottery.text(other)).isEqualTo(Lottery.text(one));
        assertThat(Lottery.draw(one, "y", 100, true)).isNotEqualTo(Lottery.draw(one, "x", 100, true));
    }

    @Test
    void each_stratum_gets_its_part_and_the_largest_remainders_the_rest() {
        assertThat(Lottery.quotas(Map.of("a", 700, "b", 200, "c", 100), 10)).isEqualTo(Map.of("a", 7, "b", 2, "c", 1));
        // 3.5, 3.5, 3: equal remainders in the strata's order.
        assertThat(Lottery.quotas(Map.of("b", 7, "a", 7, "c", 6), 10)).isEqualTo(Map.of("a", 4, "b", 3, "c", 3));
        assertThat(Lottery.quotas(Map.of("a", 1, "b", 1), 2)).isEqualTo(Map.of("a", 1, "b", 1));
        var drawn = Lottery.draw(frame(1000), "x", 50, true);
        assertThat(drawn).hasSize(50).doesNotHaveDuplicates();
        assertThat(drawn.stream().filter(each -> each.stratum().equals("柳河镇"))).hasSize(35);
    }

    @Test
    void everybody_is_drawn_when_all_are_wanted_and_nobody_from_nothing() {
        assertThat(Lottery.draw(frame(33), "x", 33, true)).hasSize(33);
        var wish = new Wish("c", 34, true, Source.LIST, null, null, null);
        assertThatThrownBy(() -> Draw.of("q|1", wish, "x", true, frame(33), "2026-09-01", ""))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("too-few-to-draw"));
        assertThatThrownBy(() -> Draw.of("q|1", wish, "x", true, List.of(), "2026-09-01", ""))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("nobody-to-draw"));
    }

    /** Over many seeds everybody comes about as often: 100 of 1000 in 2000 draws, 200 each, standard deviation 13.4. */
    @Test
    void nobody_is_preferred() {
        var frame = frame(1000);
        var often = new int[1000];
        for (var seed = 0; seed < 2000; seed++) {
            Lottery.draw(frame, "seed" + seed, 100, false)
                    .forEach(each -> often[Integer.parseInt(each.mark().substring(5))]++);
        }
        assertThat(often).satisfies(all -> assertThat(IntStream.of(all)).allMatch(n -> n > 200 - 67 && n < 200 + 67));
    }

    @Test
    void small_strata_are_put_together_and_say_nothing_of_single_people() {
        var shares = new Shares(0);
        var today = LocalDate.parse("2026-09-01");
        for (var each : Map.of("大镇", 40, "小乡", 3, "中乡", 12).entrySet()) {
            for (var i = 0; i < each.getValue(); i++) {
                var person = new Invited.Person(each.getKey() + i, each.getKey(), null, null);
                shares.count(Invited.of("q", person, "c", Invited.IMPORTED, "code"), i == 0, today);
            }
        }
        // The small one alone would be the total less the others.
        assertThat(shares.of("c").strata())
                .containsExactly(new Shares.Share("大镇", 40, 0, 1), new Shares.Share(Shares.TOGETHER, 15, 0, 2));
        assertThat(shares.of("c").total()).isEqualTo(new Shares.Share("", 55, 0, 3));
        assertThat(shares.of("e").total()).isEqualTo(new Shares.Share("", 0, 0, null));
    }
}
