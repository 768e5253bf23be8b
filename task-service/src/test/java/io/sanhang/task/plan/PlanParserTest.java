package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.plan.PlanItem.Kind;
import io.sanhang.testing.Covers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other offices' habits: the same plan is the same plan however it is punctuated. */
class PlanParserTest {

    private static final LocalDate ISSUED = LocalDate.of(2026, 8, 31);

    private static ParsedPlan parse(String text) {
        return PlanParser.parse(text, ISSUED);
    }

    private static PlanItem only(ParsedPlan plan, String ref) {
        return plan.items().stream()
                .filter(item -> item.ref().equals(ref))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ref + " not in "
                        + plan.items().stream().map(PlanItem::ref).toList()));
    }

    private static List<String> codes(ParsedPlan plan) {
        return plan.findings().stream().map(Finding::code).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一、任务\n（一）“领航”行动\n1.先做甲。（1）做乙。（2）做丙。〔牵头部门：县甲局；责任部门：县乙局、县丙局〕",
                "一、任务\n(一)“领航”行动\n1．先做甲。(1)做乙。(2)做丙。[牵头单位:县甲局;责任单位:县乙局,县丙局]",
                "一、任务\n（一）“领航”行动\n１、先做甲。\n（１）做乙。\n（２）做丙。\n（牵头单位：县甲局　责任单位：县乙局、县丙局）",
                "一、任务\n（一）“领航”行动\n1.先做甲。①做乙。②做丙。【县甲局牵头，县乙局、县丙局负责】",
                "一、任务\n（一）“领航”行动\n1.先做甲。（1）做乙。（2）做丙。\n（由县甲局牵头，县乙局、县丙局配合）",
                "一、任务\n（一）“领航”行动\n1.先做甲。（1）做乙。（2）做丙。\n牵头单位：县甲局；配合单位：县乙局、县丙局",
                "一、任務\n（一）“領航”行動\n1.先做甲。（1）做乙。（2）做丙。〔牽頭單位：縣甲局；責任單位：縣乙局、縣丙局〕",
            })
    @Covers({"A003", "A004"})
    void one_bracket_in_any_marks_covers_the_whole_item(String text) {
        var plan = parse(text);
        assertThat(plan.brackets()).hasSize(1);
        for (var ref : List.of("一(一)1(1)", "一(一)1(2)")) {
            var item = only(plan, ref);
            assertThat(Marks.plain(String.join(",", item.leadUnits()))).isEqualTo("县甲局");
            assertThat(item.responsibleUnits()).hasSize(2);
            assertThat(item.voyage()).isEqualTo("lead");
            assertThat(item.kind()).isEqualTo(Kind.SUB_ITEM);
        }
        assertThat(only(plan, "一(一)1(2)").text()).isEqualTo("做丙。");
    }

    @Test
    @Covers("A004")
    void a_bracket_after_each_sub_item_covers_that_one() {
        var plan = parse("一、任务\n1.甲。（1）乙。（县甲局负责）（2）丙。（县乙局牵头，各乡（镇）政府配合）");
        assertThat(only(plan, "一1(1)").responsibleUnits()).containsExactly("县甲局");
        assertThat(only(plan, "一1(2)").leadUnits()).containsExactly("县乙局");
        assertThat(only(plan, "一1(2)").collectiveUnits()).containsExactly("各乡（镇）政府");
    }

    @Test
    @Covers("A004")
    void an_assumed_scope_is_said() {
        var plan = parse("一、任务\n1.甲。（1）乙。（2）丙。〔牵头单位：县乙局〕（3）丁。（4）戊。〔牵头单位：县甲局〕");
        assertThat(codes(plan)).contains("bracket-scope-assumed");
        assertThat(only(plan, "一1(2)").leadUnits()).containsExactly("县乙局");
        assertThat(only(plan, "一1(3)").leadUnits()).containsExactly("县甲局");
    }

    @Test
    void numbers_that_run_on_through_the_document_are_no_gap_but_a_missing_one_is() {
        var running = parse("一、甲\n1.子（县甲局负责）\n2.丑（县甲局负责）\n二、乙\n3.寅（县甲局负责）\n4.卯（县甲局负责）");
        assertThat(codes(running)).doesNotContain("number-gap");
        assertThat(only(running, "二3").kind()).isEqualTo(Kind.ITEM);
        var missing = parse("一、甲\n1.子（县甲局负责）\n2.丑（县甲局负责）\n4.卯（县甲局负责）");
        assertThat(missing.findings())
                .anySatisfy(finding -> assertThat(finding)
                        .extracting(Finding::code, Finding::ref)
                        .containsExactly("number-gap", "一4"));
        var twice = parse("一、甲\n1.子（县甲局负责）\n1.丑（县甲局负责）");
        assertThat(codes(twice)).contains("duplicate-number");
        assertThat(twice.items()).extracting(PlanItem::ref).doesNotHaveDuplicates();
    }

    @Test
    void a_number_in_a_sentence_is_no_clause() {
        var plan = parse("一、甲\n1.比例提高1.5倍，见第(3)项和（2）所列。县甲局牵头。\n2.完成2026.5版编制。");
        assertThat(plan.items()).extracting(PlanItem::ref).containsExactly("一", "一1", "一2");
    }

    @Test
    void an_item_without_a_unit_is_reported_and_gets_none() {
        var plan = parse("一、甲\n（一）“启航”行动\n1.无人负责的事。\n2.有人负责的事。（责任单位：县甲局）");
        assertThat(plan.findings())
                .extracting(Finding::code, Finding::ref)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("no-unit", "一(一)1"),
                        org.assertj.core.groups.Tuple.tuple("no-lead-unit", "一(一)2"));
        assertThat(only(plan, "一(一)1").leadUnits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9月底前完成,2026-09-30",
        "9月15日前完成,2026-09-15",
        "10月中旬完成,2026-10-20",
        "2027年6月底前完成,2027-06-30",
        "2027年2月28日前完成,2027-02-28",
        "年底前完成,2026-12-31",
        "第三季度末完成,2026-09-30",
        "下半年内完成,2026-12-31",
        "12月前完成,2026-11-30",
    })
    void dates_are_read_with_the_year_of_issue(String words, LocalDate day) {
        var item = only(parse("一、甲\n1." + words + "。（县甲局负责）"), "一1");
        assertThat(item.deadlines()).hasSize(1);
        assertThat(item.deadlines().get(0).date()).isEqualTo(day);
    }

    @Test
    @Covers("A009")
    void a_date_that_is_over_or_missing_is_asked_about_and_without_a_year_no_day_is_guessed() {
        assertThat(codes(parse("一、甲\n1.4月末前完成。（县甲局负责）"))).contains("deadline-before-issue");
        assertThat(codes(parse("一、甲\n1.在规定时限内完成。（县甲局负责）"))).contains("deadline-open");
        var undated = PlanParser.parse("一、甲\n1.4月末前完成。（县甲局负责）", null);
        assertThat(codes(undated)).contains("no-issue-date");
        assertThat(only(undated, "一1").deadlines().get(0).date()).isNull();
        assertThat(only(parse("一、甲\n1.13月40日前完成。（县甲局负责）"), "一1").deadlines())
                .allMatch(deadline -> Objects.isNull(deadline.date()));
    }

    @Test
    void a_bracket_nobody_can_read_is_said_and_kept() {
        var plan = parse("一、甲\n1.做事。（责任单位：）");
        assertThat(codes(plan)).contains("not-understood");
        assertThat(only(plan, "一1").text()).contains("责任单位");
    }

    @Test
    @Covers("A006")
    void short_and_long_forms_of_a_unit_are_asked_about() {
        assertThat(PlanChecks.couldBe("县营商环境局", "县营商环境建设监督局")).isTrue();
        assertThat(PlanChecks.couldBe("县住建局", "县住房和城乡建设局")).isTrue();
        assertThat(PlanChecks.couldBe("县民政局", "县财政局")).isFalse();
    }

    @Test
    void a_length_of_time_and_a_slogan_are_no_quota() {
        var item = only(parse("一、甲\n1.围绕“三个转变”，2个工作日内答复，3个月内办结，办好实事5件。（县甲局负责）"), "一1");
        assertThat(item.quotas())
                .extracting(PlanItem.Quota::count, PlanItem.Quota::measure)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5L, "件"));
        assertThat(only(parse("一、甲\n1.每名班子成员撰写1篇整改体会。（县甲局负责）"), "一1").quotas())
                .containsExactly(new PlanItem.Quota("每名班子成员撰写1篇整改体会", 1, "篇", "每名班子成员"));
    }

    @Test
    @Timeout(60)
    void hostile_text_is_read_in_linear_time() {
        // The thread's own time: what else runs on the machine does not count.
        var threads = ManagementFactory.getThreadMXBean();
        var start = threads.getCurrentThreadCpuTime();
        parse("一、甲\n1." + "（".repeat(200_000) + "牵头" + "）".repeat(200_000));
        parse("一、" + "(1)".repeat(200_000));
        parse(("1." + "各".repeat(50) + "，".repeat(50) + "\n").repeat(20_000));
        parse("责任单位：" + "县甲局、".repeat(300_000));
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(parse(new String(new byte[] {1, 2, 3}, StandardCharsets.ISO_8859_1))
                        .items())
                .isEmpty();
    }
}
