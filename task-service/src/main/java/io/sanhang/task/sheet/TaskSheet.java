package io.sanhang.task.sheet;

import io.sanhang.support.errors.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The first page of an uploaded Excel file. It is told by its content, unpacked within limits before it is parsed, and
 * parsed by a reader that knows no document types and so no external entities.
 *
 * @param headings of all columns, also those without a meaning here
 * @param columns where each known column stands
 */
record TaskSheet(List<String> headings, Map<Column, Integer> columns, List<Line> rows) {

    /** What one upload may amount to. */
    record Limits(int rows, long bytes, long unpacked) {}

    /** @param computed true for the result of a formula */
    record Cell(String text, @Nullable LocalDate day, boolean computed) {
        static final Cell EMPTY = new Cell("", null, false);
    }

    /** @param number as the table counts, from 1 */
    record Line(int number, List<Cell> cells) {
        private Cell at(int column) {
            return column < cells.size() ? cells.get(column) : Cell.EMPTY;
        }

        private boolean isBlank() {
            return cells.stream().allMatch(cell -> cell.text.isEmpty() && !cell.computed);
        }
    }

    private static final int MOST_ENTRIES = 300;
    private static final int MOST_COLUMNS = 60;

    /** Empty rows that only carry a format are passed over, within reason. */
    private static final int MOST_EMPTY_ROWS = 20_000;

    private static final int MAGIC = 8;

    /** Formats of days that Excel knows by number, the Chinese ones included. */
    private static final Pattern DAY_FORMAT = Pattern.compile("(?i)[^\"\\\\\\[]*(y|m/|d/|年|月).*");

    /**
     * @throws Refusal {@code empty-file}, {@code sheet-too-large}, {@code old-excel-file}, {@code not-a-sheet}, {@code
     *     sheet-with-macros}, {@code unreadable-sheet}, {@code no-task-columns}, {@code too-many-rows}, {@code
     *     no-task-rows}
     */
    static TaskSheet read(byte[] bytes, Limits limits) {
        if (bytes.length == 0) {
            throw Refusal.invalid("empty-file").at("/file");
        }
        if (bytes.length > limits.bytes) {
            throw tooLarge(limits);
        }
        sniff(bytes);
        try {
            unpack(bytes, limits);
            return parse(bytes, limits);
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Refusal.invalid("unreadable-sheet").at("/file");
        }
    }

    private static void sniff(byte[] bytes) {
        var head = java.util.Arrays.copyOf(bytes, MAGIC);
        if (ReadableWorkbook.isOLE2Header(head)) {
            throw Refusal.unsupported("old-excel-file").at("/file");
        }
        if (!ReadableWorkbook.isOOXMLZipHeader(head)) {
            throw Refusal.unsupported("not-a-sheet").at("/file");
        }
    }

    /** Unpacks everything to nowhere, as the reader will, and gives up at the limit: a bomb goes off here. */
    private static void unpack(byte[] bytes, Limits limits) throws IOException {
        var left = limits.unpacked;
        var nowhere = new byte[8192];
        var names = new HashSet<String>();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            for (var entries = zip.getEntries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!names.add(entry.getName()) || names.size() > MOST_ENTRIES) {
                    throw Refusal.invalid("unreadable-sheet").at("/file");
                }
                if (entry.getName().toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")) {
                    throw Refusal.unsupported("sheet-with-macros").at("/file");
                }
                try (var content = zip.getInputStream(entry)) {
                    for (var read = 0; read >= 0 && left >= 0; read = content.read(nowhere)) {
                        left -= read;
                    }
                }
                if (left < 0) {
                    throw tooLarge(limits);
                }
            }
        }
        if (!names.contains("xl/workbook.xml")) {
            throw Refusal.unsupported("not-a-sheet").at("/file");
        }
    }

    private static TaskSheet parse(byte[] bytes, Limits limits) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true));
                var rows = book.getFirstSheet().openStream()) {
            var each = rows.iterator();
            var headings = headings(each);
            var columns = columns(headings);
            var title = Objects.requireNonNull(columns.get(Column.TITLE));
            var lines = new ArrayList<Line>();
            for (var empty = 0; each.hasNext(); ) {
                var line = line(each.next());
                if (line.isBlank()) {
                    if (++empty > MOST_EMPTY_ROWS) {
                        throw Refusal.tooLarge("too-many-rows", limits.rows).at("/file");
                    }
                } else if (!line.at(title).text.startsWith(Template.EXAMPLE)) {
                    if (lines.size() == limits.rows) {
                        throw Refusal.tooLarge("too-many-rows", limits.rows).at("/file");
                    }
                    lines.add(line);
                }
            }
            if (lines.isEmpty()) {
                throw Refusal.invalid("no-task-rows").at("/file");
            }
            return new TaskSheet(headings, columns, lines);
        }
    }

    /** The first row that says anything; a title above the table is passed over. */
    private static List<String> headings(java.util.Iterator<Row> rows) {
        for (var row = 0; rows.hasNext() && row < 20; row++) {
            var texts = line(rows.next()).cells.stream().map(Cell::text).toList();
            if (texts.stream().anyMatch(text -> Column.of(text).isPresent())) {
                return texts;
            }
        }
        throw noColumns(List.of(Column.TITLE, Column.LEAD));
    }

    private static Map<Column, Integer> columns(List<String> headings) {
        var columns = new EnumMap<Column, Integer>(Column.class);
        for (var at = 0; at < headings.size(); at++) {
            var place = at;
            Column.of(headings.get(at)).ifPresent(column -> columns.putIfAbsent(column, place));
        }
        var missing = Stream.of(Column.values())
                .filter(column -> column.required() && !columns.containsKey(column))
                .toList();
        if (!missing.isEmpty()) {
            throw noColumns(missing);
        }
        return columns;
    }

    private static Refusal noColumns(List<Column> missing) {
        var names = missing.stream().map(Column::heading).collect(Collectors.joining("、"));
        return Refusal.invalid("no-task-columns", names).at("/file");
    }

    private static Refusal tooLarge(Limits limits) {
        return Refusal.tooLarge("sheet-too-large", limits.bytes >> 20).at("/file");
    }

    private static Line line(Row row) {
        var cells = IntStream.range(0, Math.min(row.getCellCount(), MOST_COLUMNS))
                .mapToObj(at -> cell(row.getCell(at)))
                .toList();
        return new Line(row.getRowNum(), cells);
    }

    private static Cell cell(org.dhatim.fastexcel.reader.@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return Cell.EMPTY;
        }
        var computed = cell.getType() == CellType.FORMULA || cell.getType() == CellType.ERROR;
        if (cell.getType() == CellType.NUMBER) {
            var number = cell.asNumber();
            var format = Objects.requireNonNullElse(cell.getDataFormatString(), "");
            var day = DAY_FORMAT.matcher(format).matches() ? cell.asDate().toLocalDate() : null;
            return new Cell(day == null ? number.stripTrailingZeros().toPlainString() : day.toString(), day, false);
        }
        return new Cell(Objects.requireNonNullElse(cell.getText(), "").strip(), null, computed);
    }

    /** What stands in a row under a heading; empty where the table has no such column. */
    Cell cell(Line line, Column column) {
        var at = columns.get(column);
        return at == null ? Cell.EMPTY : line.at(at);
    }

    /** The rows that have a problem as they came, with one more column that says it, ready to be put right. */
    void writeFaulty(Map<Integer, String> problems, OutputStream to) throws IOException {
        var kept = IntStream.range(0, headings.size())
                .filter(at -> !headings.get(at).equals(Column.PROBLEM))
                .boxed()
                .toList();
        var widths = Stream.concat(
                        Stream.of(60),
                        kept.stream()
                                .map(at -> Column.of(headings.get(at))
                                        .map(Column::width)
                                        .orElse(16)))
                .toList();
        var table = Table.xlsx(to, "任务", widths);
        table.row(Stream.concat(Stream.of(Column.PROBLEM), kept.stream().map(headings::get))
                .toList());
        for (var line : rows) {
            var problem = problems.get(line.number);
            if (problem != null) {
                var cells = new ArrayList<@Nullable Object>();
                cells.add(problem);
                kept.forEach(at -> cells.add(line.at(at).day == null ? line.at(at).text : line.at(at).day));
                table.row(cells);
            }
        }
        table.finish();
    }

    /** Excel's count of days, where the cell has no format of a day. */
    static @Nullable LocalDate serial(String text) {
        return text.matches("[2-9]\\d{4}")
                ? LocalDate.of(1899, 12, 30).plus(Long.parseLong(text), ChronoUnit.DAYS)
                : null;
    }
}
