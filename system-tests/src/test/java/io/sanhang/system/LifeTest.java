package io.sanhang.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * One key task and one measure through their whole life in the desk: imported, given out by a day, signed for, planned
 * backwards, measured, helped, extended, suspended, passed on to the next holder of the post, split, merged, returned,
 * closed, reopened and closed again. Each step finds what the step before it left.
 */
@ResourceLock(Sanhang.SHARED)
@TestMethodOrder(OrderAnnotation.class)
class LifeTest {

    private static final String URL = Sanhang.shared().url();

    private static final long RUN = System.currentTimeMillis() % 1_000_000;

    /** A word that no other journey's tasks have, and none of an earlier run on the same platform. */
    private static final String WATER = "供水"
            + String.valueOf(RUN)
                    .chars()
                    .mapToObj(digit -> String.valueOf((char) ('A' + digit - '0')))
                    .collect(Collectors.joining());

    private static final String MEASURE = "对全县中小学" + WATER + "设备检查一遍";
    private static final String KEY_TASK = "建成冬季" + WATER + "应急队伍并投入使用";
    private static final String FIRST = "组建" + WATER + "应急队伍";
    private static final String SECOND = WATER + "应急队伍演练";
    private static final String INSTRUCTION = "关于冬季" + WATER + "的批示";
    private static final String SUCCESSOR = "hr" + RUN;

    private static final String LEGACY = "办结柳河镇敬老院产权登记";
    private static final String SUCCESSOR_PHONE = "139%08d".formatted(System.currentTimeMillis() % 100_000_000);
    private static final String HEAD = "县人力资源和社会保障局局长";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final String DUE = TODAY.plusDays(60).toString();
    private static final String LATER = TODAY.plusDays(75).toString();
    private static final Path EVIDENCE = Path.of("src/test/resources/plan.txt");

    private static final Map<String, Person> PEOPLE = new HashMap<>();

    /** Who has signed in stays so: every journey with new browsers would take as long again. */
    private static Person person(String account, String phone, int width) {
        return PEOPLE.computeIfAbsent(account, name -> new Person(URL, width).signIn(name, phone));
    }

    private static Person office() {
        return person("office", "13900000001", Person.SCREEN);
    }

    private static Person admin() {
        return person("admin", "13900000002", Person.SCREEN);
    }

    private static Person unit() {
        return person("hr", "13900000005", Person.PHONE);
    }

    private static Person other() {
        return person("health", "13900000004", Person.SCREEN);
    }

    private static Person leader() {
        return person("leader", "13900000009", Person.PHONE);
    }

    @AfterAll
    static void end() {
        PEOPLE.values().forEach(Person::close);
        PEOPLE.clear();
        Person.endBrowser();
    }

    /** The plan of the tests about another matter, with a working group that has one key task. */
    private static Path plan() {
        try {
            var text = Files.readString(EVIDENCE)
                    .replace("供暖", WATER)
                    .replace("急救", "用水")
                    .replace("21号", "22号")
                    .replace("冬季为民办实事", "冬季供水保障");
            var annex = """

                    附件
                    冬季供水保障工作职责

                    一、民生事业推进组及职责
                    组  长：主管副县长
                    职  责：找出并改掉制约供水保障的主观问题。
                    重点任务：
                    （一）%s。
                    """.formatted(KEY_TASK);
            return Files.writeString(Files.createTempDirectory("life").resolve("方案.txt"), text + annex);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(1)
    void the_office_makes_tasks_of_a_plan_and_gives_the_key_task_out_by_a_day() {
        var clerk = office().open("/desk/imports").see("上传一份方案");
        clerk.page.getByLabel("方案文件").setInputFiles(plan());
        clerk.click("上传").await("**/imports/*").see("22号").decideAll();
        clerk.click("确认，生成任务").click("确认生成").told("已生成");
        clerk.open("/desk/ledger?state=draft&q=" + KEY_TASK).see("共 1 项");
        clerk.page.getByLabel("选中这一页").check();
        clerk.click("批量下达").pick("牵头单位", "县人力资源和社会保障局").click("对 1 项下达").see("请选要在哪天以前办完");
        clerk.fill("没有期限的任务，哪天以前办完", DUE).check("life-batch");
        clerk.click("对 1 项下达").see("办了 1 项");
        clerk.open("/desk/ledger?q=" + MEASURE).follow(MEASURE).click("下达任务");
        clerk.pick("牵头单位", "县人力资源和社会保障局").click("确定下达任务").told("已下达");
    }

    @Test
    @Order(2)
    void the_unit_signs_plans_backwards_reads_its_number_and_reports() {
        var clerk = unit().open("/desk/").see("等您签收").check("life-todo");
        clerk.open("/desk/ledger?q=" + KEY_TASK)
                .follow(KEY_TASK)
                .see(DUE)
                .click("签收")
                .told("已签收");
        clerk.follow("安排节点").see("从任务期限").click("安排节点").choose("填每步要几个工作日");
        clerk.fill("第 1 个节点", "选好队员").fill("几个工作日", "10").click("再加一个");
        clerk.fill("第 2 个节点", "配齐装备");
        clerk.page.locator("#days-1").fill("8");
        clerk.click("看看是哪几天").see("配齐装备：" + DUE).click("保存节点").told("节点已安排").check("life-milestones");

        var desk = office().open("/desk/ledger?q=" + KEY_TASK).follow(KEY_TASK).follow("看节点和指标");
        desk.click("定一个指标").fill("名称", "应急队员").fill("单位", "人").fill("目标数", "30");
        desk.fill("为什么定这个指标", "方案要求。").click("确定").told("指标已定");

        clerk.open("/desk/ledger?q=" + KEY_TASK).follow(KEY_TASK).follow("看节点和指标");
        clerk.press("^填报数据")
                .fill("累计数（人）", "18")
                .fill("数据来源", "报名表")
                .click("确定填报")
                .told("数据已填报")
                .see("现在 18人");
        clerk.press("^完成.*选好队员")
                .fill("完成情况", "选了十八人。")
                .click("确定完成")
                .told("节点已完成")
                .check("life-targets");
        clerk.follow(KEY_TASK).click("报告进展").fill("做了什么、到什么程度", "队员选好了一半。").fill("完成比例 %（可以不填）", "50");
        clerk.evidence().click("确定报告进展").told("进展已报告");
        clerk.click("反映困难").fill("什么困难，需要谁帮忙", "缺两台水泵。").click("确定反映困难").told("困难已反映");
        clerk.click("申请延期").fill("延到哪一天", LATER).fill("为什么要延期", "水泵要招标。");
        clerk.click("确定申请延期").told("已申请延期").check("life-task");
    }

    @Test
    @Order(3)
    void the_office_answers_extends_suspends_and_resumes_and_the_leader_looks_on() {
        var clerk = office().open("/desk/").see("等您审批延期").open("/desk/ledger?q=" + KEY_TASK);
        clerk.follow(KEY_TASK)
                .click("答复困难")
                .fill("怎么解决", "水利局借两台。")
                .click("确定答复困难")
                .told("困难已答复");
        clerk.click("同意延期").click("确定同意延期").told("已同意延期").see(LATER);
        clerk.click("暂停").fill("暂停原因", "大雪封路。").click("确定暂停").told("已暂停").see("已暂停，不计时");
        clerk.click("恢复").told("已恢复").check("life-task-office");

        var onlooker =
                leader().open("/desk/ledger?q=" + KEY_TASK).follow(KEY_TASK).see("队员选好了一半");
        assertThat(onlooker.page
                        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("安排节点"))
                        .count())
                .isZero();
        onlooker.follow("看节点和指标").see("选好队员").check("life-leader");
        assertThat(onlooker.page.locator("main button").count()).isZero();
    }

    @Test
    @Order(4)
    void who_sits_in_the_working_group_follows_its_key_task_and_does_no_other_units_work() {
        var member =
                other().open("/desk/groups").follow("民生事业推进组").see(KEY_TASK).check("life-group");
        member.follow(KEY_TASK).see("队员选好了一半").check("life-group-task");
        assertThat(member.page
                        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("报告进展"))
                        .count())
                .isZero();
        other().open("/desk/ledger?q=" + KEY_TASK).see("没有符合条件的任务");
    }

    @Test
    @Order(5)
    void an_instruction_leads_to_a_task_and_is_answered() {
        var clerk = office().open("/desk/matters/new").fill("标题", INSTRUCTION).fill("批示内容", "抓紧排查供水隐患。");
        clerk.pick("签批领导的岗位", "副县长（分管社会民生）")
                .pick("办理单位", "县人力资源和社会保障局")
                .click("登记")
                .told("已登记");
        clerk.await("**/matters/*")
                .click("转为任务")
                .fill("任务期限", DUE)
                .click("确定转为任务")
                .told("已立为任务");
        clerk.follow("已立为任务").see(INSTRUCTION).see("批示落实").check("life-instruction-task");

        var unit =
                unit().open("/desk/matters").follow(INSTRUCTION).click("报办理结果").fill("办理结果", "隐患都排查了。");
        unit.page.getByLabel("材料（领导批示必须有）").setInputFiles(EVIDENCE);
        unit.see("plan.txt").click("确定报办理结果").told("已报").check("life-instruction");
        clerk.open("/desk/matters")
                .follow(INSTRUCTION)
                .click("确认办结")
                .click("确定确认办结")
                .told("已确认办结");
    }

    @Test
    @Order(6)
    void the_next_holder_of_the_post_finds_what_there_is_to_do() {
        var desk = admin().open("/desk/accounts").fill("用户名", SUCCESSOR).fill("姓名", "林夏");
        desk.fill("手机号（收验证码）", SUCCESSOR_PHONE)
                .pick("单位", "县人力资源和社会保障局")
                .click("增加")
                .see("只显示这一次");
        var initial = desk.page.locator(".note .mono").innerText();
        appoint("林夏（%s）".formatted(SUCCESSOR));

        var next = new Person(URL, Person.SCREEN);
        PEOPLE.put(SUCCESSOR, next);
        next.signIn(SUCCESSOR, initial, SUCCESSOR_PHONE).see("请先改掉").fill("初始密码", initial);
        next.fill("新密码（12 位以上，可以粘贴）", "chun-feng-hua-yu-2027").fill("再填一次新密码", "chun-feng-hua-yu-2027");
        next.click("改密码").see("密码已改");
        next.signIn(SUCCESSOR, "chun-feng-hua-yu-2027", SUCCESSOR_PHONE)
                .see("等您签收")
                .see(MEASURE)
                .check("life-successor");
        next.open("/desk/ledger?duty=mine&q=" + KEY_TASK)
                .see("共 1 项")
                .follow(KEY_TASK)
                .see("林夏")
                .see("赵磊");
        // Whoever comes after this journey finds the post as it was.
        appoint("赵磊（hr）");
    }

    private static void appoint(String account) {
        var desk = admin().open("/desk/directory").fill("按名称、别名找", "人力资源");
        desk.press("^换人.*" + HEAD).pick("由哪个账号的人任" + HEAD, account).click("确定").told("已任职");
    }

    @Test
    @Order(7)
    void a_task_is_split_and_what_was_too_much_is_merged_again() {
        var clerk = office().open("/desk/ledger?q=" + KEY_TASK).follow(KEY_TASK).click("拆成几项");
        part(clerk, 0, FIRST);
        part(clerk, 1, SECOND);
        clerk.fill("原因", "分开办更快。").click("确定拆分").told("已拆成 2 项").see("已拆分").check("life-split");
        clerk.follow("^" + FIRST)
                .see("另一项任务")
                .click("把重复的并进来")
                .fill("找重复的任务", SECOND)
                .click("查找");
        clerk.page.getByLabel(SECOND).check();
        clerk.fill("原因", "一支队伍一起练。").click("确定合并").told("已合并").see("并进来的任务").check("life-merged");
    }

    private static void part(Person clerk, int at, String title) {
        clerk.page.locator("#part-title-" + at).fill(title);
        clerk.page.locator("#part-text-" + at).fill("把" + title + "办好。");
        clerk.page.locator("#part-lead-" + at).click();
        clerk.choosing("县人力资源和社会保障局");
    }

    @Test
    @Order(8)
    void the_rest_is_returned_closed_reopened_and_closed_again() {
        office().open("/desk/ledger?q=" + FIRST)
                .follow("^" + FIRST)
                .follow("安排节点、定指标")
                .click("定一个指标");
        office().fill("名称", "演练").fill("单位", "次").fill("目标数", "2").fill("为什么定这个指标", "要练到位。");
        office().click("确定").told("指标已定");

        var unit = unit().open("/desk/ledger?q=" + FIRST)
                .follow("^" + FIRST)
                .click("签收")
                .told("已签收");
        unit.click("报告进展").fill("做了什么、到什么程度", "队伍齐了。").click("确定报告进展").told("进展已报告");
        unit.click("申请销号").fill("完成情况", "队伍建成。").evidence().click("确定申请销号").see("有指标没有达到");
        unit.fill("没有达到的指标为什么没有达到", "大雪，只练了一次。").check("life-unmet");
        unit.click("确定申请销号").told("已申请销号");
        office().open("/desk/").see("等您审核销号").follow("^" + FIRST).see("大雪，只练了一次");
        office().click("退回").fill("退回原因", "缺演练照片。").click("确定退回").told("已退回");
        unit.open("/desk/").see("被退回，要补办").follow("^" + FIRST).see("缺演练照片");
        applied(unit, "照片补上了。");
        office().open("/desk/ledger?q=" + FIRST).follow("^" + FIRST).see("照片补上了");
        office().page.getByText("以前的申请（1）").click();
        office().see("缺演练照片").check("life-applied-again");
        office().click("批准销号").click("确定批准销号").told("已销号");
        office().click("重新启动").fill("重新启动的原因", "抽查发现少一台泵。").click("确定重新启动").told("已重新启动");
        unit.open("/desk/ledger?q=" + FIRST).follow("^" + FIRST).see("抽查发现少一台泵");
        applied(unit, "泵补齐了。");
        office().open("/desk/ledger?q=" + FIRST).follow("^" + FIRST).see("泵补齐了").click("批准销号");
        office().click("确定批准销号").told("已销号").see("办理记录完整").check("life-closed");
    }

    private static void applied(Person unit, String statement) {
        unit.click("申请销号").fill("完成情况", statement);
        if (unit.page.getByLabel("没有达到的指标为什么没有达到").isVisible()) {
            unit.fill("没有达到的指标为什么没有达到", "大雪，只练了一次。");
        }
        unit.evidence().click("确定申请销号").told("已申请销号");
    }

    @Test
    @Order(9)
    void a_measure_goes_to_another_unit_and_is_closed_there() {
        office().open("/desk/ledger?q=" + MEASURE).follow(MEASURE).see("待签收");
        unit().open("/desk/ledger?q=" + MEASURE).follow(MEASURE).click("签收").told("已签收");
        office().open("/desk/ledger?q=" + MEASURE).follow(MEASURE).click("移交").pick("牵头单位", "县卫生健康局");
        office().fill("移交原因", "职责划转。").click("确定移交").told("已移交");
        var unit = other().open("/desk/")
                .see("等您签收")
                .open("/desk/ledger?q=" + MEASURE)
                .follow(MEASURE);
        unit.click("签收")
                .told("已签收")
                .click("报告进展")
                .fill("做了什么、到什么程度", "查完了。")
                .click("确定报告进展")
                .told("进展已报告");
        applied(unit, "全部查完。");
        office().open("/desk/ledger?q=" + MEASURE)
                .follow(MEASURE)
                .click("批准销号")
                .click("确定批准销号")
                .told("已销号");
    }

    @Test
    @Order(10)
    void what_a_quarter_left_open_is_closed_in_the_next() {
        var clerk = office().open("/desk/rounds").check("life-rounds");
        clerk.page.locator("tbody a").nth(1).click();
        clerk.see("结转").see(LEGACY);
        clerk.open("/desk/rounds").page.locator("tbody a").first().click();
        clerk.see("期初就有").follow(LEGACY).see("历史遗留问题");
        var town = person("town1", "13900000008", Person.SCREEN)
                .open("/desk/ledger?q=" + LEGACY)
                .follow(LEGACY);
        applied(town, "登记办结，证书已领。");
        clerk.open("/desk/ledger?q=" + LEGACY)
                .follow(LEGACY)
                .click("批准销号")
                .click("确定批准销号")
                .told("已销号");
        clerk.open("/desk/rounds").page.locator("tbody a").first().click();
        clerk.see("审核").check("life-round");
    }

    @Test
    @Order(11)
    void the_export_has_what_the_filter_shows() {
        var clerk = office().open("/desk/ledger?q=" + WATER + "&state=closed").see("共 2 项");
        var table = clerk.page.waitForDownload(() -> clerk.follow("Excel 表格"));
        assertThat(text(table.path())).contains(MEASURE, FIRST).doesNotContain(SECOND);
    }

    /** All texts of a workbook. */
    private static String text(Path workbook) {
        try (var zip = new ZipFile(workbook.toFile())) {
            var all = new StringBuilder();
            for (var entry : Collections.list(zip.entries())) {
                all.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
            // The writer spells what is not ASCII as references.
            return Pattern.compile("&#x([0-9a-f]+);")
                    .matcher(all)
                    .replaceAll(each -> Character.toString(Integer.parseInt(each.group(1), 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
