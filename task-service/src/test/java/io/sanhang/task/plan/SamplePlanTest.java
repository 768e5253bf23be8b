package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sanhang.task.plan.PlanItem.Kind;
import io.sanhang.testing.Covers;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo county's plan: 27 measures in three voyages, ten groups with 42 key tasks, and the oddities of a real one. */
class SamplePlanTest {

    private static ParsedPlan plan;

    @BeforeAll
    static void read() throws IOException {
        try (var in = SamplePlanTest.class.getResourceAsStream("/plan/qinghe-plan.txt")) {
            plan = PlanParser.parse(
                    PlanFile.text("qinghe-plan.txt", Objects.requireNonNull(in).readAllBytes()), null);
        }
    }

    private static List<PlanItem> of(Kind kind) {
        return plan.items().stream().filter(item -> item.kind() == kind).toList();
    }

    private static PlanItem item(String ref) {
        return plan.items().stream()
                .filter(item -> item.ref().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> found(String code) {
        return plan.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .map(Finding::ref)
                .toList();
    }

    @Test
    @Covers("A001")
    void its_head_is_read_though_the_title_is_broken_over_lines() {
        assertThat(plan.document())
                .isEqualTo(new PlanDocument(
                        "清政办发〔2026〕9号",
                        "清河县政府系统推进领航、启航、护航“三航行动”工作方案",
                        "清河县人民政府办公室",
                        LocalDate.of(2026, 8, 31),
                        List.of("各乡（镇）人民政府", "县政府各部门", "中省直驻县有关单位"),
                        List.of("县委办公室", "县纪委监委机关", "县人民武装部", "县人大常委会办公室", "县政协办公室", "县人民法院", "县人民检察院")));
    }

    @Test
    @Covers({"A003", "A007"})
    void its_tree_has_three_voyages_nine_items_and_27_measures() {
        assertThat(of(Kind.VOYAGE)).extracting(PlanItem::voyage).containsExactly("lead", "start", "escort");
        assertThat(of(Kind.ITEM)).hasSize(9);
        assertThat(of(Kind.SUB_ITEM).stream().collect(Collectors.groupingBy(PlanItem::voyage, Collectors.counting())))
                .containsEntry("lead", 8L)
                .containsEntry("start", 10L)
                .containsEntry("escort", 9L);
    }

    @Test
    @Covers("A004")
    void its_eleven_brackets_cover_one_measure_or_all_of_an_item() {
        assertThat(plan.brackets()).hasSize(11);
        assertThat(plan.brackets().get(0).covers()).containsExactly("三(一)1(1)", "三(一)1(2)");
        assertThat(plan.brackets().get(2).covers()).containsExactly("三(一)2(2)");
        assertThat(item("三(一)2(3)").leadUnits()).containsExactly("县发展和改革局");
        assertThat(of(Kind.SUB_ITEM)).allMatch(PlanItem::hasUnits);
    }

    @Test
    @Covers({"A010", "A127", "A135", "A136", "A137", "A138", "A139", "A140", "A141", "A142", "A143", "A144"})
    void its_annex_has_the_leading_group_the_office_and_ten_groups_with_42_key_tasks() {
        assertThat(of(Kind.ANNEX_SECTION)).hasSize(12);
        assertThat(plan.groups()).hasSize(10);
        var counts = of(Kind.KEY_TASK).stream()
                .collect(Collectors.groupingBy(PlanItem::group, LinkedHashMap::new, Collectors.counting()));
        assertThat(counts.values()).containsExactly(9L, 5L, 4L, 5L, 5L, 5L, 3L, 2L, 1L, 3L);
        assertThat(item("附3").posts().get(0)).isEqualTo(new PlanItem.Post("组长", "县委常委、政府副县长", null, true));
        assertThat(item("附5").posts().get(0).title()).isEqualTo("主管副县长");
        assertThat(item("附12(三)").text()).doesNotContain("以上各组");
    }

    @Test
    @Covers({"A005", "A006", "A008", "A009", "A010", "A012"})
    void it_says_what_contradicts_itself_or_is_left_open() {
        assertThat(found("declared-count-mismatch")).containsExactly("三(三)");
        assertThat(found("deadline-before-issue")).containsExactly("三(二)3(2)");
        assertThat(found("unit-collective")).hasSize(2);
        assertThat(found("unit-related")).hasSize(1);
        assertThat(found("unit-two-names")).hasSize(1);
        assertThat(found("inline-key-task")).containsExactly("附11(一)");
        assertThat(found("unit-not-in-bracket")).containsExactly("三(二)3(4)");
        assertThat(found("no-start-date")).containsExactly("三(二)2(4)");
        assertThat(found("deadline-open")).containsExactly("附6(三)", "附6(四)");
        assertThat(found("vacant-post")).containsExactly("附1", "附2", "附3", "附5", "附8", "附12");
        assertThat(found("holder-in-several-groups")).hasSize(2);
        assertThat(found("no-unit")).isEmpty();
        assertThat(found("number-gap")).isEmpty();
        assertThat(found("duplicate-number")).isEmpty();
    }

    @Test
    void the_numbers_and_days_of_its_key_tasks_are_read_and_no_other() {
        var quotas = of(Kind.KEY_TASK).stream()
                .flatMap(task -> task.quotas().stream().map(quota -> tuple(task.ref(), quota.count(), quota.measure())))
                .toList();
        assertThat(quotas)
                .containsExactly(
                        tuple("附5(二)", 3L, "户"),
                        tuple("附5(三)", 1L, "户"),
                        tuple("附6(二)", 100L, "%"),
                        tuple("附8(三)", 1000L, "人"),
                        tuple("附10(二)", 2L, "万亩"),
                        tuple("附11(一)", 2L, "户"),
                        tuple("附11(一)", 2L, "户"));
        assertThat(of(Kind.KEY_TASK).stream()
                        .filter(task -> task.deadlines().stream()
                                .anyMatch(day -> LocalDate.of(2026, 12, 31).equals(day.date()))))
                .extracting(PlanItem::ref)
                .containsExactly("附3(一)", "附4(三)", "附5(二)", "附5(三)", "附8(三)", "附11(一)");
        assertThat(item("附3(七)").cadences()).extracting(PlanItem.Cadence::unit).containsExactly("quarter");
        assertThat(item("附7(五)").cadences()).extracting(PlanItem.Cadence::unit).containsExactly("quarter");
        assertThat(item("二").quotas()).isEmpty();
    }
}
