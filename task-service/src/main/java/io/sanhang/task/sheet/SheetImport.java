package io.sanhang.task.sheet;

import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody brought: checked first, then worked off in steps. Its id comes from the file's content and a
 * task's id from the import and the row, so the same file, a second click or a step done twice opens nothing twice.
 *
 * @param hash SHA-256 of the file, which is kept under the import's id
 * @param rows how many tasks the table holds
 * @param handled how many of them, from the top, have been worked off
 * @param faults what is wrong, for each row that opens no task
 */
public record SheetImport(
        @BsonId String id,
        long version,
        String fileName,
        String hash,
        int rows,
        int handled,
        List<Fault> faults,
        List<String> taskIds,
        String by,
        String byName,
        Instant at,
        @Nullable String confirmedBy,
        @Nullable String confirmedByName,
        @Nullable Instant confirmedAt)
        implements Stored {

    public enum State {
        CHECKED,
        OPENING,
        DONE
    }

    /** @param row as the table counts */
    public record Fault(int row, String problem) {
        private static final int LONGEST = 400;

        public Fault {
            problem = problem.length() > LONGEST ? problem.substring(0, LONGEST) + "……" : problem;
        }
    }

    public SheetImport {
        faults = faults == null ? List.of() : List.copyOf(faults);
        taskIds = taskIds == null ? List.of() : List.copyOf(taskIds);
    }

    static String idOf(String hash) {
        return Ids.derived("sheet-import", hash);
    }

    static SheetImport checked(String fileName, String hash, int rows, List<Fault> faults, Caller by, Instant at) {
        return new SheetImport(
                idOf(hash),
                1,
                fileName,
                hash,
                rows,
                0,
                faults,
                List.of(),
                by.id(),
                by.name(),
                millis(at),
                null,
                null,
                null);
    }

    State state() {
        if (handled >= rows) {
            return State.DONE;
        }
        return confirmedAt == null ? State.CHECKED : State.OPENING;
    }

    /** How many rows open a task, as far as is known. */
    int good() {
        return rows - faults.size();
    }

    /** The same file looked through again, before anything was opened. */
    SheetImport checkedAgain(List<Fault> found) {
        return new SheetImport(
                id, version + 1, fileName, hash, rows, 0, found, List.of(), by, byName, at, null, null, null);
    }

    /**
     * Some more rows are worked off.
     *
     * @param numbers the rows of this step
     * @param found what is wrong now with some of them
     * @param opened tasks of the others
     */
    SheetImport workedOff(List<Integer> numbers, List<Fault> found, List<String> opened, Caller who, Instant when) {
        var others =
                faults.stream().filter(fault -> !numbers.contains(fault.row)).toList();
        return new SheetImport(
                id,
                version + 1,
                fileName,
                hash,
                rows,
                handled + numbers.size(),
                Stream.concat(others.stream(), found.stream())
                        .sorted(java.util.Comparator.comparingInt(Fault::row))
                        .toList(),
                Stream.concat(taskIds.stream(), opened.stream()).toList(),
                by,
                byName,
                at,
                confirmedBy == null ? who.id() : confirmedBy,
                confirmedByName == null ? who.name() : confirmedByName,
                confirmedAt == null ? millis(when) : confirmedAt);
    }

    String taskId(int row) {
        return Ids.derived("sheet-task", id, String.valueOf(row));
    }

    Map<Integer, String> problems() {
        return faults.stream().collect(Collectors.toMap(Fault::row, Fault::problem));
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
