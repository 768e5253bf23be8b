package io.sanhang.evaluation.paper;

import io.sanhang.evaluation.campaign.Campaign;
import io.sanhang.evaluation.paper.VoidRepository.VoidSheet;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is published of printed sheets beside their batches and the ballots that they became (docs/adr/0004). */
@Component
public class PaperRecord {

    /**
     * @param printed sheets of the batches in the public list
     * @param ballots of them that were counted as ballots, also those of cells that are too small to be shown
     * @param voided of them that two people found void
     */
    public record Figures(String category, String unit, int printed, int ballots, int voided) {}

    /** @param voids one line each, as it was signed */
    public record Published(List<Figures> figures, String voids) {}

    private record Statement(int v, String cid, String code, VoidReason reason) {}

    private record Signed(String entry, String sig) {}

    private final BatchRepository batches;
    private final VoidRepository voids;
    private final Station station;
    private final JsonMapper json;

    PaperRecord(BatchRepository batches, VoidRepository voids, Station station, JsonMapper json) {
        this.batches = batches;
        this.voids = voids;
        this.station = station;
        this.json = json;
    }

    /** Of a closed campaign, in which nothing is entered any more. */
    public Published of(Campaign campaign) {
        var sheets = voids.of(campaign.id());
        var listed = batches.of(campaign.id()).stream()
                .filter(batch -> batch.index() != null)
                .collect(Collectors.groupingBy(batch -> batch.category() + "/" + batch.unit()));
        var figures = listed.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(each -> figures(Objects.requireNonNull(each.getValue()), sheets))
                .toList();
        return new Published(
                figures, sheets.stream().map(each -> line(campaign.id(), each)).collect(Collectors.joining()));
    }

    private static Figures figures(List<Batch> of, List<VoidSheet> sheets) {
        var first = of.get(0);
        return new Figures(
                first.category(),
                first.unit(),
                of.stream().mapToInt(Batch::count).sum(),
                of.stream().mapToInt(Batch::counted).sum(),
                (int) sheets.stream()
                        .filter(each -> each.category().equals(first.category())
                                && each.unit().equals(first.unit()))
                        .count());
    }

    /** {@code {"entry": text, "sig": base64}}; the station's key signs {@code zfpj-void-v1 LF text}. */
    private String line(String campaignId, VoidSheet sheet) {
        var text = json.writeValueAsString(new Statement(1, campaignId, sheet.code(), sheet.reason()));
        var signature =
                station.sign(campaignId, ("zfpj-void-v1\n" + text).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return json.writeValueAsString(new Signed(text, Base64.getEncoder().encodeToString(signature))) + "\n";
    }
}
