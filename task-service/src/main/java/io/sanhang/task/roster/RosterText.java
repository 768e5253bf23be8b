package io.sanhang.task.roster;

import io.sanhang.task.roster.Enterprise.Profile;
import io.sanhang.task.sheet.Pasted;
import io.sanhang.task.sheet.Pasted.Unreadable;
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
                rows.add(row(at + 1, Pasted.cells(line)));
            } catch (Unreadable e) {
                rejected.add(new Rejected(at + 1, line, e.words()));
            }
        }
        return new Read(rows, rejected);
    }

    private Row row(int line, List<String> cells) {
        var name = Pasted.cell(cells, 0);
        var code = CreditCode.normal(String.valueOf(Pasted.cell(cells, 1)));
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
                line,
                code,
                new Profile(name, word(cells, 2, "行业"), word(cells, 3, "所在地"), contact(Pasted.cell(cells, 4))));
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
        var word = Pasted.cell(cells, at);
        if (word != null && word.length() > LONGEST_WORD) {
            throw new Unreadable("%s不超过%d个字".formatted(name, LONGEST_WORD));
        }
        return word;
    }
}
