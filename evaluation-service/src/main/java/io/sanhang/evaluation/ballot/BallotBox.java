package io.sanhang.evaluation.ballot;

import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.campaign.ScopeKeys;
import io.sanhang.evaluation.transparency.LogKey;
import io.sanhang.evaluation.transparency.Merkle;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes ballots, in the order of checks of the ballots protocol §2.5. */
@Service
public class BallotBox {

    private static final HexFormat HEX = HexFormat.of();
    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_SIGNATURE = 512;
    private static final int LONGEST_COMMENT = 500;
    private static final int TRIES = 50;

    private final CampaignRepository campaigns;
    private final ScopeKeys keys;
    private final BallotRepository ballots;
    private final LogKey logKey;
    private final PersonalData seal;
    private final Clock clock;

    BallotBox(
            CampaignRepository campaigns,
            ScopeKeys keys,
            BallotRepository ballots,
            LogKey logKey,
            PersonalData seal,
            Clock clock) {
        this.campaigns = campaigns;
        this.keys = keys;
        this.ballots = ballots;
        this.logKey = logKey;
        this.seal = seal;
        this.clock = clock;
    }

    /** What a rater sends; octets in hexadecimal. */
    public record Cast(
            String body,
            String inputMsg,
            String tokenSig,
            String ballotSig,
            String commentCommit,
            @Nullable Comment comment) {}

    public record Comment(String salt, String text) {}

    /** The receipt: the leaf under which the ballot will stand, and the signed promise that it will by then. */
    public record Accepted(String leafHash, String receiptSig, LocalDate sealBy) {}

    /**
     * @throws Refusal {@code bad-ballot}, {@code scope-mismatch}, {@code bad-token}, {@code bad-ballot-signature}, {@code
     *     token-used}, {@code campaign-not-open} or {@code campaign-closed}
     */
    Accepted accept(String campaignId, Cast cast) {
        var campaign = campaigns.known(campaignId);
        var ballot = checked(campaign, cast);
        keep(campaign, ballot);
        return receipt(ballot);
    }

    /** False when it was there before. */
    private boolean keep(Campaign campaign, Ballot ballot) {
        var now = clock.instant();
        var isNew = campaign.accepts(now) && ballots.insertNew(ballot);
        if (!isNew) {
            requireKnown(campaign, ballot, now);
        }
        requireKept(ballot);
        return isNew;
    }

    /** Checks and keeps a ballot of a campaign that is replayed, whatever the clock says; again changes nothing. */
    public void replay(Campaign campaign, Cast cast) {
        ballots.insertNew(checked(campaign, cast));
    }

    /**
     * What a printed sheet says, once two people have read it alike (ballots protocol §2.8).
     *
     * @param code 16 bytes, printed on it
     * @param levels 5 to 1 or 0 for each question, in their order
     */
    public record Sheet(String category, String unit, byte[] code, List<Integer> levels) {}

    /** The id of the ballot that a sheet becomes, hex: also of one that is not there yet. */
    public static String sheetId(byte[] code) {
        return HEX.formatHex(Merkle.sha256(new byte[] {2}, sheetMessage(code)));
    }

    /**
     * The ballot of that campaign whose one-time key has signed a text; empty when there is none, or the signature is
     * another's. A ballot from a printed sheet has no such key.
     */
    public Optional<Ballot> signer(String campaignId, String nullifier, byte[] text, String signature) {
        return ballots.find(nullifier)
                .filter(ballot -> ballot.campaign().equals(campaignId)
                        && !ballot.tokenSig().isEmpty()
                        && Signatures.ballotHolds(
                                Token.parse(HEX.parseHex(ballot.inputMsg())).publicKey(),
                                text,
                                HEX.parseHex(signature)));
    }

    public Optional<Ballot> find(String id) {
        return ballots.find(id);
    }

    /** Whether a ballot was made of that sheet, and with these very answers. */
    public Optional<Boolean> counted(Campaign campaign, Sheet sheet) {
        return ballots.find(sheetId(sheet.code))
                .map(ballot -> ballot.body().equals(BallotBody.of(campaign, sheet.unit, sheet.levels)));
    }

    /**
     * Takes a sheet as a ballot without token and comment, signed by the campaign's station; the same again changes
     * nothing.
     *
     * @return false when the sheet was a ballot before
     * @throws Refusal {@code token-used}, {@code campaign-not-open} or {@code campaign-closed}
     */
    public boolean accept(Campaign campaign, Sheet sheet, UnaryOperator<byte[]> station) {
        var inputMsg = sheetMessage(sheet.code);
        var nullifier = Merkle.sha256(new byte[] {2}, inputMsg);
        var commit = new byte[32];
        var body = BallotBody.of(campaign, sheet.unit, sheet.levels);
        BallotBody.parse(body, campaign.itemIds());
        var signature = station.apply(Ballot.signedText(body, commit, nullifier));
        return keep(
                campaign,
                ballot(
                        campaign.id(),
                        sheet.category,
                        sheet.unit,
                        new Cast(
                                body,
                                HEX.formatHex(inputMsg),
                                "",
                                HEX.formatHex(signature),
                                HEX.formatHex(commit),
                                null)));
    }

    private static byte[] sheetMessage(byte[] code) {
        var head = "paper1".getBytes(StandardCharsets.US_ASCII);
        var message = Arrays.copyOf(head, head.length + code.length);
        System.arraycopy(code, 0, message, head.length, code.length);
        return message;
    }

    /** The category that a token speaks for. @param inputMsg hex */
    public static String category(String inputMsg) {
        return Token.parse(Ballot.hex(inputMsg, LONGEST_MESSAGE, "/inputMsg")).category();
    }

    /** Asked again after the close, the same ballot is still in: its rater may never have seen the receipt. */
    private void requireKnown(Campaign campaign, Ballot ballot, Instant now) {
        var before = ballots.find(ballot.id()).map(Ballot::leaf).orElse("");
        if (!before.equals(ballot.leaf())) {
            campaign.requireAccepting(now);
            throw before.isEmpty()
                    ? Refusal.gone("campaign-closed")
                    : Refusal.conflict("token-used").with("leafHash", before);
        }
    }

    /**
     * A ballot that came in while the campaign was being closed is either in the final list or refused; it is never
     * acknowledged and left out, and never refused and counted. Which of them shows when the list is final.
     */
    private void requireKept(Ballot ballot) {
        for (var i = 0; i < TRIES; i++) {
            var state = campaigns.state(ballot.campaign());
            if (state == Campaign.State.OPEN) {
                return;
            }
            if (state != Campaign.State.CLOSING) {
                requireListed(ballot);
                return;
            }
            pause();
        }
        throw Refusal.unavailable("busy");
    }

    private void requireListed(Ballot ballot) {
        if (!ballots.isListed(ballot.id())) {
            ballots.withdraw(ballot.id());
            throw Refusal.gone("campaign-closed");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Accepted receipt(Ballot ballot) {
        var sealBy = LocalDate.now(clock).plusDays(1);
        return new Accepted(
                ballot.leaf(),
                HEX.formatHex(logKey.receipt(ballot.campaign(), ballot.leaf(), sealBy.toString())),
                sealBy);
    }

    private Ballot checked(Campaign campaign, Cast cast) {
        var inputMsg = Ballot.hex(cast.inputMsg(), LONGEST_MESSAGE, "/inputMsg");
        var tokenSig = Ballot.hex(cast.tokenSig(), LONGEST_SIGNATURE, "/tokenSig");
        var ballotSig = Ballot.hex(cast.ballotSig(), 64, "/ballotSig");
        var commit = Ballot.hex(cast.commentCommit(), 32, "/commentCommit");
        if (commit.length != 32 || ballotSig.length != 64) {
            throw Refusal.malformed("bad-ballot").at(commit.length != 32 ? "/commentCommit" : "/ballotSig");
        }
        var token = Token.parse(inputMsg);
        var body = BallotBody.parse(cast.body(), campaign.itemIds());
        requireScope(campaign, token, body);
        requireComment(cast.comment(), commit);
        var key = keys.of(campaign.id(), token.scope());
        if (key == null || !Signatures.tokenHolds(key, inputMsg, tokenSig)) {
            throw Refusal.forbidden("bad-token");
        }
        var nullifier = token.nullifier();
        if (!Signatures.ballotHolds(token.publicKey(), Ballot.signedText(cast.body(), commit, nullifier), ballotSig)) {
            throw Refusal.forbidden("bad-ballot-signature");
        }
        return ballot(campaign.id(), token.category(), token.unit(), cast);
    }

    /** Of what has been checked. */
    private Ballot ballot(String campaign, String category, String unit, Cast cast) {
        var inputMsg = HEX.parseHex(cast.inputMsg());
        var tokenSig = HEX.parseHex(cast.tokenSig());
        var ballotSig = HEX.parseHex(cast.ballotSig());
        var commit = HEX.parseHex(cast.commentCommit());
        var leaf = Merkle.leaf(Ballot.leafData(cast.body(), Ballot.authHash(inputMsg, tokenSig, ballotSig), commit));
        var comment = cast.comment();
        return new Ballot(
                HEX.formatHex(Merkle.sha256(new byte[] {2}, inputMsg)),
                1,
                campaign,
                category,
                unit,
                cast.body(),
                HEX.formatHex(inputMsg),
                HEX.formatHex(tokenSig),
                HEX.formatHex(ballotSig),
                HEX.formatHex(commit),
                comment == null ? null : seal.encrypt(comment.text()),
                comment == null ? null : comment.salt(),
                HEX.formatHex(leaf),
                null,
                true);
    }

    private static void requireScope(Campaign campaign, Token token, BallotBody body) {
        if (!token.campaignId().equals(campaign.id())
                || !body.campaignId().equals(campaign.id())
                || !token.unit().equals(body.unitId())) {
            throw Refusal.malformed("scope-mismatch");
        }
    }

    private static void requireComment(@Nullable Comment comment, byte[] commit) {
        if (comment == null) {
            return;
        }
        if (comment.text().length() > LONGEST_COMMENT) {
            throw Refusal.invalid("comment-too-long", LONGEST_COMMENT).at("/comment/text");
        }
        var salt = Ballot.hex(comment.salt(), 16, "/comment/salt");
        if (!Arrays.equals(Ballot.commit(salt, Objects.requireNonNull(comment.text())), commit)) {
            throw Refusal.malformed("bad-ballot").at("/commentCommit");
        }
    }
}
