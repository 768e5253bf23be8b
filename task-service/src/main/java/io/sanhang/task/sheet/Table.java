package io.sanhang.task.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table that is written row by row and never held as a whole. Not closed but finished: what breaks off in between
 * must not look complete.
 */
interface Table {

    /** Cells are texts, days, or null. */
    void row(List<? extends @Nullable Object> cells) throws IOException;

    void finish() throws IOException;

    /** @param widths of the columns, in characters */
    static Table xlsx(OutputStream to, String name, List<Integer> widths) {
        return new Xlsx(to, name, widths);
    }

    static Table csv(OutputStream to) throws IOException {
        return new Csv(to);
    }

    /** An Excel file. Texts are stored as texts, so that nothing in them is ever taken for a formula. */
    final class Xlsx implements Table {

        static final String APPLICATION = "Sanhang";
        static final String VERSION = "1.0";
        static final String DAY = "yyyy-mm-dd";

        private static final int ROWS_A_SHEET = 1_000_000;
        private static final int LONGEST_CELL = 32_767;
        private static final int ROWS_BETWEEN_FLUSHES = 200;

        private final Workbook book;
        private final String name;
        private final List<Integer> widths;
        private Worksheet sheet;
        private int sheets = 1;
        private int row;

        Xlsx(OutputStream to, String name, List<Integer> widths) {
            book = new Workbook(to, APPLICATION, VERSION);
            this.name = name;
            this.widths = widths;
            sheet = book.newWorksheet(name);
            form();
        }

        @Override
        public void row(List<? extends @Nullable Object> cells) throws IOException {
            if (row == ROWS_A_SHEET) {
                sheet.finish();
                sheet = book.newWorksheet(name + ++sheets);
                form();
                row = 0;
            }
            for (var at = 0; at < cells.size(); at++) {
                cell(at, cells.get(at));
            }
            if (++row % ROWS_BETWEEN_FLUSHES == 0) {
                sheet.flush();
            }
        }

        private void cell(int column, @Nullable Object value) {
            if (value instanceof LocalDate day) {
                sheet.value(row, column, day);
                sheet.style(row, column).format(DAY).set();
            } else if (value != null) {
                var text = String.valueOf(value);
                // Not through the table of shared strings, which would grow with the rows.
                sheet.inlineString(row, column, text.substring(0, Math.min(text.length(), LONGEST_CELL)));
                if (row == 0 && sheets == 1) {
                    sheet.style(row, column).bold().set();
                }
            }
        }

        private void form() {
            sheet.freezePane(0, 1);
            for (var at = 0; at < widths.size(); at++) {
                sheet.width(at, widths.get(at));
            }
        }

        @Override
        public void finish() throws IOException {
            book.finish();
        }
    }

    /** RFC 4180 with a byte order mark, which Excel needs to see that it is UTF-8. */
    final class Csv implements Table {

        private final Writer out;

        Csv(OutputStream to) throws IOException {
            out = new java.io.OutputStreamWriter(to, StandardCharsets.UTF_8);
            out.write('\uFEFF');
        }

        @Override
        public void row(List<? extends @Nullable Object> cells) throws IOException {
            out.write(String.join(",", cells.stream().map(Csv::cell).toList()) + "\r\n");
        }

        @Override
        public void finish() throws IOException {
            out.flush();
        }

        /** What starts like a formula must not run as one. */
        private static String cell(@Nullable Object value) {
            var text = Objects.toString(value, "");
            var safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
            return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
        }
    }
}
