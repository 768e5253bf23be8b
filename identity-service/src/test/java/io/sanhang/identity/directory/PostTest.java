package io.sanhang.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.identity.directory.Post.Holder;
import io.sanhang.identity.directory.Post.Tenure;
import io.sanhang.testing.Covers;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostTest {

    private static final LocalDate SPRING = LocalDate.of(2026, 3, 1);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 9, 1);
    private static final Holder WANG = new Holder("王敏", "a-edu", SPRING);
    private static final Holder LI = new Holder("李冬", null, AUTUMN);
    private static final Post HEAD = new Post("p-edu-head", 1, "教体局局长", "u-edu", true, WANG, List.of(), List.of());

    @Test
    @Covers("A011")
    void a_successor_takes_over_and_the_history_keeps_both_names() {
        var next = HEAD.heldBy(LI, AUTUMN);

        assertThat(next.holder()).isEqualTo(LI);
        assertThat(next.former()).containsExactly(new Tenure("王敏", SPRING, AUTUMN));
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.holderChanged(WANG))
                .isEqualTo(new PostHolderChanged("p-edu-head", "教体局局长", "u-edu", "王敏", "李冬"));
    }

    @Test
    @Covers("A010")
    void a_vacant_post_stays_a_post() {
        var vacant = HEAD.heldBy(null, AUTUMN);

        assertThat(vacant.holder()).isNull();
        assertThat(vacant.title()).isEqualTo(HEAD.title());
        assertThat(vacant.heldBy(LI, AUTUMN).former()).hasSize(1);
    }

    @Test
    void the_same_holder_is_recognised_whenever_they_began() {
        assertThat(HEAD.isHeldBy(new Holder("王敏", "a-edu", AUTUMN))).isTrue();
        assertThat(HEAD.isHeldBy(new Holder("王敏", null, SPRING))).isFalse();
        assertThat(HEAD.isHeldBy(null)).isFalse();
        assertThat(HEAD.heldBy(null, AUTUMN).isHeldBy(null)).isTrue();
    }
}
