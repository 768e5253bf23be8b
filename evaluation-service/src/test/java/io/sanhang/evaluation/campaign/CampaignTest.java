package io.sanhang.evaluation.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.testing.Covers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {

    private static Campaign with(Category... categories) {
        var opens = Instant.parse("2026-09-14T00:00:00Z");
        var closes = Instant.parse("2026-10-14T00:00:00Z");
        return Campaign.draft(
                "qh-1",
                "万人评作风",
                List.of(opens, closes, opens, closes),
                List.of(new RatedUnit("u-edu", "县教育局", "窗口服务")),
                Campaign.USUAL_ITEMS,
                List.of(categories),
                "");
    }

    @Test
    @Covers("A110")
    void what_is_shown_beside_the_score_makes_no_other_campaign_of_it() {
        var earlier = with(new Category("c", "群众", 60), new Category("e", "企业", 40));
        var same = with(
                new Category("c", "群众", 60, Entry.INVITED),
                new Category("e", "企业", 40),
                new Category("o", "自愿参加", 0, Entry.OPEN));
        assertThat(same.asksLike(earlier)).isTrue();
        assertThat(same.weighsLike(earlier)).isTrue();

        var otherwise = with(new Category("c", "群众", 50), new Category("e", "企业", 50));
        assertThat(otherwise.asksLike(earlier)).isTrue();
        assertThat(otherwise.weighsLike(earlier)).isFalse();
        assertThat(with(new Category("c", "群众", 60), new Category("w", "办事人", 40))
                        .asksLike(earlier))
                .isFalse();
    }

    @Test
    @Covers("A094")
    void the_target_stays_whatever_becomes_of_the_campaign() {
        var campaign = with(new Category("c", "群众", 100, Entry.INVITED)).withTarget(10_000);
        assertThat(campaign.invites()).isTrue();
        assertThat(campaign.open()
                        .closing(Instant.parse("2026-10-01T00:00:00Z"))
                        .closed(3, "00")
                        .target())
                .isEqualTo(10_000);
        assertThat(with(new Category("c", "群众", 100)).invites()).isFalse();
    }
}
