package io.sanhang.task.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The empty table: headings, one example, lists to choose from, and a page that says how it is filled in. */
final class Template {

    /** A row whose title begins like this is an example, and not read. */
    static final String EXAMPLE = "（示例）";

    private static final int ROWS_WITH_LISTS = 5_000;

    private Template() {}

    /** @param units names to choose from */
    static void write(OutputStream to, List<String> units, LocalDate today, int mostRows) throws IOException {
        var book = new Workbook(to, Table.Xlsx.APPLICATION, Table.Xlsx.VERSION);
        var tasks = book.newWorksheet("任务");
        var help = book.newWorksheet("填写说明");
        var lists = book.newWorksheet("可选内容");
        headings(tasks);
        example(tasks, units, today);
        choices(tasks, lists, Column.KIND, 0, Words.kinds());
        choices(tasks, lists, Column.VOYAGE, 1, Words.voyages());
        choices(tasks, lists, Column.LEAD, 2, units);
        explain(help, mostRows);
        book.finish();
    }

    private static void headings(Worksheet sheet) {
        for (var column : Column.values()) {
            var at = column.ordinal();
            sheet.value(0, at, column.heading() + (column.required() ? "*" : ""));
            sheet.style(0, at).bold().fillColor("D9E7F5").set();
            sheet.width(at, column.width());
        }
        sheet.range(1, Column.DUE.ordinal(), ROWS_WITH_LISTS, Column.DUE.ordinal())
                .style()
                .format(Table.Xlsx.DAY)
                .set();
        sheet.freezePane(0, 1);
    }

    private static void example(Worksheet sheet, List<String> units, LocalDate today) {
        var lead = units.isEmpty() ? "县教育和体育局" : units.get(0);
        sheet.value(1, Column.TITLE.ordinal(), EXAMPLE + "开展一次业务测试");
        sheet.value(1, Column.TEXT.ordinal(), "全体干部参加，成绩在本单位公布。");
        sheet.value(1, Column.KIND.ordinal(), Words.kinds().get(0));
        sheet.value(1, Column.VOYAGE.ordinal(), Words.voyages().get(0));
        sheet.value(1, Column.LEAD.ordinal(), lead);
        sheet.value(1, Column.RESPONSIBLE.ordinal(), units.size() > 2 ? units.get(1) + "、" + units.get(2) : "");
        sheet.value(1, Column.DUE.ordinal(), today.plusMonths(1));
        sheet.style(1, Column.DUE.ordinal()).format(Table.Xlsx.DAY).set();
        sheet.value(1, Column.CLAUSE.ordinal(), "三(二)1");
    }

    /** A list beside the table, from which the column's cells offer a choice. Other words are only warned of. */
    private static void choices(Worksheet tasks, Worksheet lists, Column column, int at, List<String> words) {
        lists.value(0, at, column == Column.LEAD ? "单位" : column.heading());
        lists.style(0, at).bold().set();
        lists.width(at, column.width());
        for (var row = 0; row < words.size(); row++) {
            lists.value(row + 1, at, words.get(row));
        }
        if (!words.isEmpty()) {
            tasks.range(1, column.ordinal(), ROWS_WITH_LISTS, column.ordinal())
                    .validateWithList(lists.range(1, at, words.size(), at))
                    .errorStyle(org.dhatim.fastexcel.DataValidationErrorStyle.WARNING)
                    .showErrorMessage(true)
                    .errorTitle("请核对")
                    .error("这个词不在“可选内容”里，请核对。");
        }
    }

    private static void explain(Worksheet sheet, int mostRows) {
        var lines = List.of(
                "怎样填写",
                "1. 每行一项任务，一次最多 " + mostRows + " 行。带 * 的必须填，其他可以空着。",
                "2. 任务名称不超过 200 个字；任务内容不超过 5000 个字，空着就与名称相同。",
                "3. 类型、航向从下拉表里选，空着的类型是“常规任务”。",
                "4. 牵头单位、责任单位写名录里的名称或常用简称；几个单位用顿号“、”隔开。“各乡镇”一类的统称可以用，“有关单位”不行。",
                "5. 完成期限写日期，例如 2026-12-31，不能早于今天；没有固定期限的空着。",
                "6. 条款写方案里的编号，例如 三(二)1。",
                "7. 不要合并单元格，不要用公式；标题行不要改名，次序可以换。",
                "8. 名称以“（示例）”开头的行不会导入。",
                "9. 上传后先检查，不会马上生成任务。有问题的行可以下载，改好后只传这些行；已经导入的不会重复。");
        for (var row = 0; row < lines.size(); row++) {
            sheet.value(row, 0, lines.get(row));
        }
        sheet.style(0, 0).bold().set();
        sheet.width(0, 110);
    }
}
