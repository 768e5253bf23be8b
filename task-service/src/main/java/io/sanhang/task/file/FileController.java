package io.sanhang.task.file;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/task/files")
class FileController {

    private final Files files;

    FileController(Files files) {
        this.files = files;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    @ResponseStatus(HttpStatus.CREATED)
    Kept keep(@RequestPart MultipartFile file, Caller caller, IdempotencyKey key) throws IOException {
        if (file.getSize() > Files.LARGEST) {
            throw Refusal.tooLarge("file-too-large").at("/file");
        }
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return Kept.from(files.keep(key.idFor("files/" + caller.id()), name, file.getBytes(), caller));
    }

    /** Always as a download, of the type found at upload: a browser must not run what somebody brought. */
    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    ResponseEntity<InputStreamResource> open(@PathVariable String id, Caller caller) {
        var file = files.get(id, caller);
        var attachment = ContentDisposition.attachment()
                .filename(file.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.type()))
                .contentLength(file.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .body(new InputStreamResource(files.open(file)));
    }

    record Kept(String id, String name, long size, String type) {
        static Kept from(StoredFile file) {
            return new Kept(file.id(), file.name(), file.size(), file.type());
        }
    }
}
