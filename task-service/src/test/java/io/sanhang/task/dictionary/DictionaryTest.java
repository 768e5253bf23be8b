package io.sanhang.task.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.dictionary.Dictionary.Entry;
import io.sanhang.task.dictionary.Dictionary.Line;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private static final Instant NOON = Instant.parse("2026-09-14T04:00:00Z");

    private final Dictionary empty = Shipped.INDUSTRY.asShipped();

    @Test
    @Covers("A015")
    void a_pasted_list_becomes_entries_with_codes_of_their_own() {
        var next = edited(empty, line(null, " 粮食精深加工 "), line(null, "木业家具"));

        assertThat(next.version()).isEqualTo(1);
        assertThat(next.entries())
                .containsExactly(new Entry("industry-1", "粮食精深加工", false), new Entry("industry-2", "木业家具", false));
        assertThat(empty.entries()).isEmpty();
    }

    @Test
    @Covers("A015")
    void codes_outlive_another_order_better_words_and_another_paste() {
        var first = edited(empty, line(null, "甲"), line(null, "乙"), line(null, "丙"));

        var next = edited(first, line("industry-3", "丙产业"), line(null, "甲"), line(null, "丁"));

        assertThat(next.entries())
                .containsExactly(
                        new Entry("industry-3", "丙产业", false),
                        new Entry("industry-1", "甲", false),
                        new Entry("industry-4", "丁", false),
                        new Entry("industry-2", "乙", true));
        assertThat(next.inUse()).extracting(Entry::code).doesNotContain("industry-2");
        assertThat(next.words()).containsEntry("industry-2", "乙");
    }

    @Test
    void a_retired_entry_comes_back_under_its_old_code() {
        var without = edited(edited(empty, line(null, "甲"), line(null, "乙")), line(null, "乙"));
        assertThat(edited(without, line(null, "乙"), line(null, "甲")).inUse())
                .extracting(Entry::code)
                .containsExactly("industry-2", "industry-1");
    }

    @Test
    void the_same_entry_twice_and_an_invented_code_are_refused() {
        var first = edited(empty, line(null, "甲"));
        assertRefused("dictionary-entry-twice", first, line(null, "乙"), line(null, "乙"));
        assertRefused("dictionary-entry-twice", first, line("industry-1", "甲"), line("industry-1", "另一个"));
        assertRefused("no-such-dictionary-entry", first, line("industry-9", "乙"));
    }

    @Test
    @Covers("A014")
    void the_product_ships_the_root_causes_and_nothing_that_the_plan_does_not_say() {
        assertThat(Shipped.ROOT_CAUSE.asShipped().inUse())
                .extracting(Entry::code)
                .containsExactly("leadership", "appearance", "internal", "fear");
        assertThat(Shipped.values())
                .filteredOn(one -> one != Shipped.ROOT_CAUSE)
                .allMatch(one -> one.asShipped().entries().isEmpty());
    }

    private static void assertRefused(String slug, Dictionary before, Line... lines) {
        assertThatThrownBy(() -> edited(before, lines))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }

    private static Dictionary edited(Dictionary before, Line... lines) {
        return before.edited(List.of(lines), "张伟", NOON);
    }

    private static Line line(@Nullable String code, String words) {
        return new Line(code, words, false);
    }
}
