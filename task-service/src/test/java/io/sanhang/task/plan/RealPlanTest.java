package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sanhang.task.plan.PlanItem.Kind;
import io.sanhang.testing.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A county's real plan, read where it is at hand. */
class RealPlanTest {

    private static ParsedPlan plan;

    @BeforeAll
    static void read() throws IOException {
        var file = Path.of("../../shared/mission/plan-2022-14.txt");
        assumeTrue(Files.exists(file), "The real plan is not at hand");
        plan = PlanParser.parse(PlanFile.text(file.toString(), Files.readAllBytes(file)), null);
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
        assertThat(plan.document().number()).endsWith("〔2022〕14号");
        assertThat(plan.document().title()).isEqualTo("全县政府系统推进领航、启航、护航“三航行动”落实方案");
        assertThat(plan.document().issuer()).endsWith("人民政府办公室");
        assertThat(plan.document().issuedOn()).isEqualTo(LocalDate.of(2022, 5, 18));
    }

    @Test
    @Covers({"A003", "A007"})
    void its_tree_has_three_voyages_nine_items_and_27_sub_items() {
        assertThat(of(Kind.VOYAGE)).extracting(PlanItem::voyage).containsExactly("lead", "start", "escort");
        assertThat(of(Kind.ITEM)).hasSize(9);
        assertThat(of(Kind.SUB_ITEM).stream().collect(Collectors.groupingBy(PlanItem::voyage, Collectors.counting())))
                .containsEntry("lead", 8L)
                .containsEntry("start", 10L)
                .containsEntry("escort", 9L);
        assertThat(item("三(二)3(4)").title()).startsWith("组织开展政务服务");
    }

    @Test
    @Covers("A004")
    void its_eleven_brackets_cover_one_sub_item_or_all_of_an_item() {
        assertThat(plan.brackets()).hasSize(11);
        assertThat(plan.brackets().get(0).covers()).containsExactly("三(一)1(1)", "三(一)1(2)");
        assertThat(plan.brackets().get(2).covers()).containsExactly("三(一)2(2)");
        assertThat(plan.brackets().stream()
                        .mapToInt(bracket -> bracket.covers().size())
                        .sum())
                .isEqualTo(27);
        assertThat(item("三(一)2(3)").leadUnits()).containsExactly("县发展和改革局");
        assertThat(item("三(一)2(2)").responsibleUnits()).containsExactly("各乡（镇）政府", "县直各有关部门");
    }

    @Test
    @Covers({"A010", "A127", "A135", "A136", "A137", "A138", "A139", "A140", "A141", "A142", "A143", "A144"})
    void its_annex_has_twelve_sections_and_ten_groups_with_42_key_tasks() {
        assertThat(of(Kind.ANNEX_SECTION)).hasSize(12);
        assertThat(plan.groups()).hasSize(10);
        var counts = of(Kind.KEY_TASK).stream()
                .collect(Collectors.groupingBy(PlanItem::group, java.util.LinkedHashMap::new, Collectors.counting()));
        assertThat(counts.values()).containsExactly(9L, 5L, 4L, 5L, 5L, 5L, 3L, 2L, 1L, 3L);
        assertThat(item("附3").posts().get(0)).isEqualTo(new PlanItem.Post("组长", "县委常委、政府副县长", null, true));
        assertThat(item("附5").posts().get(0).title()).isEqualTo("主管副县长");
        assertThat(item("附12(三)").text()).doesNotContain("以上各工作组");
    }

    @Test
    @Covers({"A005", "A006", "A008", "A009", "A012"})
    void it_says_what_contradicts_itself() {
        assertThat(found("declared-count-mismatch")).containsExactly("三(三)");
        assertThat(found("deadline-before-issue")).containsExactly("三(二)3(2)");
        assertThat(found("unit-collective")).hasSize(2);
        assertThat(found("unit-related")).hasSize(1);
        assertThat(found("unit-two-names")).hasSize(1);
        assertThat(found("inline-key-task")).containsExactly("附11(一)");
        assertThat(found("unit-not-in-bracket")).containsExactly("三(二)3(4)");
        assertThat(found("no-start-date")).containsExactly("三(二)2(4)");
        assertThat(found("deadline-open")).containsExactly("附6(三)", "附6(四)");
        assertThat(found("vacant-post")).contains("附1", "附2", "附3", "附5", "附8", "附12");
        assertThat(found("holder-in-several-groups")).hasSize(2);
        assertThat(found("no-unit")).isEmpty();
        assertThat(found("number-gap")).isEmpty();
        assertThat(found("duplicate-number")).isEmpty();
    }

    @Test
    void its_dates_rhythms_and_numbers_are_read() {
        assertThat(item("三(二)3(2)").deadlines())
                .extracting(PlanItem.Deadline::date)
                .containsExactly(LocalDate.of(2022, 4, 30), LocalDate.of(2022, 5, 31));
        assertThat(item("三(一)3(2)").cadences())
                .extracting(PlanItem.Cadence::unit)
                .containsExactly("week", "month", "quarter");
        assertThat(item("三(二)1(2)").quotas())
                .extracting(PlanItem.Quota::count, PlanItem.Quota::measure, PlanItem.Quota::per)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, "个课题", "每年"),
                        org.assertj.core.groups.Tuple.tuple(2L, "个课题", "每年"));
        assertThat(item("附8(三)").quotas()).extracting(PlanItem.Quota::count).containsExactly(1000L);
        assertThat(item("附11(一)").quotas()).extracting(PlanItem.Quota::count).containsExactly(2L, 2L);
        assertThat(item("附3(一)").quotas()).isEmpty();
    }
}
