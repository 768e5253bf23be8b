package io.sanhang.task.sheet;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.sheet.SheetImport.Fault;
import io.sanhang.task.task.LedgerFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Tables of tasks, out of the ledger and into it. */
@RestController
@RequestMapping("/api/task/sheets")
class SheetController {

    private static final Logger LOG = LoggerFactory.getLogger(SheetController.class);
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final SheetImports imports;
    private final LedgerTable ledger;
    private final Clock clock;

    SheetController(SheetImports imports, LedgerTable ledger, Clock clock) {
        this.imports = imports;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param handled rows worked off, of {@code rows}
     * @param bad rows that open no task
     */
    record Summary(
            String id,
            String state,
            String fileName,
            int rows,
            int good,
            int bad,
            int handled,
            String byName,
            Instant at,
            @Nullable String confirmedByName,
            @Nullable Instant confirmedAt) {

        static Summary of(SheetImport table) {
            return new Summary(
                    table.id(),
                    table.state().name().toLowerCase(Locale.ROOT),
                    table.fileName(),
                    table.rows(),
                    table.good(),
                    table.faults().size(),
                    table.handled(),
                    table.byName(),
                    table.at(),
                    table.confirmedByName(),
                    table.confirmedAt());
        }
    }

    /** @param faults the first of them; the table of refused rows has all */
    record Detail(Summary summary, String hash, List<Fault> faults, List<String> taskIds) {

        private static final int FAULTS = 200;

        static Detail of(SheetImport table) {
            var shown =
                    table.faults().subList(0, Math.min(FAULTS, table.faults().size()));
            return new Detail(Summary.of(table), table.hash(), shown, table.taskIds());
        }
    }

    @GetMapping("/template")
    @PreAuthorize(OFFICE)
    ResponseEntity<Resource> template() throws IOException {
        var content = new ByteArrayOutputStream();
        imports.template(content);
        return file("任务导入模板.xlsx", content);
    }

    /** Checks the table; the file's content decides the import, so the same file is the same import. */
    @PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    Detail check(@RequestPart MultipartFile file, Caller caller) throws IOException {
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return Detail.of(imports.check(name, file.getBytes(), caller));
    }

    @GetMapping("/imports")
    @PreAuthorize(OFFICE)
    Page<Summary> list(PageRequest page) {
        return imports.list(page).map(Summary::of);
    }

    @GetMapping("/imports/{id}")
    @PreAuthorize(OFFICE)
    Detail get(@PathVariable String id) {
        return Detail.of(imports.get(id));
    }

    /** Works off the next rows; to be called again until the state is {@code done}. */
    @PostMapping("/imports/{id}/confirmation")
    @PreAuthorize(OFFICE)
    Summary confirm(@PathVariable String id, Caller caller) {
        return Summary.of(imports.confirm(id, caller));
    }

    /** The rows that open no task, as they came, with what is wrong in a column of its own. */
    @GetMapping("/imports/{id}/faults")
    @PreAuthorize(OFFICE)
    ResponseEntity<Resource> faults(@PathVariable String id) throws IOException {
        var content = new ByteArrayOutputStream();
        imports.writeFaulty(id, content);
        return file("有问题的行.xlsx", content);
    }

    /** What the ledger shows under the same filter, row by row as it is read from the store. */
    @GetMapping("/export")
    @PreAuthorize("hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')")
    void export(
            LedgerFilter filter,
            @RequestParam(defaultValue = "xlsx") String format,
            Caller caller,
            HttpServletResponse response)
            throws IOException {
        if (!format.equals("xlsx") && !format.equals("csv")) {
            throw Refusal.malformed("invalid-request").at("format");
        }
        var query = ledger.query(filter, caller);
        var isCsv = format.equals("csv");
        response.setContentType(isCsv ? CSV : XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, attachment("台账-%s.%s".formatted(LocalDate.now(clock), format)));
        var to = response.getOutputStream();
        try {
            ledger.write(query, caller, isCsv ? Table.csv(to) : Table.xlsx(to, "台账", LedgerTable.WIDTHS));
        } catch (IOException hungUp) {
            // Nobody is there any more to be told.
            LOG.debug("An export was broken off by who asked for it", hungUp);
        }
    }

    private static ResponseEntity<Resource> file(String name, ByteArrayOutputStream content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(XLSX))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
                .header("X-Content-Type-Options", "nosniff")
                .body(new ByteArrayResource(content.toByteArray()));
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
