package io.sanhang.task.sheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as people paste it: tabs from a spreadsheet, commas from a file, quoted as CSV quotes. */
public final class Pasted {

    /** Why a line cannot be taken, in words for whoever pasted it. */
    public static final class Unreadable extends RuntimeException {
        private final String words;

        public Unreadable(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private Pasted() {}

    /** @throws Unreadable for a quote without its end */
    public static List<String> cells(String line) {
        var separator = line.indexOf('\t') >= 0 ? '\t' : line.indexOf(',') >= 0 ? ',' : '，';
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.length(); at++) {
            var next = line.charAt(at);
            if (next == '"' && quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (next == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(next);
            }
        }
        if (quoted) {
            throw new Unreadable("双引号没有配对");
        }
        cells.add(cell.toString());
        return cells;
    }

    /** Null for a cell that is empty or not there. */
    public static @Nullable String cell(List<String> cells, int at) {
        var word = at < cells.size() ? cells.get(at).strip() : "";
        return word.isEmpty() ? null : word;
    }
}
