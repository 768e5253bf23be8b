package io.sanhang.task.roster;

import io.sanhang.task.roster.Enterprise.Profile;
import io.sanhang.task.task.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pasted table: 企业名称, 统一社会信用代码, 行业, 所在地, 联系单位; separated by commas or tabs, quoted as CSV quotes. A line that
 * cannot be taken is given back word for word with its reason; the others are taken all the same (A025).
 */
final class RosterText {

    static final int MOST_LINES = 2000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_WORD = 50;

    record Row(int line, String creditCode, Profile profile) {}

    /** A line that was not taken, counted from 1. */
    record Rejected(int line, String text, String message) {}

    record Read(List<Row> rows, List<Rejected> rejected) {}

    private final Map<String, String> unitIds = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /** @param units ids of units by their names */
    RosterText(Map<String, String> units) {
        unitIds.putAll(units);
    }

    Read read(String text) {
        var rows = new ArrayList<Row>();
        var rejected = new ArrayList<Rejected>();
        var lines = text.replace("\uFEFF", "").split("\\R", -1);
        for (var at = 0; at < lines.length; at++) {
            var line = lines[at];
            if (line.isBlank() || (at == 0 && line.contains("企业名称"))) {
                continue;
            }
            try {
                rows.add(row(at + 1, cells(line)));
            } catch (Unreadable e) {
                rejected.add(new Rejected(at + 1, line, e.words));
            }
        }
        return new Read(rows, rejected);
    }

    private Row row(int line, List<String> cells) {
        var name = cell(cells, 0);
        var code = CreditCode.normal(String.valueOf(cell(cells, 1)));
        if (name == null || name.length() > LONGEST_NAME) {
            throw new Unreadable("企业名称要填，不超过%d个字".formatted(LONGEST_NAME));
        }
        if (!CreditCode.isValid(code)) {
            throw new Unreadable("统一社会信用代码不对，应当是18位，请照营业执照核对");
        }
        if (cells.size() > 5) {
            throw new Unreadable("多了一列；内容里有逗号的请用英文双引号括起来");
        }
        var before = seen.putIfAbsent(code, line);
        if (before != null) {
            throw new Unreadable("与第%d行的统一社会信用代码重复".formatted(before));
        }
        return new Row(
                line, code, new Profile(name, word(cells, 2, "行业"), word(cells, 3, "所在地"), contact(cell(cells, 4))));
    }

    private @Nullable Party contact(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var id = unitIds.get(name);
        if (id == null) {
            throw new Unreadable("单位名录里没有“%s”".formatted(name));
        }
        return new Party(id, name);
    }

    private static @Nullable String word(List<String> cells, int at, String name) {
        var word = cell(cells, at);
        if (word != null && word.length() > LONGEST_WORD) {
            throw new Unreadable("%s不超过%d个字".formatted(name, LONGEST_WORD));
        }
        return word;
    }

    private static @Nullable String cell(List<String> cells, int at) {
        var word = at < cells.size() ? cells.get(at).strip() : "";
        return word.isEmpty() ? null : word;
    }

    /** A table that is copied from a spreadsheet comes with tabs, a file with commas. */
    private static List<String> cells(String line) {
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

    private static final class Unreadable extends RuntimeException {
        private final String words;

        Unreadable(String words) {
            super(words, null, false, false);
            this.words = words;
        }
    }
}
