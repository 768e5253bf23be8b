package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.paper.PaperDesk.Read;
import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A batch of the demo county's open campaign, of which some sheets came back: entered by two, void, read differently, and
 * seen by one so far. The others wait to be printed and entered by whoever tries it out.
 */
@Component
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoSheets implements DemoCounty {

    private static final String CAMPAIGN = "qh-2026h2";
    private static final String CATEGORY = "s";
    private static final int SHEETS = 20;
    private static final List<List<Integer>> ENTERED = List.of(
            List.of(5, 4, 5, 4),
            List.of(4, 4, 4, 0),
            List.of(5, 5, 5, 5),
            List.of(3, 2, 4, 3),
            List.of(4, 3, 5, 5),
            List.of(2, 1, 3, 2));
    private static final Caller ONE = clerk("demo-entry-1");
    private static final Caller OTHER = clerk("demo-entry-2");

    private final PaperDesk desk;
    private final CampaignRepository campaigns;

    DemoSheets(PaperDesk desk, CampaignRepository campaigns) {
        this.desk = desk;
        this.campaigns = campaigns;
    }

    private static Caller clerk(String id) {
        return new Caller(id, "录入员", Set.of("OFFICE"), null, Set.of());
    }

    /** Nothing more is entered once the campaign is closed. */
    @Override
    public boolean isEmpty() {
        var campaign = campaigns.find(CAMPAIGN);
        return campaign.isEmpty()
                || campaign.get().isOpen()
                        && campaign.get().isOnPaper(CATEGORY, "u-civil")
                        && desk.batches(CAMPAIGN).stream()
                                        .mapToInt(Batch::counted)
                                        .sum()
                                < ENTERED.size();
    }

    /** Goes on where an earlier start was cut short: the same again changes nothing, and what is counted comes last. */
    @Override
    public void load() {
        var batch = desk.make(CAMPAIGN, CATEGORY, "u-civil", "柳河镇", SHEETS, "demo", new IdempotencyKey("demo"));
        var codes = new ArrayDeque<>(desk.sheets(CAMPAIGN, batch.id()));
        enter(codes.remove(), List.of(4, 4, 4, 4), null, ONE);
        var unclear = codes.remove();
        enter(unclear, List.of(5, 5, 4, 4), null, ONE);
        enter(unclear, List.of(5, 5, 4, 1), null, OTHER);
        var torn = codes.remove();
        enter(torn, List.of(), VoidReason.DAMAGED, ONE);
        enter(torn, List.of(), VoidReason.DAMAGED, OTHER);
        for (var levels : ENTERED) {
            var code = codes.remove();
            enter(code, levels, null, ONE);
            enter(code, levels, null, OTHER);
        }
    }

    /** @throws Refusal as {@link PaperDesk#enter} */
    private void enter(String hex, List<Integer> levels, @Nullable VoidReason voidFor, Caller caller) {
        var code = HexFormat.of().parseHex(hex);
        desk.enter(CAMPAIGN, new Read(code, Base32.encoded(code), levels, voidFor), caller);
    }
}
