package io.sanhang.evaluation.demo;

import io.sanhang.evaluation.ballot.BallotBox;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.Campaign.Category;
import io.sanhang.evaluation.campaign.Campaign.Entry;
import io.sanhang.evaluation.campaign.Campaign.RatedUnit;
import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.campaign.CampaignService;
import io.sanhang.evaluation.neighbours.Registrar.Issued;
import io.sanhang.evaluation.neighbours.Registrar.PublicKey;
import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.web.IdempotencyKey;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A published campaign with real ballots, whose signing keys nobody has any more, and one that is open. The ballots were
 * cast once by the test side of this service and lie beside it: the whole chain from token to rank can be checked on
 * them.
 */
@Component
class DemoCampaigns implements DemoCounty {

    static final String PAST = "qh-2026h1";
    static final String PRESENT = "qh-2026h2";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String FILE = "/demo/past-campaign.gz";

    private static final Category ON_PAPER = new Category("s", "纸质问卷", 0, Entry.PAPER);

    static final List<RatedUnit> UNITS = List.of(
            unit("u-edu", "县教育和体育局"),
            unit("u-health", "县卫生健康局"),
            unit("u-hr", "县人力资源和社会保障局"),
            unit("u-civil", "县民政局"),
            unit("u-house", "县住房和城乡建设局"),
            unit("u-market", "县市场监督管理局"),
            unit("u-tax", "县税务局"),
            unit("u-traffic", "县交通运输局"));

    /**
     * The usual ones, and beside them invited people, whom identity-service's share of the demo county draws, and whoever
     * had something handled: what a window learns is not what ranks it.
     */
    private static final List<Category> PRESENT_CATEGORIES = Stream.concat(
                    Campaign.USUAL_CATEGORIES.stream(),
                    Stream.of(
                            new Category("p", "受邀群众（试行）", 0, Entry.INVITED),
                            new Category("w", "办事人", 0, Entry.CODE),
                            new Category("t", "办事人（窗口平板）", 0, Entry.TABLET)))
            .toList();

    private final CampaignService campaigns;
    private final CampaignRepository repository;
    private final BallotBox box;
    private final Clock clock;

    DemoCampaigns(CampaignService campaigns, CampaignRepository repository, BallotBox box, Clock clock) {
        this.campaigns = campaigns;
        this.repository = repository;
        this.box = box;
        this.clock = clock;
    }

    private static RatedUnit unit(String id, String name) {
        return new RatedUnit(id, name, "窗口服务");
    }

    @Override
    public boolean isEmpty() {
        return is(PRESENT, null) || is(PRESENT, State.DRAFT) || !is(PAST, State.PUBLISHED);
    }

    /** Goes on where an earlier start was cut short. */
    @Override
    public void load() {
        var today = clock.instant().atZone(ZONE).truncatedTo(ChronoUnit.DAYS).toInstant();
        past(today);
        // Last, because it needs neighbours that may still be starting.
        present(today);
    }

    private void present(Instant today) {
        if (is(PRESENT, null)) {
            var opens = today.minus(Duration.ofDays(7));
            campaigns.create(
                    draft(
                                    PRESENT,
                                    "2026年下半年万人评作风",
                                    opens,
                                    today.plus(Duration.ofDays(60)),
                                    Stream.concat(PRESENT_CATEGORIES.stream(), Stream.of(ON_PAPER))
                                            .toList())
                            .withTarget(10_000),
                    new IdempotencyKey("demo"));
        }
        if (is(PRESENT, State.DRAFT)) {
            campaigns.open(PRESENT);
        }
    }

    private void past(Instant today) {
        var lines = lines();
        if (is(PAST, null)) {
            var opens = today.minus(Duration.ofDays(75));
            campaigns.found(
                    draft(PAST, "2026年上半年万人评作风", opens, today.minus(Duration.ofDays(45)), Campaign.USUAL_CATEGORIES),
                    keys(lines),
                    null);
        }
        if (is(PAST, State.DRAFT)) {
            // All before it opens: its time is over, so that it closes by itself as soon as it is open.
            var campaign = repository.get(PAST);
            lines.stream()
                    .filter(line -> line.startsWith("ballot "))
                    .map(line -> line.split(" "))
                    .forEach(part -> box.replay(
                            campaign, new BallotBox.Cast(part[1], part[2], part[3], part[4], "0".repeat(64), null)));
            campaigns.open(PAST);
        }
        if (is(PAST, State.OPEN) || is(PAST, State.CLOSING)) {
            campaigns.close(PAST);
        }
        var firstDay = LocalDate.ofInstant(repository.get(PAST).issueOpens(), ZONE);
        campaigns.publish(PAST, today.minus(Duration.ofDays(40)), () -> issuance(lines, firstDay));
    }

    /** In this campaign every ballot was cast by somebody else: as many got tokens as ballots were cast. */
    private static List<Issued> issuance(List<String> lines, LocalDate day) {
        var counts = new TreeMap<String, Long>();
        lines.stream()
                .filter(line -> line.startsWith("ballot "))
                .map(line -> line.split(" ")[2])
                .map(BallotBox::category)
                .forEach(category -> counts.merge(category, 1L, Long::sum));
        return counts.entrySet().stream()
                .map(each -> new Issued(each.getKey(), day.toString(), each.getValue()))
                .toList();
    }

    /** @param state null for a campaign that is not there */
    private boolean is(String campaign, @Nullable State state) {
        return repository.find(campaign).map(Campaign::state).orElse(null) == state;
    }

    private static Campaign draft(String id, String title, Instant opens, Instant closes, List<Category> categories) {
        return Campaign.draft(
                id,
                title,
                Stream.of(opens.minus(Duration.ofDays(7)), closes, opens, closes)
                        .toList(),
                UNITS,
                Campaign.USUAL_ITEMS,
                categories,
                "demo");
    }

    private static List<PublicKey> keys(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("key "))
                .map(line -> line.split(" "))
                .map(part -> new PublicKey(part[1], part[2], part[3]))
                .toList();
    }

    private static List<String> lines() {
        try (var in = Objects.requireNonNull(DemoCampaigns.class.getResourceAsStream(FILE));
                var reader = new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII)) {
            return new ArrayList<>(new java.io.BufferedReader(reader).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
