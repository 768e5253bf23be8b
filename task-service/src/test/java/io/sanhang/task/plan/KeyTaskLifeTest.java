package io.sanhang.task.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sanhang.task.ComponentTest;
import io.sanhang.testing.Covers;
import io.sanhang.testing.Tokens;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * Every key task of the plan from its clause to its close-out, one small test each so that it can be counted; then every
 * measure of the three lines the same way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyTaskLifeTest extends ComponentTest {

    private final Life life;

    KeyTaskLifeTest(@Autowired MockMvcTester http, @Autowired Tokens tokens) {
        life = new Life(http, tokens);
    }

    /**
     * @param due the day that the importer read, empty where the plan names none
     * @param numbers the numbers to be reached with their measures, one after the other
     * @param shown what shows that it is done
     */
    private void lives(String clause, String group, String due, String numbers, String unit, String shown) {
        var task = life.loaded(clause);
        assertThat(task.path("kind").asString()).isEqualTo("key-task");
        assertThat(task.path("groupId").asString()).isEqualTo(group);
        assertThat(task.path("state").asString()).isEqualTo("draft");
        assertThat(task.path("dueOn").asString("")).isEqualTo(due);
        assertThat(task.path("quotas")
                        .valueStream()
                        .map(quota -> quota.path("count").asInt()
                                + quota.path("measure").asString())
                        .collect(Collectors.joining()))
                .isEqualTo(numbers);
        life.of(clause, unit, shown);
    }

    @Test
    @Covers("K01")
    void k01() {
        lives("附3(一)", "g-finance", "2026-12-31", "", "u-ndrc", "开工令和现场记录");
    }

    @Test
    @Covers("K02")
    void k02() {
        lives("附3(二)", "g-finance", "", "", "u-fin", "本县纳税凭证");
    }

    @Test
    @Covers("K03")
    void k03() {
        lives("附3(三)", "g-finance", "", "", "u-ndrc", "纳入统计的回执");
    }

    @Test
    @Covers("K04")
    void k04() {
        lives("附3(四)", "g-finance", "", "", "u-traffic", "开工令和现场记录");
    }

    @Test
    @Covers("K05")
    void k05() {
        lives("附3(五)", "g-finance", "", "", "u-tour", "开工令和现场记录");
    }

    @Test
    @Covers("K06")
    void k06() {
        lives("附3(六)", "g-finance", "", "", "u-park", "规划批复");
    }

    @Test
    @Covers("K07")
    void k07() {
        lives("附3(七)", "g-finance", "", "", "u-fin", "各季度信用贷款比例表");
    }

    @Test
    @Covers("K08")
    void k08() {
        lives("附3(八)", "g-finance", "", "", "u-fin", "改革节点完成情况");
    }

    @Test
    @Covers("K09")
    void k09() {
        lives("附3(九)", "g-finance", "", "", "u-grain", "问题清单和逐条销号记录");
    }

    @Test
    @Covers("K10")
    void k10() {
        lives("附4(一)", "g-park", "", "", "u-park", "配套设施节点验收单");
    }

    @Test
    @Covers("K11")
    void k11() {
        lives("附4(二)", "g-park", "", "", "u-park", "规划批复");
    }

    @Test
    @Covers("K12")
    void k12() {
        lives("附4(三)", "g-park", "2026-12-31", "", "u-park", "市场化运营合同");
    }

    @Test
    @Covers("K13")
    void k13() {
        lives("附4(四)", "g-park", "", "", "u-park", "两个经开区会商纪要");
    }

    @Test
    @Covers("K14")
    void k14() {
        lives("附4(五)", "g-park", "", "", "u-park", "场站项目节点记录");
    }

    @Test
    @Covers("K15")
    void k15() {
        lives("附5(一)", "g-industry", "", "", "u-edu", "转化成果登记表");
    }

    @Test
    @Covers("K16")
    void k16() {
        lives("附5(二)", "g-industry", "2026-12-31", "3户", "u-ind", "新增规上企业名单");
    }

    @Test
    @Covers("K17")
    void k17() {
        lives("附5(三)", "g-industry", "2026-12-31", "1户", "u-ind", "高新技术企业证书");
    }

    @Test
    @Covers("K18")
    void k18() {
        lives("附5(四)", "g-industry", "", "", "u-nat", "对照标准的指导记录");
    }

    @Test
    @Covers("K19")
    void k19() {
        lives("附6(一)", "g-city", "", "", "u-house", "燃气隐患清单和销号记录");
    }

    @Test
    @Covers("K20")
    void k20() {
        lives("附6(二)", "g-city", "", "100%", "u-house", "房屋隐患清单和排查覆盖表");
    }

    @Test
    @Covers("K21")
    void k21() {
        lives("附6(三)", "g-city", "", "", "u-nat", "规划报批文件");
    }

    @Test
    @Covers("K22")
    void k22() {
        lives("附6(四)", "g-city", "", "", "u-nat", "各乡镇规划完成表");
    }

    @Test
    @Covers("K23")
    void k23() {
        lives("附6(五)", "g-city", "", "", "u-agri", "禁烧期巡查和火点记录");
    }

    @Test
    @Covers("K24")
    void k24() {
        lives("附7(一)", "g-people", "", "", "u-tour", "线路和营地运营节点记录");
    }

    @Test
    @Covers("K25")
    void k25() {
        lives("附7(二)", "g-people", "", "", "u-edu", "体育场投入使用证明");
    }

    @Test
    @Covers("K26")
    void k26() {
        lives("附7(三)", "g-people", "", "", "u-edu", "课后服务覆盖和满意情况");
    }

    @Test
    @Covers("K27")
    void k27() {
        lives("附7(四)", "g-people", "", "", "u-health", "引进人才和新增服务项目名单");
    }

    @Test
    @Covers("K28")
    void k28() {
        lives("附7(五)", "g-people", "", "", "u-med", "各季度参保率表");
    }

    @Test
    @Covers("K29")
    void k29() {
        lives("附8(一)", "g-social", "", "", "u-hr", "各乡镇服务点开办表");
    }

    @Test
    @Covers("K30")
    void k30() {
        lives("附8(二)", "g-social", "", "", "u-hr", "标准清单");
    }

    @Test
    @Covers("K31")
    void k31() {
        lives("附8(三)", "g-social", "2026-12-31", "1000人", "u-hr", "新增就业实名台账");
    }

    @Test
    @Covers("K32")
    void k32() {
        lives("附8(四)", "g-social", "", "", "u-hr", "培训人数和就业情况");
    }

    @Test
    @Covers("K33")
    void k33() {
        lives("附8(五)", "g-social", "", "", "u-civil", "试点节点记录");
    }

    @Test
    @Covers("K37")
    void k37() {
        lives("附10(一)", "g-agri", "", "", "u-agri", "各村环境检查记录");
    }

    @Test
    @Covers("K38")
    void k38() {
        lives("附10(二)", "g-agri", "", "2万亩", "u-agri", "扩种面积核实表");
    }

    @Test
    @Covers("K39")
    void k39() {
        lives("附11(一)", "g-trade", "2026-12-31", "2户2户", "u-trade", "新增企业名单");
    }

    @Test
    @Covers("K40")
    void k40() {
        lives("附12(一)", "g-paper", "", "", "u-office", "各单位公文流转用时表");
    }

    /** Those that other services carry are in the ledger too. */
    @ParameterizedTest
    @CsvSource({
        "附9(一),g-business",
        "附9(二),g-business",
        "附9(三),g-business",
        "附12(二),g-paper",
        "附12(三),g-paper",
    })
    void a_key_task_of_another_service_is_loaded(String clause, String group) {
        assertThat(life.loaded(clause).path("groupId").asString()).isEqualTo(group);
    }

    java.util.stream.Stream<String> measures() {
        return life.clauses().stream().filter(clause -> clause.startsWith("三"));
    }

    @ParameterizedTest
    @MethodSource("measures")
    @Covers({"A001", "A003", "A024"})
    void a_measure_goes_from_its_clause_to_its_close_out(String clause) {
        var task = life.loaded(clause);
        assertThat(task.path("state").asString()).isEqualTo("assigned");
        assertThat(task.path("voyage").asString())
                .isEqualTo(clause.startsWith("三(一)") ? "lead" : clause.startsWith("三(二)") ? "start" : "escort");
        assertThat(task.at("/document/number").asString()).isEqualTo("清政办发〔2026〕9号");
        life.of(clause, task.at("/leadUnits/0/id").asString(), "完成情况说明");
    }

    @Test
    @Covers({"A003", "A005"})
    void all_27_measures_and_42_key_tasks_are_there_and_a_vague_name_is_left_to_a_person() {
        assertThat(measures()).hasSize(27);
        assertThat(life.clauses()).hasSize(27 + 42);
        assertThat(life.loaded("三(一)2(2)").path("responsibleUnits").valueStream())
                .anyMatch(unit -> unit.path("name").asString().equals("县直各有关部门") && !unit.hasNonNull("id"));
    }
}
