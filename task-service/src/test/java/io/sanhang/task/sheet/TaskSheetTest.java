package io.sanhang.task.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sanhang.support.errors.Refusal;
import io.sanhang.task.neighbours.Directory.Resolution;
import io.sanhang.task.neighbours.Directory.Unit;
import io.sanhang.task.task.TaskKind;
import io.sanhang.task.task.Voyage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSheetTest {

    private static final TaskSheet.Limits LIMITS = new TaskSheet.Limits(100, 1 << 20, 8 << 20);
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 14);

    private static TaskSheet sheet(Object... cells) {
        return TaskSheet.read(Xlsx.of(List.of(Xlsx.HEADINGS, Arrays.asList(cells))), LIMITS);
    }

    private static SheetLine line(Object... cells) {
        var sheet = sheet(cells);
        return SheetLine.of(sheet, sheet.rows().get(0));
    }

    @Test
    void a_row_is_read_as_a_task() {
        var line = line("整治窗口作风", "每周暗访一次。", "整改", "护航", "县教体局", "县卫健局、柳河镇，东岗镇", LocalDate.of(2026, 12, 31), "三(二)1");

        assertThat(line.problems()).isEmpty();
        assertThat(line.number()).isEqualTo(2);
        var entry = line.entry();
        assertThat(entry.title()).isEqualTo("整治窗口作风");
        assertThat(entry.kind()).isEqualTo(TaskKind.RECTIFICATION);
        assertThat(entry.voyage()).isEqualTo(Voyage.ESCORT);
        assertThat(entry.responsible()).containsExactly("县卫健局", "柳河镇", "东岗镇");
        assertThat(entry.dueOn()).isEqualTo("2026-12-31");
        assertThat(line("只有名称", null, null, null, "县教体局").entry().text()).isEqualTo("只有名称");
    }

    @ParameterizedTest
    @CsvSource({"2026-12-31", "2026/12/31", "2026.12.31", "2026年12月31日", "20261231", "46387"})
    void days_are_read_as_people_write_them(String typed) {
        assertThat(line("一件事", null, null, null, "县教体局", null, typed).entry().dueOn())
                .isEqualTo("2026-12-31");
    }

    @Test
    void everything_wrong_with_a_row_is_said_at_once() {
        var line = line("长".repeat(201), "字".repeat(5001), "随便", "远航", "", null, "2026-02-30", "条".repeat(51));

        assertThat(line.problems()).hasSize(7);
        assertThat(String.join("；", line.problems()))
                .contains("任务名称有 201 个字", "任务内容有 5001 个字", "“随便”", "领航、启航、护航", "没有填牵头单位", "2026-02-30", "条款有 51");
    }

    @Test
    void kinds_that_need_more_than_a_row_holds_are_refused() {
        assertThat(line("还历史欠账", null, "历史遗留问题", null, "县教体局").problems())
                .singleElement()
                .asString()
                .contains("不能用表格导入", "常规任务");
        assertThat(line("整改", null, "整改", null, "县教体局").problems()).containsExactly("“整改”要填完成期限");
    }

    @Test
    void a_formula_is_never_taken_for_text_nor_run() {
        var line = line("{=1+1}", null, null, null, "县教体局");

        assertThat(line.problems()).anyMatch(problem -> problem.contains("“任务名称”是公式"));
        assertThat(line("'=1+1", null, null, null, "县教体局").problems()).isEmpty();
        assertThat(line("=cmd|' /C calc'!A0", null, null, null, "县教体局").entry().title())
                .startsWith("=cmd");
    }

    @Test
    void unknown_units_get_the_nearest_names() {
        var units = Map.of(
                "u1", new Unit("县教育和体育局", null),
                "u2", new Unit("县卫生健康局", null),
                "u3", new Unit("柳河镇", null));
        var found = Map.of("县卫健局", new Resolution(List.of("u2"), false));
        var line = line("一件事", null, null, null, "教体局", "县卫健局、火星办", LocalDate.of(2026, 9, 13));

        var problems = new SheetCheck(found, units, TODAY).problems(line);

        assertThat(problems).containsExactly("单位名录里没有“教体局”，是不是：县教育和体育局", "单位名录里没有“火星办”", "完成期限 2026-09-13 早于今天");
    }

    @Test
    void columns_may_stand_in_any_order_below_a_title_and_examples_are_not_read() {
        var file = Xlsx.of(List.of(
                List.of("清河县任务表"),
                List.of("序号", "牵头单位", " 任务 名称"),
                List.of(1, "县教体局", "第一件"),
                List.of(),
                List.of(2, "县教体局", "（示例）第二件"),
                List.of(3, "", "第三件")));

        var sheet = TaskSheet.read(file, LIMITS);

        assertThat(sheet.rows()).extracting(TaskSheet.Line::number).containsExactly(3, 6);
    }

    @Test
    void refused_rows_come_back_as_they_were_and_can_be_read_again() throws IOException {
        var file = Xlsx.of(List.of(
                List.of("问题", "牵头单位", "任务名称", "备注", "完成期限"),
                List.of("旧的问题", "县教体局", "=第一件", "留着", LocalDate.of(2026, 1, 1)),
                List.of("", "县教体局", "第二件", "", "")));
        var out = new ByteArrayOutputStream();

        TaskSheet.read(file, LIMITS).writeFaulty(Map.of(2, "完成期限早于今天"), out);

        assertThat(Xlsx.texts(out.toByteArray()))
                .containsExactly(
                        List.of("问题", "牵头单位", "任务名称", "备注", "完成期限"),
                        List.of("完成期限早于今天", "县教体局", "=第一件", "留着", "2026-01-01"));
        var again = TaskSheet.read(out.toByteArray(), LIMITS);
        assertThat(SheetLine.of(again, again.rows().get(0)).entry().dueOn()).isEqualTo("2026-01-01");
    }

    @Test
    void what_is_no_table_is_refused_by_its_content() {
        refused(new byte[0], "empty-file");
        refused("任务名称,牵头单位".getBytes(StandardCharsets.UTF_8), "not-a-sheet");
        refused(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1},
                "old-excel-file");
        var good = Xlsx.of(List.of(Xlsx.HEADINGS, List.of("一件事", "", "", "", "县教体局")));
        refused(Arrays.copyOf(good, good.length / 2), "unreadable-sheet");
        refused(Xlsx.with(good, Map.of("xl/vbaProject.bin", "macro")), "sheet-with-macros");
        refused(Xlsx.with(good, Map.of("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row")), "unreadable-sheet");
        refused(Xlsx.of(List.of(List.of("姓名", "电话"), List.of("甲", "1"))), "no-task-columns");
        refused(Xlsx.of(List.of(List.of("任务名称"), List.of("甲"))), "no-task-columns");
        refused(Xlsx.of(List.of(Xlsx.HEADINGS)), "no-task-rows");
        assertThatThrownBy(() -> TaskSheet.read(good, new TaskSheet.Limits(100, good.length - 1, 1 << 20)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo("sheet-too-large"));
    }

    @Test
    void a_bomb_goes_off_at_the_limit() {
        var good = Xlsx.of(List.of(Xlsx.HEADINGS, List.of("一件事", "", "", "", "县教体局")));
        var bomb = Xlsx.with(good, Map.of("xl/media/big.xml", " ".repeat(9 << 20)));

        assertThat(bomb.length).isLessThan(100_000);
        refused(bomb, "sheet-too-large");
        var many = new java.util.HashMap<String, String>();
        for (var at = 0; at < 400; at++) {
            many.put("xl/x" + at, "");
        }
        refused(Xlsx.with(good, many), "unreadable-sheet");
    }

    @Test
    void too_many_rows_are_refused_as_a_whole() {
        var rows = new java.util.ArrayList<List<Object>>();
        rows.add(Xlsx.HEADINGS);
        for (var at = 0; at <= 100; at++) {
            rows.add(List.of("第" + at + "件", "", "", "", "县教体局"));
        }
        refused(Xlsx.of(rows), "too-many-rows");
    }

    @Test
    void a_document_type_brings_in_nothing_from_outside() {
        var good = Xlsx.of(List.of(Xlsx.HEADINGS, List.of("一件事", "", "", "", "县教体局")));
        var strings = Xlsx.part(good, "xl/sharedStrings.xml")
                .replaceFirst(
                        "<sst", "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"内部\">]><sst")
                .replace("一件事", "一件事&x;&y;");
        var file = Xlsx.with(good, Map.of("xl/sharedStrings.xml", strings));

        try {
            var sheet = TaskSheet.read(file, LIMITS);
            assertThat(sheet.rows().get(0).cells().get(0).text()).doesNotContain("root:");
        } catch (Refusal no) {
            assertThat(no.slug()).isEqualTo("unreadable-sheet");
        }
    }

    private static void refused(byte[] file, String slug) {
        assertThatThrownBy(() -> TaskSheet.read(file, LIMITS))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.slug()).isEqualTo(slug));
    }
}
