package io.sanhang.task.drive;

import io.sanhang.task.sheet.Pasted;
import io.sanhang.task.sheet.Pasted.Unreadable;
import io.sanhang.task.task.DriveTasks.Item;
import io.sanhang.task.task.Schedule.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pasted table of duties (责任分解表): 战线, 领域, 任务, 具体内容, 牵头单位, 责任单位, 措施. Units and measures of one cell are
 * separated by 、 or ；. Where 战线 or 领域 is empty, as in merged cells, the line above counts. A line that cannot be taken
 * is given back word for word with its reason.
 */
final class DriveText {

    static final int MOST_LINES = 1000;
    private static final int LONGEST_WORD = 50;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 5000;
    private static final int COLUMNS = 7;

    /** @param line counted from 1 */
    record Rejected(int line, String text, String message) {}

    record Row(int line, String text, Item item) {}

    record Read(List<Row> rows, List<Rejected> rejected) {}

    private final Drive drive;
    /* Ids of units by every name they are known by. */
    private final Map<String, List<String>> units;
    private final Map<String, Integer> seen = new HashMap<>();
    private @Nullable String line;
    private @Nullable String field;

    DriveText(Drive drive, Map<String, List<String>> units) {
        this.drive = drive;
        this.units = units;
    }

    /** Every unit's name in the text, to be looked up at once. */
    static List<String> names(String text) {
        return text.lines()
                .flatMap(each -> {
                    try {
                        var cells = Pasted.cells(each);
                        return java.util.stream.Stream.of(4, 5).flatMap(at -> parts(Pasted.cell(cells, at)).stream());
                    } catch (Unreadable e) {
                        return java.util.stream.Stream.empty();
                    }
                })
                .distinct()
                .toList();
    }

    Read read(String text) {
        var rows = new ArrayList<Row>();
        var rejected = new ArrayList<Rejected>();
        var lines = text.replace("\uFEFF", "").split("\\R", -1);
        for (var at = 0; at < lines.length; at++) {
            if (lines[at].isBlank() || at == 0 && lines[at].contains("牵头单位")) {
                continue;
            }
            try {
                rows.add(new Row(at + 1, lines[at], item(at + 1, Pasted.cells(lines[at]))));
            } catch (Unreadable e) {
                rejected.add(new Rejected(at + 1, lines[at], e.words()));
            }
        }
        return new Read(rows, rejected);
    }

    private Item item(int number, List<String> cells) {
        if (cells.size() > COLUMNS) {
            throw new Unreadable("多了一列；内容里有逗号的请用英文双引号括起来");
        }
        line = Objects.requireNonNullElse(needed(cells, 0, line, "战线", LONGEST_WORD), "");
        field = Objects.requireNonNullElse(needed(cells, 1, field, "领域", LONGEST_WORD), "");
        var title = needed(cells, 2, null, "任务", LONGEST_TITLE);
        var words = Pasted.cell(cells, 3);
        if (words != null && words.length() > LONGEST_TEXT) {
            throw new Unreadable("具体内容不超过%d个字".formatted(LONGEST_TEXT));
        }
        var lead = parts(needed(cells, 4, null, "牵头单位", LONGEST_TITLE));
        if (lead.size() != 1) {
            throw new Unreadable("牵头单位只能有一个");
        }
        var before = seen.putIfAbsent(line + "|" + field + "|" + title, number);
        if (before != null) {
            throw new Unreadable("与第%d行重复".formatted(before));
        }
        return new Item(
                new Place(drive.id(), drive.name(), line, field),
                title,
                words == null ? title : words,
                one(lead.get(0)),
                parts(Pasted.cell(cells, 5)).stream()
                        .flatMap(name -> known(name).stream())
                        .distinct()
                        .toList(),
                parts(Pasted.cell(cells, 6)));
    }

    private static String needed(List<String> cells, int at, @Nullable String above, String name, int longest) {
        var word = Pasted.cell(cells, at);
        var found = word == null ? above : word;
        if (found == null || found.length() > longest) {
            throw new Unreadable("%s要填，不超过%d个字".formatted(name, longest));
        }
        return found;
    }

    private String one(String name) {
        var ids = known(name);
        if (ids.size() != 1) {
            throw new Unreadable("牵头单位“%s”是好几个单位，请写明一个".formatted(name));
        }
        return ids.get(0);
    }

    private List<String> known(String name) {
        var ids = units.getOrDefault(name, List.of());
        if (ids.isEmpty()) {
            throw new Unreadable("单位名录里没有“%s”，请照名录写，或者先在“机构和岗位”里加上别名".formatted(name));
        }
        return ids;
    }

    private static List<String> parts(@Nullable String cell) {
        return cell == null
                ? List.of()
                : Arrays.stream(cell.split("[、；;]"))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }
}
