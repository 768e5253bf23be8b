package io.sanhang.task.drive;

import static com.mongodb.client.model.Sorts.descending;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.OutboxCollection;
import io.sanhang.support.store.Outboxes;
import io.sanhang.support.web.Fingerprint;
import io.sanhang.support.web.IdempotencyKey;
import io.sanhang.task.directory.DirectoryFollower;
import io.sanhang.task.drive.DriveText.Rejected;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.DriveTasks;
import io.sanhang.task.task.Party;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Hundred-day drives: made, filled from a table, moved, summed up. */
@Service
class DriveService implements DirectoryFollower {

    private static final int MOST_SHOWN = 100;

    /** @param rejected the lines that were not taken, word for word */
    record Imported(int added, int unchanged, List<Rejected> rejected) {}

    private final OutboxCollection<Drive> drives;
    private final DriveTasks tasks;
    private final Directory directory;
    private final Clock clock;

    DriveService(Outboxes outboxes, DriveTasks tasks, Directory directory, Clock clock) {
        drives = new OutboxCollection<>(outboxes, "drives", Drive.class);
        this.tasks = tasks;
        this.directory = directory;
        this.clock = clock;
    }

    /** The latest first. */
    List<Drive> list() {
        return drives.collection()
                .find()
                .sort(descending("startsOn"))
                .limit(MOST_SHOWN)
                .into(new ArrayList<>());
    }

    /** Drives that are not summed up are run by the unit that took over. */
    @Override
    public void merged(Merger merger) {
        var into = new Party(merger.into(), merger.intoName());
        list().stream()
                .filter(drive -> drive.closing() == null && drive.isLedBy(merger.from()))
                .forEach(drive -> drives.replace(drive.ledBy(into)));
    }

    Drive get(String id) {
        return drives.get(id);
    }

    List<DriveTasks.Line> lines(String id, Caller caller) {
        return tasks.of(id, caller);
    }

    /** The same key makes one drive. @throws Refusal {@code drive-over}, {@code unknown-unit} */
    Drive start(String name, LocalDate startsOn, @Nullable String leadUnitId, Caller by, IdempotencyKey key) {
        var act = act(key.idFor("drives/" + by.id()), Fingerprint.of(name, startsOn, String.valueOf(leadUnitId)), by);
        var drive = Drive.start(name, startsOn, lead(leadUnitId), act);
        if (drive.isOver(today())) {
            throw Refusal.invalid("drive-over").at("/startsOn");
        }
        if (drives.insertNew(drive)) {
            return drive;
        }
        var before = drives.get(drive.id());
        key.sameRequest(before.fingerprint(), drive.fingerprint());
        return before;
    }

    private @Nullable Party lead(@Nullable String unitId) {
        if (unitId == null || unitId.isBlank()) {
            return null;
        }
        var unit = directory.units().get(unitId);
        if (unit == null) {
            throw Refusal.invalid("unknown-unit", unitId).at("/leadUnitId");
        }
        return new Party(unitId, unit.name());
    }

    /** Each line for itself; sent again, what was taken already is unchanged. @throws Refusal {@code drive-over} */
    Imported take(String id, String text, Caller by) {
        if (text.lines().limit(DriveText.MOST_LINES + 1L).count() > DriveText.MOST_LINES) {
            throw Refusal.tooLarge("too-many-lines", DriveText.MOST_LINES);
        }
        var drive = drives.get(id);
        drive.requireNotClosed();
        if (drive.isOver(today())) {
            throw Refusal.conflict("drive-over");
        }
        var read = new DriveText(drive, units(text)).read(text);
        var added = (int) read.rows().stream()
                .filter(row -> tasks.open(row.item(), drive.startsOn(), drive.endsOn(), by))
                .count();
        return new Imported(added, read.rows().size() - added, read.rejected());
    }

    private Map<String, List<String>> units(String text) {
        return directory.resolve(DriveText.names(text)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().unitIds(), (one, same) -> one));
    }

    /** The drive first, then its tasks: cut short, the same request goes on. */
    Drive move(String id, LocalDate endsOn, String reason, Caller by, IdempotencyKey key) {
        var drive = drives.get(id);
        var act = act(key.idFor("drives/" + id + "/" + by.id()), Fingerprint.of("move", endsOn, reason), by);
        if (!drive.moved(act.id())) {
            drive = drive.move(endsOn, reason, today(), act);
            drives.replace(drive);
        }
        tasks.move(id, endsOn, reason, by, key);
        return drive;
    }

    /**
     * Sums a drive up. What is open is on record with it and carried over to a later day; first the drive, then its
     * tasks: cut short, the same request goes on.
     */
    Drive close(String id, String summary, @Nullable LocalDate carriedTo, Caller by, IdempotencyKey key) {
        var drive = drives.get(id);
        var act = act(
                key.idFor("drive-closings/" + id + "/" + by.id()),
                Fingerprint.of(summary, String.valueOf(carriedTo)),
                by);
        if (drive.closing() == null || !drive.closing().actId().equals(act.id())) {
            var open = tasks.of(id, by).stream()
                    .filter(line -> !line.over())
                    .map(line -> new Drive.Open(line.taskId(), line.title(), line.line(), line.field()))
                    .toList();
            drive = drive.close(summary, carriedTo, open, today(), act);
            drives.replace(drive);
        }
        if (drive.closing() != null && drive.closing().carriedTo() != null) {
            tasks.move(id, drive.closing().carriedTo(), "“%s”结束，结转继续办理".formatted(drive.name()), by, key);
        }
        return drive;
    }

    private Act act(String id, String fingerprint, Caller by) {
        return new Act(id, fingerprint, by, clock.instant());
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
