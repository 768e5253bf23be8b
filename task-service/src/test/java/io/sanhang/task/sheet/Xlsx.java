package io.sanhang.task.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/** Small Excel files for tests: a row is a list of texts, days, numbers, null, or a formula as {@code {=…}}. */
final class Xlsx {

    static final List<Object> HEADINGS = List.of("任务名称*", "任务内容", "类型", "航向", "牵头单位*", "责任单位", "完成期限", "条款");

    private Xlsx() {}

    static byte[] of(List<List<Object>> rows) {
        var to = new ByteArrayOutputStream();
        try (var book = new Workbook(to, "Test", "1.0")) {
            var sheet = book.newWorksheet("任务");
            for (var row = 0; row < rows.size(); row++) {
                for (var at = 0; at < rows.get(row).size(); at++) {
                    var value = rows.get(row).get(at);
                    if (value instanceof LocalDate day) {
                        sheet.value(row, at, day);
                        sheet.style(row, at).format("yyyy/m/d").set();
                    } else if (value instanceof Number number) {
                        sheet.value(row, at, number);
                    } else if (value instanceof String text && text.startsWith("{=")) {
                        sheet.formula(row, at, text.substring(2, text.length() - 1));
                    } else if (value instanceof String text && !text.isEmpty()) {
                        sheet.value(row, at, text);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }

    /** The first page as texts, days as ISO 8601. */
    static List<List<String>> texts(byte[] file) {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(file));
                var rows = book.getFirstSheet().openStream()) {
            return rows.map(row -> row.stream()
                            .map(cell -> {
                                if (cell == null) {
                                    return "";
                                }
                                return cell.getValue() instanceof BigDecimal
                                        ? cell.asDate().toLocalDate().toString()
                                        : cell.getText();
                            })
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file with some of its parts replaced or added. */
    static byte[] with(byte[] file, Map<String, String> parts) {
        var to = new ByteArrayOutputStream();
        try (var in = zip(file);
                var out = new ZipOutputStream(to)) {
            for (var entry : Collections.list(in.getEntries())) {
                if (!parts.containsKey(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(in.getInputStream(entry).readAllBytes());
                }
            }
            for (var part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }

    static String part(byte[] file, String name) {
        try (var in = zip(file)) {
            return new String(in.getInputStream(in.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ZipFile zip(byte[] file) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get();
    }
}
