package io.sanhang.task.drive;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.task.task.DriveTasks.Line;
import io.sanhang.task.task.Party;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Hundred-day drives. Everybody sees the lines of the own units; the office makes, fills and moves them. */
@RestController
@RequestMapping("/api/task/drives")
class DriveController {

    private static final String DESK = "hasAnyRole('OFFICE', 'ADMIN', 'DEPARTMENT', 'LEADER')";
    private static final String OFFICE = "hasAnyRole('OFFICE', 'ADMIN')";
    private static final int LONGEST_TEXT = 1 << 19;

    private final DriveService drives;

    DriveController(DriveService drives) {
        this.drives = drives;
    }

    record NewDrive(
            @NotBlank @Size(max = 60) String name,
            @NotNull LocalDate startsOn,
            @Nullable @Size(max = 60) String leadUnitId) {}

    /** @param carriedTo when what is still open is due instead */
    record NewClosing(
            @NotBlank @Size(max = 4000) String summary,
            @Nullable LocalDate carriedTo) {}

    record ClosingView(
            String summary, @Nullable LocalDate carriedTo, List<Drive.Open> open, OffsetDateTime at, String by) {}

    record NewEnd(
            @NotNull LocalDate endsOn,
            @NotBlank @Size(max = 500) String reason) {}

    record MoveView(LocalDate from, LocalDate to, String reason, OffsetDateTime at, String by) {}

    /** @param day of the drive from 1, 0 before it begins @param days in all, 100 unless the end was moved */
    record DriveView(
            String id,
            String name,
            LocalDate startsOn,
            LocalDate endsOn,
            int day,
            int days,
            boolean over,
            List<MoveView> moves,
            @Nullable Party lead,
            @Nullable ClosingView closing) {

        static DriveView of(Drive drive, LocalDate today) {
            return new DriveView(
                    drive.id(),
                    drive.name(),
                    drive.startsOn(),
                    drive.endsOn(),
                    Math.min(drive.dayOn(today), drive.days()),
                    drive.days(),
                    drive.closing() != null || drive.isOver(today),
                    drive.moves().stream()
                            .map(each ->
                                    new MoveView(each.from(), each.to(), each.reason(), time(each.at()), each.byName()))
                            .toList(),
                    drive.lead(),
                    closing(drive.closing()));
        }

        private static @Nullable ClosingView closing(Drive.@Nullable Closing it) {
            return it == null
                    ? null
                    : new ClosingView(it.summary(), it.carriedTo(), it.open(), time(it.at()), it.byName());
        }

        private static OffsetDateTime time(Instant at) {
            return at.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
        }
    }

    record Drives(List<DriveView> items) {}

    /** @param late lines of which a stage should have been done by now @param overdue lines past the end */
    record Sum(String line, String field, int total, int closed, int late, int overdue) {
        static Sum of(String line, String field, List<Line> lines) {
            return new Sum(
                    line,
                    field,
                    lines.size(),
                    count(lines, Line::closed),
                    count(lines, Line::late),
                    count(lines, Line::overdue));
        }

        private static int count(List<Line> lines, Predicate<Line> which) {
            return (int) lines.stream().filter(which).count();
        }
    }

    /** @param sums by line and field, in the order of the table */
    record Detail(DriveView drive, List<Sum> sums, List<Line> lines) {}

    @GetMapping
    @PreAuthorize(DESK)
    Drives list() {
        return new Drives(drives.list().stream().map(this::view).toList());
    }

    @PostMapping
    @PreAuthorize(OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    DriveView start(@Valid @RequestBody NewDrive body, Caller caller, IdempotencyKey key) {
        return view(drives.start(body.name.strip(), body.startsOn, body.leadUnitId, caller, key));
    }

    @GetMapping("/{id}")
    @PreAuthorize(DESK)
    Detail get(@PathVariable String id, Caller caller) {
        var drive = drives.get(id);
        var lines = drives.lines(id, caller);
        var cells = new LinkedHashMap<List<String>, List<Line>>();
        lines.forEach(each -> cells.computeIfAbsent(List.of(each.line(), each.field()), none -> new ArrayList<>())
                .add(each));
        return new Detail(
                view(drive),
                cells.entrySet().stream()
                        .map(cell -> Sum.of(cell.getKey().get(0), cell.getKey().get(1), cell.getValue()))
                        .toList(),
                lines);
    }

    /**
     * A table as text, UTF-8: 战线, 领域, 任务, 具体内容, 牵头单位, 责任单位, 措施. Lines that cannot be taken come back; sending the
     * same again changes nothing.
     */
    @PostMapping(path = "/{id}/lines", consumes = "text/csv")
    @PreAuthorize(OFFICE)
    DriveService.Imported take(@PathVariable String id, @RequestBody byte[] body, Caller caller) {
        if (body.length > LONGEST_TEXT) {
            throw Refusal.tooLarge("body-too-large");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return drives.take(id, text.toString(), caller);
        } catch (CharacterCodingException e) {
            throw Refusal.unsupported("unknown-encoding");
        }
    }

    @PostMapping("/{id}/end")
    @PreAuthorize(OFFICE)
    DriveView move(@PathVariable String id, @Valid @RequestBody NewEnd body, Caller caller, IdempotencyKey key) {
        return view(drives.move(id, body.endsOn, body.reason.strip(), caller, key));
    }

    /** Sums the drive up; what is open is listed with it and carried over. */
    @PostMapping("/{id}/closing")
    @PreAuthorize(OFFICE)
    DriveView close(@PathVariable String id, @Valid @RequestBody NewClosing body, Caller caller, IdempotencyKey key) {
        return view(drives.close(id, body.summary.strip(), body.carriedTo, caller, key));
    }

    private DriveView view(Drive drive) {
        return DriveView.of(drive, drives.today());
    }
}
