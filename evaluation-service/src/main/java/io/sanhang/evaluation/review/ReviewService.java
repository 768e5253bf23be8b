package io.sanhang.evaluation.review;

import io.sanhang.evaluation.ballot.BallotRepository;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.evaluation.review.Decision.Verdict;
import io.sanhang.evaluation.review.Review.Decided;
import io.sanhang.evaluation.review.ReviewRepository.Line;
import io.sanhang.evaluation.transparency.LogKey;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.evaluation.transparency.PublicLog;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Flags of a closed campaign and the decisions about them; the result waits for the last one. */
@Service
public class ReviewService {

    private static final String NOBODY = "0".repeat(64);

    private final BallotRepository ballots;
    private final PublicLog log;
    private final LogKey key;
    private final ReviewRepository lines;
    private final JsonMapper json;
    private final Clock clock;
    /* A closed campaign's list is final, and with it its flags. */
    private final Map<String, List<Flag>> known = new ConcurrentHashMap<>();

    ReviewService(
            BallotRepository ballots, PublicLog log, LogKey key, ReviewRepository lines, JsonMapper json, Clock clock) {
        this.ballots = ballots;
        this.log = log;
        this.key = key;
        this.lines = lines;
        this.json = json;
        this.clock = clock;
    }

    /** @throws Refusal {@code illegal-campaign-step} before the close */
    List<Flag> flags(Campaign campaign) {
        if (campaign.state() != State.CLOSED && campaign.state() != State.PUBLISHED) {
            throw Refusal.conflict("illegal-campaign-step", "评价截止以后才有异常复核。");
        }
        return known.computeIfAbsent(
                campaign.id(), id -> Anomalies.of(campaign, take -> ballots.eachInOrder(id, take), days(id)));
    }

    private Days days(String campaignId) {
        return new Days(log.batches(campaignId));
    }

    List<Line> lines(String campaignId) {
        return lines.of(campaignId);
    }

    Decision read(Line line) {
        return json.readValue(line.text(), Decision.class);
    }

    /**
     * The same decision twice is one line; another one is another line, and the first stays to be seen.
     *
     * @throws Refusal {@code no-such-flag} or {@code review-closed}
     */
    void decide(Campaign campaign, String flag, Verdict verdict, String reason, Caller caller) {
        if (flags(campaign).stream().noneMatch(each -> each.id().equals(flag))) {
            throw Refusal.missing("no-such-flag");
        }
        List<Line> chain;
        do {
            chain = lines.of(campaign.id());
            if (isClosed(chain)) {
                throw Refusal.conflict("review-closed");
            }
            if (new Decided(verdict, reason).equals(decided(chain).get(flag))) {
                return;
            }
        } while (!append(campaign.id(), chain, flag, verdict, reason, caller.unitId(), caller.name()));
    }

    /**
     * Closes the review, with a line of its own: a decision comes before it and counts, or after it and is refused.
     *
     * @throws Refusal {@code flags-undecided}
     */
    public Review close(Campaign campaign) {
        var flags = flags(campaign);
        var chain = lines.of(campaign.id());
        while (!isClosed(chain)) {
            var decided = decided(chain);
            var open = flags.stream()
                    .filter(each -> !decided.containsKey(each.id()))
                    .count();
            if (open > 0) {
                throw Refusal.conflict("flags-undecided", open);
            }
            append(campaign.id(), chain, null, Verdict.CLOSED, null, null, "");
            chain = lines.of(campaign.id());
        }
        return new Review(flags, decided(chain), days(campaign.id()), head(chain));
    }

    /** A published campaign's; {@link Review#NONE} if it had none. */
    public Review past(Campaign campaign) {
        return isClosed(lines.of(campaign.id())) ? close(campaign) : Review.NONE;
    }

    /** One line each: {@code {"entry": text, "sig": base64}}; the log's key signs {@code zfpj-decision-v1 LF text}. */
    String published(String campaignId) {
        return lines.of(campaignId).stream()
                .map(line -> json.writeValueAsString(new Signed(line.text(), line.signature())) + "\n")
                .collect(Collectors.joining());
    }

    private record Signed(String entry, String sig) {}

    private boolean isClosed(List<Line> chain) {
        return !chain.isEmpty() && read(chain.get(chain.size() - 1)).isLast();
    }

    private Map<String, Decided> decided(List<Line> chain) {
        var last = new HashMap<String, Decided>();
        chain.stream()
                .map(this::read)
                .filter(each -> !each.isLast())
                .forEach(each -> last.put(
                        Objects.requireNonNull(each.flag()),
                        new Decided(each.verdict(), Objects.requireNonNull(each.reason()))));
        return last;
    }

    private boolean append(
            String campaignId,
            List<Line> chain,
            @Nullable String flag,
            Verdict verdict,
            @Nullable String reason,
            @Nullable String unit,
            String name) {
        var seq = chain.size() + 1;
        var at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var text =
                json.writeValueAsString(new Decision(1, campaignId, seq, flag, verdict, reason, unit, at, head(chain)));
        var signature = Base64.getEncoder().encodeToString(key.decision(text));
        return lines.append(campaignId, new Line(seq, text, signature, name));
    }

    private static String head(List<Line> chain) {
        return chain.isEmpty()
                ? NOBODY
                : HexFormat.of()
                        .formatHex(
                                Merkle.sha256(chain.get(chain.size() - 1).text().getBytes(StandardCharsets.UTF_8)));
    }
}
