package io.sanhang.task.sheet;

import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.TaskSheets;
import io.sanhang.task.task.TaskSheets.Entry;
import io.sanhang.task.task.Voyage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One row, read as a task, with everything that is wrong with it by itself. */
record SheetLine(int number, Entry entry, List<String> problems) {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_CLAUSE = 50;
    private static final int MOST_UNITS = 100;

    private static final Pattern DAY =
            Pattern.compile("(\\d{4})(?:[-/.年])(\\d{1,2})(?:[-/.月])(\\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?");
    private static final Pattern PLAIN_DAY = Pattern.compile("(20\\d{2})(\\d{2})(\\d{2})");

    static SheetLine of(TaskSheet sheet, TaskSheet.Line row) {
        var problems = new ArrayList<String>();
        for (var column : Column.values()) {
            if (sheet.cell(row, column).computed()) {
                problems.add("“%s”是公式或算不出来的值，请改成文字".formatted(column.heading()));
            }
        }
        var title = within(sheet.cell(row, Column.TITLE).text(), Column.TITLE, LONGEST_TITLE, problems);
        if (title.isEmpty()) {
            problems.add("没有填任务名称");
        }
        var text = within(sheet.cell(row, Column.TEXT).text(), Column.TEXT, LONGEST_TEXT, problems);
        var clause = within(sheet.cell(row, Column.CLAUSE).text(), Column.CLAUSE, LONGEST_CLAUSE, problems);
        var lead = units(sheet.cell(row, Column.LEAD).text());
        if (lead.isEmpty()) {
            problems.add("没有填牵头单位");
        }
        var responsible = units(sheet.cell(row, Column.RESPONSIBLE).text());
        if (lead.size() + responsible.size() > MOST_UNITS) {
            problems.add("单位超过 %d 个".formatted(MOST_UNITS));
        }
        var entry = new Entry(
                title,
                text.isEmpty() ? title : text,
                kind(sheet.cell(row, Column.KIND).text(), problems),
                voyage(sheet.cell(row, Column.VOYAGE).text(), problems),
                lead,
                responsible,
                day(sheet.cell(row, Column.DUE), problems),
                clause.isEmpty() ? null : clause);
        if (entry.dueOn() == null && problems.isEmpty() && TaskSheets.needsDueDate(entry.kind())) {
            problems.add("“%s”要填完成期限".formatted(entry.kind().words()));
        }
        return new SheetLine(row.number(), entry, List.copyOf(problems));
    }

    private static String within(String text, Column column, int longest, List<String> problems) {
        if (text.length() > longest) {
            problems.add("%s有 %d 个字，不能超过 %d 个".formatted(column.heading(), text.length(), longest));
        }
        return text;
    }

    private static List<String> units(String text) {
        return Arrays.stream(text.split("[、，,；;\\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static TaskKind kind(String words, List<String> problems) {
        if (words.isEmpty()) {
            return TaskKind.ROUTINE;
        }
        return Words.kind(words).orElseGet(() -> {
            problems.add("类型“%s”不能用表格导入，可以填：%s".formatted(brief(words), String.join("、", Words.kinds())));
            return TaskKind.ROUTINE;
        });
    }

    private static @Nullable Voyage voyage(String words, List<String> problems) {
        var voyage = Words.voyage(words);
        if (voyage.isEmpty() && !words.isEmpty()) {
            problems.add("没有“%s”这个航向，可以填：%s".formatted(brief(words), String.join("、", Words.voyages())));
        }
        return voyage.orElse(null);
    }

    private static @Nullable LocalDate day(TaskSheet.Cell cell, List<String> problems) {
        if (cell.day() != null || cell.text().isEmpty()) {
            return cell.day();
        }
        var serial = TaskSheet.serial(cell.text());
        if (serial != null) {
            return serial;
        }
        var matching = Stream.of(DAY, PLAIN_DAY)
                .map(pattern -> pattern.matcher(cell.text()))
                .filter(matcher -> matcher.matches())
                .findFirst();
        try {
            if (matching.isPresent()) {
                var found = matching.get();
                return LocalDate.of(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)));
            }
        } catch (DateTimeException e) {
            // No such day: said like any other that cannot be read.
        }
        problems.add("完成期限“%s”看不懂，请写成 2026-12-31 这样".formatted(brief(cell.text())));
        return null;
    }

    static String brief(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "……" : text;
    }
}
