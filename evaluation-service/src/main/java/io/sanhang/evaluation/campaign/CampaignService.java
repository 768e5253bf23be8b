package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.ballot.BallotRepository;
import io.sanhang.evaluation.bundle.ServedBundle;
import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.evaluation.campaign.CampaignRepository.Frozen;
import io.sanhang.evaluation.neighbours.Registrar;
import io.sanhang.evaluation.neighbours.Registrar.Issued;
import io.sanhang.evaluation.neighbours.Registrar.PublicKey;
import io.sanhang.evaluation.paper.PaperRecord;
import io.sanhang.evaluation.paper.Station;
import io.sanhang.evaluation.review.ReviewService;
import io.sanhang.evaluation.transparency.LogKey;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.evaluation.transparency.PublicLog;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** A campaign's life, one method a step. */
@Service
public class CampaignService {

    private final CampaignRepository campaigns;
    private final BallotRepository ballots;
    private final Registrar registrar;
    private final ServedBundle bundle;
    private final PublicLog log;
    private final LogKey logKey;
    private final Station station;
    private final PaperRecord paper;
    private final Closing closing;
    private final ReviewService reviews;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, String> manifestHashes = new ConcurrentHashMap<>();

    CampaignService(
            CampaignRepository campaigns,
            BallotRepository ballots,
            Registrar registrar,
            ServedBundle bundle,
            PublicLog log,
            LogKey logKey,
            Station station,
            PaperRecord paper,
            Closing closing,
            ReviewService reviews,
            JsonMapper json,
            Clock clock) {
        this.campaigns = campaigns;
        this.ballots = ballots;
        this.registrar = registrar;
        this.bundle = bundle;
        this.log = log;
        this.logKey = logKey;
        this.station = station;
        this.paper = paper;
        this.closing = closing;
        this.reviews = reviews;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes keys, manifest and campaign, in this order: what was cut short is done again under the same id, and the
     * campaign is there only when all of it is.
     *
     * @throws Refusal {@code campaign-id-taken}, {@code registrar-unavailable} or {@code page-scripts-unknown}
     */
    public Campaign create(Campaign draft, IdempotencyKey key) {
        var before = campaigns.find(draft.id());
        if (before.isPresent()) {
            key.sameRequest(before.get().fingerprint(), draft.fingerprint());
            return before.get();
        }
        var scripts = bundle.sha256().orElse(null);
        var keys = registrar.keys(
                draft.id(),
                draft.title(),
                draft.raterKinds(),
                draft.unitIds(),
                draft.issueOpens(),
                draft.issueCloses());
        return found(draft, keys, scripts) ? draft : create(draft, key);
    }

    /**
     * Keeps the manifest, then the campaign is there, with leaf 0. False, and no leaf, when it was there before.
     *
     * @param scripts hash of the list of the voting pages' scripts, hex; null where nobody said
     */
    public boolean found(Campaign draft, List<PublicKey> keys, @Nullable String scripts) {
        campaigns.keepManifest(
                draft,
                json.writeValueAsString(Manifest.of(
                        draft,
                        keys,
                        logKey.publicKey(),
                        draft.hasPaper() ? station.publicKey(draft.id()) : null,
                        scripts)));
        if (!campaigns.insertNew(draft)) {
            return false;
        }
        log.start(draft.id(), manifest(draft.id()));
        return true;
    }

    public Campaign open(String id) {
        // Once more, should the first time have been cut short.
        log.start(id, manifest(id));
        return step(id, Set.of(State.OPEN), campaign -> {
            var next = campaign.open();
            campaigns.replace(next, next.opened());
            return next;
        });
    }

    public Campaign close(String id) {
        step(id, Set.of(State.CLOSING, State.CLOSED), campaign -> {
            var next = campaign.closing(clock.instant());
            campaigns.replace(next);
            return next;
        });
        closing.finish(id);
        return campaigns.get(id);
    }

    /**
     * Computes and freezes the result, then says so. Doing it twice computes the same.
     *
     * @throws Refusal {@code flags-undecided} while something unusual waits for a decision
     */
    Campaign publish(String id) {
        return publish(id, clock.instant(), () -> registrar.issuance(id));
    }

    /** @param issuance asked for only if the campaign can be published now */
    public Campaign publish(String id, Instant at, Supplier<List<Issued>> issuance) {
        return step(id, Set.of(State.PUBLISHED), campaign -> {
            var next = campaign.published(at.truncatedTo(ChronoUnit.MILLIS));
            campaigns.keep(Frozen.ISSUANCE, next, PublicRecord.csv(issuance.get()));
            var sheets =
                    campaign.hasPaper() ? Optional.of(paper.of(campaign)) : Optional.<PaperRecord.Published>empty();
            var result = Result.of(
                            campaign,
                            take -> ballots.eachInOrder(id, take),
                            Objects.requireNonNull(campaign.root()),
                            Objects.requireNonNull(next.publishedAt()),
                            reviews.close(campaign))
                    .with(sheets.map(PaperRecord.Published::figures).orElse(null));
            sheets.ifPresent(each -> campaigns.keep(Frozen.VOIDS, next, each.voids()));
            campaigns.keep(Frozen.RESULT, next, json.writeValueAsString(result));
            campaigns
                    .before(campaign)
                    .ifPresent(
                            earlier -> campaigns.keep(Frozen.COMPARISON, next, comparison(campaign, result, earlier)));
            campaigns.replace(next, next.publishedEvent());
            return next;
        });
    }

    private String comparison(Campaign campaign, Result result, Campaign earlier) {
        var rescored = !campaign.weighsLike(earlier);
        var before = Result.of(
                earlier.weighedLike(campaign),
                take -> ballots.eachInOrder(earlier.id(), take),
                Objects.requireNonNull(earlier.root()),
                Objects.requireNonNull(earlier.publishedAt()),
                reviews.past(earlier));
        return json.writeValueAsString(Comparison.of(result, before, rescored));
    }

    /** How many people got tokens so far, by category and day; never who (ballots protocol §2.7). */
    List<Issued> turnout(String id) {
        campaigns.get(id);
        return registrar.issuance(id);
    }

    /** A step that is done already, or that somebody does at the same time, is not an error: a double click. */
    private Campaign step(String id, Set<State> done, UnaryOperator<Campaign> step) {
        var campaign = campaigns.get(id);
        if (done.contains(campaign.state())) {
            return campaign;
        }
        try {
            return step.apply(campaign);
        } catch (Refusal refusal) {
            var now = campaigns.get(id);
            if (done.contains(now.state())) {
                return now;
            }
            throw refusal;
        }
    }

    List<Campaign> list(boolean office) {
        return campaigns.list(office);
    }

    /** @throws Refusal {@code no-such-campaign}, also for a draft that the caller may not see */
    Campaign get(String id, boolean office) {
        var campaign = office ? campaigns.get(id) : campaigns.latest(id);
        if (campaign.state() == State.DRAFT && !office) {
            throw Refusal.missing("no-such-campaign");
        }
        return campaign;
    }

    /** Ballots in the public list so far. */
    int ballots(Campaign campaign) {
        var known = campaign.ballots();
        return known != null ? known : log.ballotsLately(campaign.id());
    }

    /** Leaf 0, hex. A manifest never changes, and everybody who opens a campaign wants to know this. */
    String manifestHash(Campaign campaign) {
        return manifestHashes.computeIfAbsent(
                campaign.id() + ":" + campaign.fingerprint(),
                key -> HexFormat.of().formatHex(Merkle.leaf(manifest(campaign.id()))));
    }

    byte[] manifest(String id) {
        return campaigns
                .manifest(id)
                .orElseThrow(() -> Refusal.missing("no-such-campaign"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
