package io.sanhang.evaluation.comment;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.ballot.BallotBox;
import io.sanhang.evaluation.ballot.BallotRepository;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.comment.Comment.From;
import io.sanhang.evaluation.comment.Comment.Message;
import io.sanhang.evaluation.comment.Comment.State;
import io.sanhang.evaluation.review.Days;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.evaluation.transparency.PublicLog;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.support.web.IfMatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Comments after the close: the office decides which may be read, the rated unit reads and answers them, and the rater
 * reads the answers by the key of her ballot.
 */
@Service
class CommentDesk {

    private static final HexFormat HEX = HexFormat.of();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** With fewer the unit would know whose they are. */
    static final int FEWEST = Rules.DEFAULT.k();

    /** A comment in the clear, as far as whoever asks may read it. */
    record Readable(Comment comment, String text, List<Said> thread) {}

    record Said(From from, String text, @Nullable String day) {}

    /** @param withheld there are too few of the unit to be shown */
    record OfUnit(Page<Readable> page, boolean withheld) {}

    /** What the rater of a ballot asks; octets in hexadecimal. @param text what she writes back; null to read only */
    record Asked(
            String nullifier,
            LocalDate date,
            String signature,
            @Nullable String text) {}

    /** How a rater's comment stands. */
    enum Standing {
        /** She wrote none. */
        NONE,
        /** Nobody has decided yet. */
        WAITING,
        SHOWN,
        HIDDEN,
        /** The unit got too few to be shown any. */
        FEW
    }

    record Thread(
            Standing standing,
            @Nullable String text,
            @Nullable String reason,
            List<Said> messages) {}

    private final CampaignRepository campaigns;
    private final BallotRepository ballots;
    private final BallotBox box;
    private final CommentRepository comments;
    private final PublicLog log;
    private final PersonalData seal;
    private final Clock clock;

    CommentDesk(
            CampaignRepository campaigns,
            BallotRepository ballots,
            BallotBox box,
            CommentRepository comments,
            PublicLog log,
            PersonalData seal,
            Clock clock) {
        this.campaigns = campaigns;
        this.ballots = ballots;
        this.box = box;
        this.comments = comments;
        this.log = log;
        this.seal = seal;
        this.clock = clock;
    }

    /** @throws Refusal {@code comments-not-open} before the close */
    Page<Readable> moderation(String campaignId, boolean undecided, PageRequest page) {
        gathered(campaignId);
        return comments.all(campaignId, undecided, page).map(each -> readable(each, each.words()));
    }

    /**
     * The office decides whether a comment may be read.
     *
     * @param readable the words with what nobody should read made black; null when none may be read
     * @throws Refusal {@code no-such-comment}, {@code words-changed}, {@code reason-missing} or {@code
     *     changed-meanwhile}
     */
    Readable decide(
            String campaignId,
            String id,
            @Nullable String readable,
            @Nullable String reason,
            IfMatch match,
            Caller caller) {
        gathered(campaignId);
        var comment = comments.get(campaignId, id, caller);
        match.require(comment);
        if (readable == null && (reason == null || reason.isBlank())) {
            throw Refusal.invalid("reason-missing").at("/reason");
        }
        if (readable != null) {
            Comment.requireBlackenedOnly(seal.decrypt(comment.words()), readable);
        }
        var next = comment.decided(readable == null ? null : seal.encrypt(readable), reason);
        if (!comments.replace(next)) {
            throw Refusal.stale("changed-meanwhile");
        }
        return readable(next, next.words());
    }

    /** @throws Refusal {@code comments-not-open} before the close, {@code not-your-unit} */
    OfUnit ofUnit(String campaignId, String unit, PageRequest page, Caller caller) {
        if (!caller.seesUnit(unit)) {
            throw Refusal.forbidden("not-your-unit");
        }
        gathered(campaignId);
        return shown(campaignId, unit, page);
    }

    /** For everybody, once the result is published. @throws Refusal {@code result-not-published} */
    OfUnit published(String campaignId, String unit, PageRequest page) {
        if (campaigns.get(campaignId).state() != Campaign.State.PUBLISHED) {
            throw Refusal.missing("result-not-published");
        }
        gathered(campaignId);
        return shown(campaignId, unit, page);
    }

    private OfUnit shown(String campaignId, String unit, PageRequest page) {
        var few = comments.count(campaignId, unit) < FEWEST;
        var found = few
                ? new Page<Comment>(List.of(), 0, page.page(), page.size())
                : comments.shown(campaignId, unit, page);
        return new OfUnit(found.map(each -> readable(each, Objects.requireNonNull(each.shown()))), few);
    }

    /**
     * The unit, or the office for it, answers a comment without knowing whose it is.
     *
     * @throws Refusal {@code no-such-comment}, also for another unit, {@code comment-not-shown} or {@code
     *     thread-too-long}
     */
    Readable answer(String campaignId, String id, String text, IdempotencyKey key, Caller caller) {
        gathered(campaignId);
        var comment = comments.get(campaignId, id, caller);
        if (comments.count(campaignId, comment.unit()) < FEWEST) {
            throw Refusal.conflict("comment-not-shown");
        }
        var own = comment.unit().equals(caller.unitId());
        var message = new Message(
                key.idFor("answers:" + id),
                own ? From.UNIT : From.OFFICE,
                seal.encrypt(text),
                LocalDate.now(clock.withZone(ZONE)).toString());
        var next = said(campaignId, comment, message);
        return readable(next, Objects.requireNonNull(next.shown()));
    }

    /**
     * The rater reads, by the one-time key of her ballot, what became of her comment, and may write back. Nothing is kept
     * of her reading.
     *
     * @throws Refusal {@code reply-refused} unless the key of that ballot has signed it, {@code reply-expired} if not
     *     within a day of today, and {@code not-answered-yet} or {@code thread-too-long} when she writes
     */
    Thread replies(String campaignId, Asked asked) {
        var today = LocalDate.now(clock.withZone(ZONE));
        var signed = signedText(campaignId, asked);
        var ballot = box.signer(campaignId, asked.nullifier, signed, asked.signature)
                .orElseThrow(() -> Refusal.forbidden("reply-refused"));
        // Whoever has got hold of a request can use it for a day, and not for ever.
        if (asked.date.isBefore(today.minusDays(1)) || asked.date.isAfter(today.plusDays(1))) {
            throw Refusal.forbidden("reply-expired");
        }
        if (ballot.comment() == null) {
            return new Thread(Standing.NONE, null, null, List.of());
        }
        var text = seal.decrypt(ballot.comment());
        if (!isClosed(campaigns.get(campaignId))) {
            return new Thread(Standing.WAITING, text, null, List.of());
        }
        gathered(campaignId);
        var comment = comments.find(campaignId, idOf(ballot.id())).orElseThrow();
        if (comments.count(campaignId, comment.unit()) < FEWEST) {
            return new Thread(Standing.FEW, text, null, List.of());
        }
        if (asked.text != null) {
            var id = seal.lookup("reply|" + asked.nullifier + "|" + asked.date + "|" + asked.text);
            comment = said(campaignId, comment, new Message(id, From.RATER, seal.encrypt(asked.text), null));
        }
        var standing = comment.state() == State.NEW
                ? Standing.WAITING
                : Standing.valueOf(comment.state().name());
        return new Thread(
                standing,
                text,
                comment.reason(),
                readable(comment, comment.words()).thread());
    }

    /** A text of its own kind: what is signed here can be taken for no ballot, and a reading for no writing. */
    private static byte[] signedText(String campaignId, Asked asked) {
        var text = asked.text == null ? "" : HEX.formatHex(Merkle.sha256(asked.text.getBytes(StandardCharsets.UTF_8)));
        return ("zfpj-reply-v1\n" + campaignId + "\n" + asked.nullifier + "\n" + asked.date + "\n" + text + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Comment said(String campaignId, Comment comment, Message message) {
        var now = comment;
        while (true) {
            var next = now.said(message);
            if (next == now || comments.replace(next)) {
                return next;
            }
            now = comments.find(campaignId, comment.id()).orElseThrow();
        }
    }

    private Readable readable(Comment comment, String sealed) {
        return new Readable(
                comment,
                seal.decrypt(sealed),
                comment.thread().stream()
                        .map(each -> new Said(each.from(), seal.decrypt(each.text()), each.day()))
                        .toList());
    }

    private static boolean isClosed(Campaign campaign) {
        return campaign.state() == Campaign.State.CLOSED || campaign.state() == Campaign.State.PUBLISHED;
    }

    /** Once after the close, by whoever comes first; again adds nothing. Sealed anew, so that no two texts are equal. */
    private void gathered(String campaignId) {
        if (!isClosed(campaigns.get(campaignId))) {
            throw Refusal.conflict("comments-not-open");
        }
        if (comments.isGathered(campaignId)) {
            return;
        }
        var days = new Days(log.batches(campaignId));
        // By id, so that the order in which they are written says nothing either.
        var found = new TreeMap<String, String>();
        ballots.eachInOrder(campaignId, ballot -> {
            if (ballot.comment() != null) {
                found.put(idOf(ballot.id()), ballot.id());
            }
        });
        found.values().forEach(nullifier -> box.find(nullifier).ifPresent(ballot -> comments.add(of(ballot, days))));
        comments.gathered(campaignId);
    }

    private Comment of(Ballot ballot, Days days) {
        return new Comment(
                idOf(ballot.id()),
                1,
                ballot.campaign(),
                ballot.unit(),
                YearMonth.from(days.of(Objects.requireNonNull(ballot.index()))).toString(),
                seal.encrypt(seal.decrypt(Objects.requireNonNull(ballot.comment()))),
                State.NEW,
                null,
                null,
                List.of());
    }

    private String idOf(String nullifier) {
        return seal.lookup("comment|" + nullifier);
    }
}
