package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.campaign.PublishedBallots.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The files with which anybody checks a campaign. */
@RestController
@RequestMapping("/api/evaluation/campaigns/{id}")
@PreAuthorize("permitAll()")
class PublicRecordController {

    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final PublicRecord record;

    PublicRecordController(PublicRecord record) {
        this.record = record;
    }

    record Checkpoints(List<PublicRecord.Sealed> items) {}

    /** The exact bytes of leaf 0. Once public it never changes: a phone downloads it once. */
    @GetMapping(value = "/manifest", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("permitAll()")
    ResponseEntity<byte[]> manifest(@PathVariable String id) {
        var office = Office.asks();
        return ResponseEntity.ok()
                .cacheControl(
                        office
                                ? CacheControl.noStore()
                                : CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(record.manifest(id, office));
    }

    /** All of them, or a range (RFC 9110 §14): whoever only compares the manifest asks for the first 32 octets. */
    @GetMapping(value = "/leaves", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @PreAuthorize("permitAll()")
    Resource leaves(@PathVariable String id) {
        return record.leaves(id, Office.asks());
    }

    @GetMapping(value = "/checkpoint", produces = TEXT)
    @PreAuthorize("permitAll()")
    String checkpoint(@PathVariable String id) {
        return record.checkpoint(id, Office.asks());
    }

    @GetMapping("/checkpoints")
    @PreAuthorize("permitAll()")
    Checkpoints checkpoints(@PathVariable String id) {
        return new Checkpoints(record.checkpoints(id, Office.asks()));
    }

    @GetMapping(value = "/checkpoints/{size}", produces = TEXT)
    @PreAuthorize("permitAll()")
    String checkpoint(@PathVariable String id, @PathVariable int size) {
        return record.checkpoint(id, size, Office.asks());
    }

    @GetMapping(value = "/consistency/{earlier:\\d{1,9}}-{later:\\d{1,9}}", produces = TEXT)
    @PreAuthorize("permitAll()")
    String consistency(@PathVariable String id, @PathVariable int earlier, @PathVariable int later) {
        return record.consistency(id, earlier, later, Office.asks());
    }

    @GetMapping(value = "/proofs/{index}", produces = TEXT)
    @PreAuthorize("permitAll()")
    String proof(@PathVariable String id, @PathVariable int index) {
        return record.proof(id, index, Office.asks());
    }

    @GetMapping(value = "/result", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("permitAll()")
    String result(@PathVariable String id) {
        return record.result(id);
    }

    /** Beside the campaign before it (A110). */
    @GetMapping(value = "/comparison", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("permitAll()")
    String comparison(@PathVariable String id) {
        return record.comparison(id);
    }

    @GetMapping("/issuance.csv")
    @PreAuthorize("permitAll()")
    ResponseEntity<String> issuance(@PathVariable String id) {
        return frozen(id, "issuance.csv", CSV).body(record.issuance(id));
    }

    @GetMapping("/bodies.csv")
    @PreAuthorize("permitAll()")
    ResponseEntity<Resource> bodies(@PathVariable String id) {
        return file(id, Part.BODIES, CSV);
    }

    @GetMapping("/auth.bin")
    @PreAuthorize("permitAll()")
    ResponseEntity<Resource> auth(@PathVariable String id) {
        return file(id, Part.AUTH, MediaType.APPLICATION_OCTET_STREAM);
    }

    @GetMapping("/withheld.csv")
    @PreAuthorize("permitAll()")
    ResponseEntity<Resource> withheld(@PathVariable String id) {
        return file(id, Part.WITHHELD, CSV);
    }

    /** Printed sheets that two people found void, by the hash of their code, each as it was signed. */
    @GetMapping(value = "/voids.jsonl", produces = "application/jsonl;charset=UTF-8")
    @PreAuthorize("permitAll()")
    String voids(@PathVariable String id) {
        return record.voids(id);
    }

    private ResponseEntity<Resource> file(String id, Part part, MediaType type) {
        return frozen(id, part.file, type).body(new FileSystemResource(record.file(id, part)));
    }

    /** What is published never changes. */
    private static ResponseEntity.BodyBuilder frozen(String id, String file, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + id.replaceAll("[^a-z0-9-]", "") + "-" + file + "\"");
    }
}
