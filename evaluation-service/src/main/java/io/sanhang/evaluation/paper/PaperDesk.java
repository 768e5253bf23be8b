package io.sanhang.evaluation.paper;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sanhang.evaluation.ballot.BallotBox;
import io.sanhang.evaluation.ballot.BallotBox.Sheet;
import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.campaign.Closing;
import io.sanhang.evaluation.paper.VoidRepository.VoidSheet;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Printed sheets from their batch to the ballot. */
@Service
class PaperDesk {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODE = 16;
    private static final int MARK = 4;
    private static final int MOST_SHOWN = 500;
    private static final List<Integer> LEVELS = List.of(0, 1, 2, 3, 4, 5);

    /** What became of a sheet. */
    enum Progress {
        /** Another person has to enter it. */
        WAITING,
        /** Two people have entered it differently. */
        DIFFERS,
        COUNTED,
        VOID;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What somebody has read on a sheet.
     *
     * @param text the code as printed
     * @param levels none on a void sheet
     * @param voidFor why it says nothing; null for a sheet that does
     */
    record Read(
            byte[] code,
            String text,
            List<Integer> levels,
            @Nullable VoidReason voidFor) {}

    record Entered(Progress progress, Batch batch) {}

    private final CampaignRepository campaigns;
    private final BatchRepository batches;
    private final EntryRepository entries;
    private final VoidRepository voids;
    private final BallotBox box;
    private final Station station;
    private final Closing closing;
    private final PersonalData seal;
    private final JsonMapper json;
    private final Clock clock;

    PaperDesk(
            CampaignRepository campaigns,
            BatchRepository batches,
            EntryRepository entries,
            VoidRepository voids,
            BallotBox box,
            Station station,
            Closing closing,
            PersonalData seal,
            JsonMapper json,
            Clock clock) {
        this.campaigns = campaigns;
        this.batches = batches;
        this.entries = entries;
        this.voids = voids;
        this.box = box;
        this.station = station;
        this.closing = closing;
        this.seal = seal;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes the codes of some sheets and puts their hashes into the public list. What was cut short is finished by the
     * same request or by the next sealing.
     *
     * @throws Refusal {@code bad-batch} or {@code sheets-too-late}
     */
    Batch make(
            String campaignId,
            String category,
            String unit,
            String area,
            int count,
            String fingerprint,
            IdempotencyKey key) {
        var campaign = campaigns.get(campaignId);
        if (!campaign.isOnPaper(category, unit)) {
            throw Refusal.invalid("bad-batch").at("/unit");
        }
        if (!campaign.takesSheets(clock.instant())) {
            throw Refusal.conflict("sheets-too-late");
        }
        var id = key.idFor("paper-batches:" + campaignId);
        var codes = Stream.generate(PaperDesk::newCode).limit(count).toList();
        var hashes = codes.stream().map(Batch::hash).sorted().toList();
        var document =
                json.writeValueAsString(new Batch.Committed(1, campaignId, category + "/" + unit, area, count, hashes));
        batches.insertNew(new Batch(
                id,
                1,
                campaignId,
                category,
                unit,
                area,
                count,
                fingerprint,
                document,
                Batch.leafOf(document),
                hashes,
                seal.encrypt(String.join(" ", codes.stream().map(HEX::formatHex).toList())),
                null,
                true,
                0,
                null,
                Map.of(),
                List.of()));
        key.sameRequest(batches.get(campaignId, id).fingerprint(), fingerprint);
        closing.finish(campaignId);
        return batches.get(campaignId, id);
    }

    private static byte[] newCode() {
        var code = new byte[CODE];
        RANDOM.nextBytes(code);
        return code;
    }

    List<Batch> batches(String campaignId) {
        campaigns.get(campaignId);
        return batches.of(campaignId);
    }

    /** The codes to print, hex; only of a batch that is in the public list. */
    List<String> sheets(String campaignId, String batch) {
        var codes = seal.decrypt(batches.get(campaignId, batch).sealedCodes());
        return Arrays.asList(codes.split(" "));
    }

    /** They are on paper: from now on nowhere else. */
    Batch printed(String campaignId, String batch) {
        var found = batches.get(campaignId, batch);
        if (found.codes() != null) {
            found.sealedCodes();
            batches.printed(found.id());
        }
        return batches.get(campaignId, batch);
    }

    List<Entry> open(String campaignId) {
        campaigns.get(campaignId);
        return entries.of(campaignId, MOST_SHOWN);
    }

    /**
     * One of the two who enter a sheet, or find that it is void. The same again gets the same answer.
     *
     * @throws Refusal {@code bad-sheet}, {@code unknown-sheet}, {@code foreign-sheet}, {@code sheet-counted}, {@code
     *     sheet-void}, {@code sheet-differs}, {@code campaign-not-open} or {@code campaign-closed}
     */
    Entered enter(String campaignId, Read read, Caller caller) {
        var look = new Entry.Look(caller.id(), read.levels, read.voidFor);
        return step(campaignId, read, look, null, entry -> entry.entered(look));
    }

    /**
     * A third person decides about a sheet that two have read differently.
     *
     * @throws Refusal as {@link #enter}, and {@code sheet-not-disputed} or {@code third-person-needed}
     */
    Entered decide(String campaignId, Read read, String reason, Caller caller) {
        var look = new Entry.Look(caller.id(), read.levels, read.voidFor);
        return step(campaignId, read, look, reason, entry -> entry.decided(look));
    }

    private Entered step(
            String campaignId, Read read, Entry.Look look, @Nullable String reason, UnaryOperator<Entry> change) {
        var campaign = campaigns.get(campaignId);
        requireSound(campaign, read);
        var batch = batchOf(campaignId, read.code);
        var id = BallotBox.sheetId(read.code);
        while (true) {
            var before = settled(campaign, batch, read);
            if (before != null) {
                return new Entered(before, batch);
            }
            campaign.requireAccepting(clock.instant());
            var found = entries.find(id);
            if (found.isEmpty() && reason != null) {
                throw Refusal.conflict("sheet-not-disputed");
            }
            var next = found.map(change)
                    .orElseGet(() ->
                            new Entry(id, 1, campaignId, batch.id(), read.text.substring(0, MARK), look, null, null));
            if (found.isPresent() ? next != found.get() && !entries.replace(next) : !entries.insertNew(next)) {
                continue;
            }
            var agreed = next.agreed();
            if (isSettled(id)) {
                // Meanwhile two others were done with it.
                entries.remove(id);
            } else if (agreed != null) {
                settle(campaign, batch, next, read, agreed, reason);
            } else {
                return new Entered(next.differs() ? Progress.DIFFERS : Progress.WAITING, batch);
            }
        }
    }

    /** What became of a sheet before, if it is what somebody has read; null for one that is open. */
    private @Nullable Progress settled(Campaign campaign, Batch batch, Read read) {
        if (voids.find(BallotBox.sheetId(read.code)).isPresent()) {
            if (read.voidFor == null) {
                throw Refusal.conflict("sheet-void");
            }
            return Progress.VOID;
        }
        var counted = read.voidFor == null
                ? box.counted(campaign, sheet(batch, read, read.levels))
                : box.find(BallotBox.sheetId(read.code)).map(ballot -> false);
        if (counted.isEmpty()) {
            return null;
        }
        if (!counted.get()) {
            throw Refusal.conflict("sheet-counted");
        }
        return Progress.COUNTED;
    }

    /**
     * A ballot, or void: the one is there before its entry goes, and whoever makes a new entry after that finds it, so
     * that no sheet becomes both.
     */
    private boolean isSettled(String id) {
        return box.find(id).isPresent() || voids.find(id).isPresent();
    }

    /**
     * The entry goes after the ballot: whatever is cut short, the same request or the tidying finishes. Who comes late
     * may find an entry that another latecomer has made of a counted sheet; it goes and is not counted again.
     */
    private void settle(
            Campaign campaign, Batch batch, Entry entry, Read read, Entry.Look agreed, @Nullable String reason) {
        if (agreed.voidFor() != null) {
            var isNew = voids.insertNew(new VoidSheet(
                    entry.id(),
                    campaign.id(),
                    batch.category(),
                    batch.unit(),
                    Batch.hash(read.code),
                    agreed.voidFor()));
            entries.remove(entry.id());
            if (isNew) {
                batches.voided(batch.id(), entry.hands(), reason);
            }
            return;
        }
        var isNew =
                box.accept(campaign, sheet(batch, read, agreed.levels()), text -> station.sign(campaign.id(), text));
        entries.remove(entry.id());
        if (isNew) {
            batches.counted(batch.id(), entry.hands(), reason);
        }
    }

    private static Sheet sheet(Batch batch, Read read, List<Integer> levels) {
        return new Sheet(batch.category(), batch.unit(), read.code, levels);
    }

    private static void requireSound(Campaign campaign, Read read) {
        var questions = read.voidFor == null ? campaign.itemIds().size() : 0;
        if (read.levels.size() != questions || !LEVELS.containsAll(read.levels)) {
            throw Refusal.invalid("bad-sheet").at("/levels");
        }
    }

    private Batch batchOf(String campaignId, byte[] code) {
        var batch = batches.ofCode(Batch.hash(code))
                .orElseThrow(() -> Refusal.missing("unknown-sheet").at("/code"));
        if (!batch.campaign().equals(campaignId)) {
            throw Refusal.conflict("foreign-sheet").at("/code");
        }
        return batch;
    }

    /** What a crash left behind goes, and what is not needed after the close: who entered a sheet, and codes. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
    @SchedulerLock(name = "paper-tidy")
    void tidy() {
        entries.seenTwice().stream()
                .filter(entry -> box.find(entry.id()).isPresent())
                .forEach(entry -> {
                    if (entries.remove(entry.id())) {
                        batches.counted(entry.batch(), entry.hands(), null);
                    }
                });
        entries.seenTwice().stream()
                .filter(entry -> voids.find(entry.id()).isPresent() && entries.remove(entry.id()))
                .forEach(entry -> batches.voided(entry.batch(), entry.hands(), null));
        entries.campaigns().stream().filter(this::isOver).forEach(entries::removeAll);
        batches.unprinted().stream()
                .filter(batch -> isOver(batch.campaign()))
                .forEach(batch -> batches.printed(batch.id()));
    }

    private boolean isOver(String campaignId) {
        var state = campaigns.state(campaignId);
        return state == Campaign.State.CLOSED || state == Campaign.State.PUBLISHED;
    }
}
