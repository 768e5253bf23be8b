package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.campaign.Campaign.State;
import io.sanhang.evaluation.campaign.CampaignRepository;
import io.sanhang.evaluation.paper.PaperDesk.Progress;
import io.sanhang.evaluation.paper.PaperDesk.Read;
import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Printed sheets: made, printed and entered by the office; what was committed of them is public. */
@RestController
@RequestMapping("/api/evaluation/campaigns/{id}")
class PaperController {

    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final String CODE = "[A-Z2-7]{26}";

    private final PaperDesk desk;
    private final CampaignRepository campaigns;

    PaperController(PaperDesk desk, CampaignRepository campaigns) {
        this.desk = desk;
        this.campaigns = campaigns;
    }

    /** @param document its exact bytes as text: SHA-256 of it is in the leaf */
    record CommittedBatch(int index, String document) {}

    record CommittedBatches(List<CommittedBatch> items) {}

    /** @param index its place in the public list; null until it is there */
    record BatchView(
            String id,
            String category,
            String unit,
            String area,
            int count,
            @Nullable Integer index,
            boolean printable,
            int counted,
            int voided,
            Map<String, Integer> hands,
            List<String> reasons) {
        static BatchView of(Batch batch) {
            return new BatchView(
                    batch.id(),
                    batch.category(),
                    batch.unit(),
                    batch.area(),
                    batch.count(),
                    batch.index(),
                    batch.index() != null && batch.codes() != null,
                    batch.counted(),
                    Objects.requireNonNullElse(batch.voided(), 0),
                    batch.hands(),
                    batch.reasons());
        }
    }

    record Batches(List<BatchView> items) {}

    record NewBatch(
            @NotBlank @Size(max = 8) String category,
            @NotBlank @Size(max = 40) String unit,
            @NotBlank @Size(max = 40) String area,
            @Min(1) @Max(Batch.MOST) int count) {}

    /** @param items codes in the order of printing */
    record Codes(List<String> items) {}

    /** @param code as printed: 26 letters and digits @param levels for each question 5 to 1, 0 for "don't know" */
    record NewSheet(
            @NotNull @Pattern(regexp = CODE) String code,
            @NotEmpty @Size(max = 20) List<@NotNull Integer> levels) {
        Read read() {
            return new Read(Base32.decoded(code), code, levels, null);
        }
    }

    record Voided(
            @NotNull @Pattern(regexp = CODE) String code,
            @NotNull VoidReason voidFor) {
        Read read() {
            return new Read(Base32.decoded(code), code, List.of(), voidFor);
        }
    }

    /** @param levels none where it is void @param voidFor null where it is not */
    record Decided(
            @NotNull @Pattern(regexp = CODE) String code,
            @NotNull @Size(max = 20) List<@NotNull Integer> levels,
            @Nullable VoidReason voidFor,
            @NotBlank @Size(max = 200) String reason) {
        Read read() {
            return new Read(Base32.decoded(code), code, levels, voidFor);
        }
    }

    record EnteredSheet(Progress state, String unit, String area) {}

    /** @param mark the first letters of its code @param mine whether the caller has entered it */
    record OpenSheet(String batch, String mark, Progress state, boolean mine) {}

    record OpenSheets(List<OpenSheet> items) {}

    /** The committed documents, by their place in the public list. */
    @GetMapping("/batches")
    @PreAuthorize("permitAll()")
    CommittedBatches committed(@PathVariable String id) {
        if (campaigns.get(id).state() == State.DRAFT) {
            throw Refusal.missing("no-such-campaign");
        }
        return new CommittedBatches(desk.batches(id).stream()
                .filter(batch -> batch.index() != null)
                .map(batch -> new CommittedBatch(Objects.requireNonNull(batch.index()), batch.document()))
                .toList());
    }

    @GetMapping("/paper-batches")
    @PreAuthorize(OFFICE)
    Batches batches(@PathVariable String id) {
        return new Batches(desk.batches(id).stream().map(BatchView::of).toList());
    }

    @PostMapping("/paper-batches")
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    BatchView make(@PathVariable String id, @Valid @RequestBody NewBatch wanted, IdempotencyKey key) {
        return BatchView.of(desk.make(
                id, wanted.category, wanted.unit, wanted.area.strip(), wanted.count, Fingerprint.of(wanted), key));
    }

    /** For printing; a second time too, until they are said to be printed. */
    @GetMapping("/paper-batches/{batch}/sheets")
    @PreAuthorize(OFFICE)
    ResponseEntity<Codes> sheets(@PathVariable String id, @PathVariable String batch) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(new Codes(desk.sheets(id, batch).stream()
                        .map(code -> Base32.encoded(HexFormat.of().parseHex(code)))
                        .toList()));
    }

    @PostMapping("/paper-batches/{batch}/printing")
    @PreAuthorize(OFFICE)
    BatchView printed(@PathVariable String id, @PathVariable String batch) {
        return BatchView.of(desk.printed(id, batch));
    }

    @GetMapping("/paper-sheets")
    @PreAuthorize(OFFICE)
    OpenSheets open(@PathVariable String id, Caller caller) {
        return new OpenSheets(desk.open(id).stream()
                .map(entry -> new OpenSheet(
                        entry.batch(),
                        entry.mark(),
                        entry.differs() ? Progress.DIFFERS : Progress.WAITING,
                        entry.isBy(caller)))
                .toList());
    }

    @PostMapping("/paper-sheets")
    @PreAuthorize(OFFICE)
    EnteredSheet enter(@PathVariable String id, @Valid @RequestBody NewSheet sheet, Caller caller) {
        return entered(desk.enter(id, sheet.read(), caller));
    }

    /** A sheet that came back and says nothing: for two people, as entering is. */
    @PostMapping("/paper-sheets/voids")
    @PreAuthorize(OFFICE)
    EnteredSheet voided(@PathVariable String id, @Valid @RequestBody Voided sheet, Caller caller) {
        return entered(desk.enter(id, sheet.read(), caller));
    }

    @PostMapping("/paper-sheets/decisions")
    @PreAuthorize(OFFICE)
    EnteredSheet decide(@PathVariable String id, @Valid @RequestBody Decided sheet, Caller caller) {
        return entered(desk.decide(id, sheet.read(), sheet.reason.strip(), caller));
    }

    private static EnteredSheet entered(PaperDesk.Entered entered) {
        return new EnteredSheet(
                entered.progress(), entered.batch().unit(), entered.batch().area());
    }
}
