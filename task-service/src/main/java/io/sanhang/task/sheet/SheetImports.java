package io.sanhang.task.sheet;

import io.sanhang.support.errors.Refusal;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Page;
import io.sanhang.support.store.PageRequest;
import io.sanhang.task.file.Files;
import io.sanhang.task.neighbours.Directory;
import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.sheet.SheetImport.Fault;
import io.sanhang.task.sheet.SheetImport.State;
import io.sanhang.task.task.TaskSheets;
import io.sanhang.task.task.TaskSheets.Likeness;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** From an uploaded table to tasks: check, confirm in steps, and the rows that were refused as a table of their own. */
@Service
class SheetImports {

    /** So many names are asked for at a time. */
    private static final int NAMES = 1_000;

    private final SheetImportRepository imports;
    private final TaskSheets tasks;
    private final Files files;
    private final Directory directory;
    private final SheetSettings settings;
    private final Clock clock;

    SheetImports(
            SheetImportRepository imports,
            TaskSheets tasks,
            Files files,
            Directory directory,
            SheetSettings settings,
            Clock clock) {
        this.imports = imports;
        this.tasks = tasks;
        this.files = files;
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    void template(OutputStream to) throws IOException {
        var units = directory.units().values().stream()
                .map(Directory.Unit::name)
                .sorted()
                .toList();
        Template.write(to, units, LocalDate.now(clock), settings.rows());
    }

    /** Looks a table through and opens nothing. A file that was confirmed before answers what became of it. */
    SheetImport check(String fileName, byte[] bytes, Caller by) {
        var sheet = TaskSheet.read(
                bytes,
                new TaskSheet.Limits(
                        settings.rows(),
                        settings.largest().toBytes(),
                        settings.unpacked().toBytes()));
        var hash = sha256(bytes);
        var before = imports.find(SheetImport.idOf(hash)).orElse(null);
        if (before != null && before.state() != State.CHECKED) {
            return before;
        }
        var lines = lines(sheet);
        var fresh = SheetImport.checked(fileName, hash, lines.size(), List.of(), by, clock.instant());
        var faults = faults(fresh, lines, lines).faults;
        if (before != null) {
            return replaced(before.checkedAgain(faults));
        }
        files.keep(fresh.id(), fileName, bytes, by);
        var checked = SheetImport.checked(fileName, hash, lines.size(), faults, by, clock.instant());
        return imports.insertNew(checked) ? checked : imports.get(checked.id());
    }

    /**
     * Opens the tasks of the next rows, which are checked again: days pass, and units change. Whoever confirms goes on
     * until nothing is left; a step that was cut short is simply done again.
     *
     * @throws Refusal {@code directory-unavailable}, and nothing is opened
     */
    SheetImport confirm(String id, Caller by) {
        var now = imports.get(id);
        if (now.state() == State.DONE) {
            return now;
        }
        var lines = lines(kept(now));
        var part = lines.subList(now.handled(), Math.min(lines.size(), now.handled() + settings.step()));
        var checked = faults(now, lines, part);
        var bad = checked.faults.stream().map(Fault::row).collect(Collectors.toSet());
        var opened = new ArrayList<String>();
        for (var line : part) {
            if (!bad.contains(line.number())) {
                var task = now.taskId(line.number());
                tasks.open(task, line.entry(), checked.rules.found(), checked.rules.units(), by);
                opened.add(task);
            }
        }
        var numbers = part.stream().map(SheetLine::number).toList();
        return replaced(now.workedOff(numbers, checked.faults, opened, by, clock.instant()));
    }

    void writeFaulty(String id, OutputStream to) throws IOException {
        var now = imports.get(id);
        kept(now).writeFaulty(now.problems(), to);
    }

    SheetImport get(String id) {
        return imports.get(id);
    }

    Page<SheetImport> list(PageRequest page) {
        return imports.list(page);
    }

    /** The other one of two who did the same at the same time has written it. */
    private SheetImport replaced(SheetImport next) {
        try {
            imports.replace(next);
            return next;
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.STALE) {
                throw refusal;
            }
            return imports.get(next.id());
        }
    }

    private record Checked(List<Fault> faults, SheetCheck rules) {}

    /**
     * @param all every row of the table: of two that are alike, the first counts
     * @param part the rows that are looked at
     */
    private Checked faults(SheetImport of, List<SheetLine> all, List<SheetLine> part) {
        var found = resolved(all);
        var units = directory.units();
        var rules = new SheetCheck(found, units, LocalDate.now(clock));
        var first = new HashMap<Likeness, Integer>();
        var likeness = new HashMap<Integer, Likeness>();
        for (var line : all) {
            var same = tasks.likeness(line.entry(), found, units);
            likeness.put(line.number(), same);
            first.putIfAbsent(same, line.number());
        }
        var ids = part.stream().map(line -> of.taskId(line.number())).toList();
        var there = tasks.present(ids);
        var existing = existing(part, of);
        var faults = new ArrayList<Fault>();
        for (var line : part) {
            if (there.contains(of.taskId(line.number()))) {
                // Opened by a step that was cut short.
                continue;
            }
            var problems = rules.problems(line);
            var same = Objects.requireNonNull(likeness.get(line.number()));
            var twin = Objects.requireNonNull(first.get(same));
            if (twin != line.number() && !same.title().isEmpty()) {
                problems.add("与第 %d 行重复".formatted(twin));
            } else if (existing.contains(same)) {
                problems.add("台账里已有名称、牵头单位和期限都相同的任务");
            }
            if (!problems.isEmpty()) {
                faults.add(new Fault(line.number(), String.join("；", problems)));
            }
        }
        return new Checked(faults, rules);
    }

    /** Tasks like these rows, those of this import left out. One pass over what is due on the same days. */
    private HashSet<Likeness> existing(List<SheetLine> part, SheetImport of) {
        var titles = part.stream().map(line -> line.entry().title()).collect(Collectors.toSet());
        var days = new HashSet<@Nullable LocalDate>();
        part.forEach(line -> days.add(line.entry().dueOn()));
        var own = part.stream().map(line -> of.taskId(line.number())).collect(Collectors.toSet());
        var existing = new HashSet<Likeness>();
        tasks.dueOn(days, (id, like) -> {
            if (titles.contains(like.title()) && !own.contains(id)) {
                existing.add(like);
            }
        });
        return existing;
    }

    private Map<String, Resolution> resolved(List<SheetLine> lines) {
        var names = lines.stream()
                .map(SheetLine::entry)
                .flatMap(SheetCheck::names)
                .distinct()
                .toList();
        var found = new HashMap<String, Resolution>();
        for (var from = 0; from < names.size(); from += NAMES) {
            found.putAll(directory.resolve(names.subList(from, Math.min(names.size(), from + NAMES))));
        }
        return found;
    }

    private TaskSheet kept(SheetImport of) {
        try {
            // What was let in once stays readable, whatever the limits are by now.
            return TaskSheet.read(
                    files.content(of.id()), new TaskSheet.Limits(of.rows(), Long.MAX_VALUE, Integer.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SheetLine> lines(TaskSheet sheet) {
        return sheet.rows().stream().map(row -> SheetLine.of(sheet, row)).toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
